package org.vzlab.cli;

import java.util.Locale;
import org.vzlab.board.Boards;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** Runs a command line and exits with its status. */
  public static void main(String[] words) {
    // Numbers in messages, traces and dumps look the same everywhere.
    Locale.setDefault(Locale.ROOT);
    SystemHost host = new SystemHost();
    int status;
    try {
      status = new Vzlab(host, Boards::open).execute(words);
    } finally {
      host.ended();
    }
    System.exit(status);
  }
}
