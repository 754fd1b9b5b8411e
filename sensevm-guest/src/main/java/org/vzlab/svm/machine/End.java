package org.vzlab.svm.machine;

import java.util.Locale;

/** How a program ended. */
public enum End {
  /** All contexts have stopped. */
  STOP,
  /** A {@link Trap}. */
  TRAP,
  /** An opcode that there is not. */
  BADOP,
  /** All contexts that are left wait for each other. */
  BLOCKED,
  /** The number of steps that was allowed was reached. */
  LIMIT,
  /** The file could not be loaded. */
  BADFORMAT;

  /** Its name as users see it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
