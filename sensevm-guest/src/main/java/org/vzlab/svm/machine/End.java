package org.vzlab.svm.machine;

import java.util.Locale;

/** How a program ended. */
public enum End {
  /** All contexts have stopped. */
  STOP(1),
  /** A {@link Trap}. */
  TRAP(2),
  /** An opcode that there is not. */
  BADOP(3),
  /** All contexts that are left wait for each other. */
  BLOCKED(4),
  /** The number of steps that was allowed was reached. */
  LIMIT(0),
  /** The file could not be loaded. */
  BADFORMAT(5);

  private final int code;

  End(int code) {
    this.code = code;
  }

  /** Its number on the board; 0 if there is none. */
  public int code() {
    return code;
  }

  /** Its name as users see it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
