package org.vzlab.cli;

/** The command's exit statuses. */
public final class ExitStatus {
  /** Ended as asked. */
  public static final int OK = 0;

  /** A guest or the hypervisor failed. */
  public static final int FAILED = 1;

  /** A mistake in usage, a configuration or an image. */
  public static final int USAGE = 2;

  /** A limit was reached before --until matched. */
  public static final int LIMIT = 3;

  /** Our bug. */
  public static final int BUG = 70;

  private ExitStatus() {}
}
