package org.vzlab.mips.isa;

/** The two instruction sets of the core. */
public enum Isa {
  MIPS32,
  MICROMIPS
}
