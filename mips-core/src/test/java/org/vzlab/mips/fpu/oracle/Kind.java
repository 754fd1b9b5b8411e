package org.vzlab.mips.fpu.oracle;

import java.util.Locale;

/** What an operand or a result is: a format of the FPU, or a condition code. */
enum Kind {
  S(32),
  D(64),
  W(32),
  L(64),
  CONDITION(0);

  private final int bits;

  Kind(int bits) {
    this.bits = bits;
  }

  /** Its width in a register. */
  int bits() {
    return bits;
  }

  /** The format's name in mnemonics. */
  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The floating point format. */
  Binary binary() {
    return this == S ? Binary.SINGLE : Binary.DOUBLE;
  }
}
