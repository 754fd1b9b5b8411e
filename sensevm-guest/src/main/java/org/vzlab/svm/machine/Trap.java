package org.vzlab.svm.machine;

import java.util.Locale;

/** Why a program is ended by the machine; docs/sense-vm.md, "Traps". */
public enum Trap {
  STACK_OVERFLOW(1),
  STACK_UNDERFLOW(2),
  HEAP_EXHAUSTED(3),
  BAD_POINTER(4),
  NO_MATCH(5),
  BAD_PC(6),
  BAD_CONSTANT(7),
  BAD_CALL(8),
  CONTEXTS_EXHAUSTED(9),
  CHANNELS_EXHAUSTED(10),
  BAD_CHANNEL(11),
  QUEUE_FULL(12),
  BAD_DEVICE(13),
  BAD_ARRAY(14),
  ARRAYS_EXHAUSTED(15),
  DIVISION_BY_ZERO(16),
  CORRUPTED(17),
  BAD_SEQUENCE(18),
  BAD_CHECKSUM(19),
  BAD_MEMORY(20);

  private final int code;

  Trap(int code) {
    this.code = code;
  }

  /** Its number, the same on the board. */
  public int code() {
    return code;
  }

  /** Its name as users see it: {@code stack-overflow}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
