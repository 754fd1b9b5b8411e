package org.vzlab.cli;

/** The command's exit statuses. */
final class ExitStatus {
  /** Ended as asked. */
  static final int OK = 0;

  /** A guest or the hypervisor failed. */
  static final int FAILED = 1;

  /** A mistake in usage, a configuration or an image. */
  static final int USAGE = 2;

  /** A limit was reached before --until matched. */
  static final int LIMIT = 3;

  /** Our bug. */
  static final int BUG = 70;

  private ExitStatus() {}

  /** Of two things that a command did, the status of what went worse. */
  static int worse(int one, int other) {
    return badness(one) >= badness(other) ? one : other;
  }

  private static int badness(int status) {
    return switch (status) {
      case OK -> 0;
      case LIMIT -> 1;
      case FAILED -> 2;
      case USAGE -> 3;
      default -> throw new IllegalArgumentException("status " + status);
    };
  }
}
