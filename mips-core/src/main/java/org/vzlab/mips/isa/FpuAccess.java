package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;

/** How FPU instructions start and end: the checks and the exceptions that they share. */
final class FpuAccess {
  private FpuAccess() {}

  /** Coprocessor Unusable unless coprocessor 1 is usable. */
  static void requireUsable(Hart hart) throws GuestTrap {
    if (!hart.fpu.isUsable()) {
      throw hart.traps.raiseUnusable(1);
    }
  }

  /** The FPU, if it is usable. */
  static Fpu usable(Hart hart) throws GuestTrap {
    requireUsable(hart);
    return hart.fpu;
  }

  /**
   * The FPU for an instruction on 64 bits. With Status.FR = 0 an odd register, which MD00086 calls
   * UNPREDICTABLE, raises Reserved Instruction.
   *
   * @param registers the numbers of those with 64 bits, combined by OR
   */
  static Fpu pairs(Hart hart, int registers) throws GuestTrap {
    Fpu fpu = usable(hart);
    if ((registers & 1) != 0 && !fpu.isWide()) {
      throw hart.traps.raise(ExcCode.RI);
    }
    return fpu;
  }

  /** The FPU for an instruction that needs Status.FR = 1: otherwise Reserved Instruction. */
  static Fpu wide(Hart hart) throws GuestTrap {
    Fpu fpu = usable(hart);
    if (!fpu.isWide()) {
      throw hart.traps.raise(ExcCode.RI);
    }
    return fpu;
  }

  /** Ends arithmetic: Floating Point Exception if it has raised one that is enabled. */
  static void end(Hart hart) throws GuestTrap {
    if (hart.fpu.traps()) {
      throw hart.traps.raise(ExcCode.FPE);
    }
  }

  /** Ends arithmetic with a result of 32 bits. */
  static void setWord(Hart hart, int number, long result) throws GuestTrap {
    end(hart);
    hart.fpu.word(number, (int) result);
  }

  /** Ends arithmetic with a result of 64 bits. */
  static void setDoubleword(Hart hart, int number, long result) throws GuestTrap {
    end(hart);
    hart.fpu.doubleword(number, result);
  }
}
