package org.vzlab.isolation.fault;

import java.util.Locale;

/** What becomes of a bit. */
public enum FaultKind {
  /** It changes once, and is what it was made until something writes it. */
  FLIP,

  /** It is 0 from then on, whatever is written; see {@link Injector}. */
  STUCK_0,

  /** It is 1 from then on, whatever is written; see {@link Injector}. */
  STUCK_1;

  /** Its name on the command line and in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A value with the bit as the fault has it. */
  long of(long value, int bit) {
    long mask = 1L << bit;
    return switch (this) {
      case FLIP -> value ^ mask;
      case STUCK_0 -> value & ~mask;
      case STUCK_1 -> value | mask;
    };
  }
}
