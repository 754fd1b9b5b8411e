package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/** Coprocessor 2, which the core does not have, and what the DSP module's opcode tables reserve. */
@SuppressWarnings("DoNotCallSuggester") // Generated code calls what always raises.
public final class PrivilegedUnits {
  private PrivilegedUnits() {}

  /** COP2. */
  @Op(asm = "cop2 function")
  @Encoding("010010 function:26")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 function:23 010")
  public static void cop2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** LWC2. */
  @Op(asm = "lwc2 $ct, offset(base)")
  @Encoding("110010 base:5 ct:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 ct:5 base:5 0000 offset:s12")
  public static void lwc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** SWC2. */
  @Op(asm = "swc2 $ct, offset(base)")
  @Encoding("111010 base:5 ct:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 ct:5 base:5 1000 offset:s12")
  public static void swc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** LDC2. */
  @Op(asm = "ldc2 $ct, offset(base)")
  @Encoding("110110 base:5 ct:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 ct:5 base:5 0010 offset:s12")
  public static void ldc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** SDC2. */
  @Op(asm = "sdc2 $ct, offset(base)")
  @Encoding("111110 base:5 ct:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 ct:5 base:5 1010 offset:s12")
  public static void sdc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /**
   * What the opcode tables of MD00374 reserve in the classes of the DSP module: while the module is
   * disabled no different from an instruction of it, otherwise a Reserved Instruction.
   */
  @Op(asm = "dsp")
  @Encoding("011111 -------------------- 001010")
  @Encoding("011111 -------------------- 001100")
  @Encoding("011111 -------------------- 010000")
  @Encoding("011111 -------------------- 010001")
  @Encoding("011111 -------------------- 010010")
  @Encoding("011111 -------------------- 010011")
  @Encoding("011111 -------------------- 011000")
  @Encoding("011111 -------------------- 110000")
  @Encoding("011111 -------------------- 110001")
  @Encoding("011111 -------------------- 111000")
  public static void dsp(Hart hart) throws GuestTrap {
    hart.dsp();
    throw hart.traps.raise(ExcCode.RI);
  }
}
