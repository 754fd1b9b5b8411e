package org.vzlab.mips.oracle;

import org.vzlab.mips.cp0.Cp0Register;

/** What of the registers is defined after a step. */
final class Compared {
  /** Everything that is no function of time. */
  static final Property.Ignored ALL = (guest, register) -> stable(register);

  private Compared() {}

  /**
   * After an exception Cause.CE is undefined except for CpU, and BadInstr is undefined if there was
   * no instruction (MD00091).
   */
  static Property.Ignored after(Raised raised) {
    return (guest, register) -> {
      boolean taker = guest == raised.inGuest();
      if (register == Cp0Register.CAUSE && (taker || !guest)) {
        return taker && raised.kind() == Raised.Kind.UNUSABLE ? -1 : ~Bits.CAUSE_CE;
      }
      if (taker && raised.fetch() && showsInstruction(register)) {
        return 0;
      }
      return stable(register);
    };
  }

  /** After ERET, which may be followed by a GHFC. */
  static Property.Ignored eret() {
    return (guest, register) ->
        register == Cp0Register.CAUSE && !guest ? ~Bits.CAUSE_CE : stable(register);
  }

  /** What an instruction changes itself is not compared: of a guest only root's registers are. */
  static Property.Ignored rest(boolean inGuest) {
    return (guest, register) -> !inGuest || guest ? 0 : stable(register);
  }

  private static boolean showsInstruction(Cp0Register register) {
    return register == Cp0Register.BAD_INSTR || register == Cp0Register.BAD_INSTR_P;
  }

  private static int stable(Cp0Register register) {
    return switch (register) {
      case COUNT, RANDOM -> 0;
      default -> -1;
    };
  }
}
