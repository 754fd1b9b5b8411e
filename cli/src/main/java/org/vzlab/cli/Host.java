package org.vzlab.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What the command line uses of the computer it runs on. */
interface Host {
  /** Standard output, for the console's bytes only. */
  OutputStream out();

  /** Standard error, for everything else. */
  PrintStream err();

  /** Takes the terminal as a console; empty if standard input or output is no terminal. */
  Optional<Screen> openScreen();

  /** A time in nanoseconds that only grows. */
  long nanoTime();

  /** Waits for that many nanoseconds. */
  void sleep(long nanos);

  /** Whether the host wants the command to end: Ctrl-C, or a signal to terminate. */
  boolean interrupted();

  /** The folder that holds {@code configs} and {@code firmware}. */
  Path home();
}
