package org.vzlab.svm.machine;

import java.io.Serial;

/** Ends an instruction with a trap. There is one of each kind, without a stack trace. */
final class Fault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private static final Fault[] ALL = all();

  private final Trap trap;

  private Fault(Trap trap) {
    super(trap.title(), null, false, false);
    this.trap = trap;
  }

  private static Fault[] all() {
    Trap[] traps = Trap.values();
    Fault[] faults = new Fault[traps.length];
    for (int i = 0; i < traps.length; i++) {
      faults[traps[i].code() - 1] = new Fault(traps[i]);
    }
    return faults;
  }

  static Fault of(Trap trap) {
    return ALL[trap.code() - 1];
  }

  Trap trap() {
    return trap;
  }
}
