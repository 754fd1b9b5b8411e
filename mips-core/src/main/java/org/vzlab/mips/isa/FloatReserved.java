package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/**
 * What coprocessor 1 does not have: Coprocessor Unusable if it is not enabled, Reserved Instruction
 * if it is. The formats PS, the branches on two condition codes and ALNV.PS are among them.
 */
public final class FloatReserved {
  private FloatReserved() {}

  /** COP1: what is no instruction. */
  @Op(asm = "cop1 function")
  @Encoding("010001 function:26")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 function:26")
  public static void cop1(Hart hart) throws GuestTrap {
    FpuAccess.requireUsable(hart);
    throw hart.traps.raise(ExcCode.RI);
  }

  /** COP1X: what is no instruction. */
  @Op(asm = "cop1x function")
  @Encoding("010011 function:26")
  public static void cop1x(Hart hart) throws GuestTrap {
    FpuAccess.requireUsable(hart);
    throw hart.traps.raise(ExcCode.RI);
  }
}
