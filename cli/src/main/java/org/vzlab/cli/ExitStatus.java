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
}
