package org.vzlab.mips.isa;

/** The two instruction sets of the core. Bit 0 of a code address says which one it is in. */
public enum Isa {
  MIPS32,
  MICROMIPS;

  /** The instruction set in which the processor executes at an address. */
  public static Isa at(int pc) {
    return (pc & 1) == 0 ? MIPS32 : MICROMIPS;
  }
}
