package org.vzlab.mips.fpu.oracle;

import java.math.BigInteger;

/** What the bits of a floating point operand stand for. */
sealed interface ExactValue {
  /** Whether the sign bit is set. */
  boolean negative();

  /** A NaN, by its bits. */
  record Nan(boolean negative, boolean signalling, long bits) implements ExactValue {}

  /** An infinity. */
  record Infinity(boolean negative) implements ExactValue {}

  /** A finite number; 0 has a sign too. */
  record Finite(boolean negative, Magnitude.Ratio magnitude) implements ExactValue {
    boolean isZero() {
      return magnitude.isZero();
    }

    /** The numerator with the sign of the number. */
    BigInteger numerator() {
      return negative ? magnitude.numerator().negate() : magnitude.numerator();
    }
  }
}
