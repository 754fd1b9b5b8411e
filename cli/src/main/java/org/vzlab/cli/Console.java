package org.vzlab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the board's console meets the user: its bytes to standard output, messages to standard
 * error, each on lines of its own.
 */
final class Console implements AutoCloseable {
  private static final int ESCAPE = 0x1B;

  private final Host host;
  private final Optional<Screen> screen;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final TerminalText text = new TerminalText();
  private boolean inLine;
  private boolean inEscape;
  private boolean closed;
  private String shown = "";

  Console(Host host, Optional<Screen> screen) {
    this.host = host;
    this.screen = screen;
  }

  /** Takes a byte that the board's UART has sent. */
  void add(int character) {
    if (screen.isPresent()) {
      text.take(character, pending);
    } else {
      pending.write(character);
    }
    inLine = character != '\n' && character != '\r';
    if (character == ESCAPE) {
      inEscape = true;
    } else if (character >= '@' && character <= '~' && character != '[') {
      inEscape = false;
    }
  }

  /** Hands over what has come so far. */
  void flush() {
    if (pending.size() == 0) {
      return;
    }
    byte[] bytes = pending.toByteArray();
    pending.reset();
    try {
      if (screen.isPresent()) {
        screen.get().write(bytes);
      } else {
        host.out().write(bytes);
        host.out().flush();
      }
    } catch (IOException e) {
      closed = true;
    }
  }

  /** Whether whoever read the console has gone. */
  boolean isClosed() {
    return closed;
  }

  /** Prints a line for the user. */
  void message(String line) {
    flush();
    if (screen.isPresent() && inLine) {
      host.err().print("\r\n");
      inLine = false;
    }
    host.err().println(line);
  }

  /** Shows a line below the console, if the console is a terminal and not inside a sequence. */
  void status(String line) {
    if (screen.isPresent() && !inEscape && !line.equals(shown)) {
      shown = line;
      screen.get().status(line);
    }
  }

  /** What the user has typed since the last call. */
  byte[] keys() {
    return screen.isPresent() ? screen.get().keys() : new byte[0];
  }

  /** Whether the console is the user's terminal. */
  boolean isTerminal() {
    return screen.isPresent();
  }

  @Override
  public void close() {
    flush();
    screen.ifPresent(Screen::close);
  }
}
