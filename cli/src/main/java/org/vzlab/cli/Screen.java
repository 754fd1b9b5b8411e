package org.vzlab.cli;

import java.io.IOException;

/** The user's terminal while it is the board's console. */
interface Screen extends AutoCloseable {
  /** Shows bytes from the board. */
  void write(byte[] bytes) throws IOException;

  /** What the user has typed since the last call, empty if nothing. */
  byte[] keys();

  /** Shows a line at the bottom, out of the console's way. */
  void status(String line);

  /** Gives the terminal back as it was. */
  @Override
  void close();
}
