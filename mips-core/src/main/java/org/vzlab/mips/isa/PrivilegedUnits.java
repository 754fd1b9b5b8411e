package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/**
 * Instructions of the units this model does not have: the DSP, which root is not able to enable (so
 * a guest that has enabled it leaves to root, and any other gets the exception of a disabled unit),
 * and coprocessor 2, which the core does not have. DSP instructions are known by the classes of
 * MD00374's opcode tables.
 */
@SuppressWarnings("DoNotCallSuggester") // Generated code calls what always raises.
public final class PrivilegedUnits {
  private PrivilegedUnits() {}

  /** COP2. */
  @Op(asm = "cop2 function")
  @Encoding("010010 function:26")
  public static void cop2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** LWC2. */
  @Op(asm = "lwc2 $ct, offset(base)")
  @Encoding("110010 base:5 ct:5 offset:s16")
  public static void lwc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** SWC2. */
  @Op(asm = "swc2 $ct, offset(base)")
  @Encoding("111010 base:5 ct:5 offset:s16")
  public static void swc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** LDC2. */
  @Op(asm = "ldc2 $ct, offset(base)")
  @Encoding("110110 base:5 ct:5 offset:s16")
  public static void ldc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** SDC2. */
  @Op(asm = "sdc2 $ct, offset(base)")
  @Encoding("111110 base:5 ct:5 offset:s16")
  public static void sdc2(Hart hart) throws GuestTrap {
    throw hart.traps.raiseUnusable(2);
  }

  /** The classes of DSP instructions in SPECIAL3, and BPOSGE32. */
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
  @Encoding("000001 00000 11100 ----------------")
  public static void dsp(Hart hart) throws GuestTrap {
    throw hart.traps.raiseDspDisabled();
  }

  /** Moves and multiplications with accumulators 1 to 3. */
  @Op(asm = "dsp")
  @Encoding("000000 000 01 00000 ----- 00000 010000")
  @Encoding("000000 000 01 00000 ----- 00000 010010")
  @Encoding("000000 ----- 00000 000 01 00000 010001")
  @Encoding("000000 ----- 00000 000 01 00000 010011")
  @Encoding("000000 ----- ----- 000 01 00000 011000")
  @Encoding("000000 ----- ----- 000 01 00000 011001")
  @Encoding("011100 ----- ----- 000 01 00000 000000")
  @Encoding("011100 ----- ----- 000 01 00000 000001")
  @Encoding("011100 ----- ----- 000 01 00000 000100")
  @Encoding("011100 ----- ----- 000 01 00000 000101")
  @Encoding("000000 000 1- 00000 ----- 00000 010000")
  @Encoding("000000 000 1- 00000 ----- 00000 010010")
  @Encoding("000000 ----- 00000 000 1- 00000 010001")
  @Encoding("000000 ----- 00000 000 1- 00000 010011")
  @Encoding("000000 ----- ----- 000 1- 00000 011000")
  @Encoding("000000 ----- ----- 000 1- 00000 011001")
  @Encoding("011100 ----- ----- 000 1- 00000 000000")
  @Encoding("011100 ----- ----- 000 1- 00000 000001")
  @Encoding("011100 ----- ----- 000 1- 00000 000100")
  @Encoding("011100 ----- ----- 000 1- 00000 000101")
  public static void dspAccumulator(Hart hart) throws GuestTrap {
    throw hart.traps.raiseDspDisabled();
  }
}
