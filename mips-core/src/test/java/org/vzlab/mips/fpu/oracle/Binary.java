package org.vzlab.mips.fpu.oracle;

import java.math.BigInteger;
import org.vzlab.mips.fpu.oracle.ExactValue.Finite;
import org.vzlab.mips.fpu.oracle.ExactValue.Infinity;
import org.vzlab.mips.fpu.oracle.ExactValue.Nan;

/**
 * A binary interchange format of IEEE 754-2008, as its section 3.4 describes it; what is quiet is
 * told by the fraction's first bit (FCSR.NAN2008 = 1). Bit patterns are zero-extended to 64 bits.
 *
 * @param width bits of the format
 * @param precision bits of the significand, the one that is not stored included
 */
record Binary(int width, int precision) {
  static final Binary SINGLE = new Binary(32, 24);
  static final Binary DOUBLE = new Binary(64, 53);

  /** The greatest exponent of a finite number. */
  int maxExponent() {
    return (1 << (width - precision - 1)) - 1;
  }

  /** The least exponent of a normal number. */
  int minExponent() {
    return 1 - maxExponent();
  }

  int fractionBits() {
    return precision - 1;
  }

  /** The number of patterns that a fraction has. */
  private long fractions() {
    return 1L << fractionBits();
  }

  /** The sign bit. */
  long sign(boolean negative) {
    return negative ? 1L << (width - 1) : 0;
  }

  long infinity(boolean negative) {
    return sign(negative) + (2L * maxExponent() + 1) * fractions();
  }

  long greatest(boolean negative) {
    return infinity(negative) - 1;
  }

  /** A NaN made quiet. */
  long quiet(long nan) {
    return nan | fractions() / 2;
  }

  /** The NaN of an invalid operation: positive, quiet, otherwise 0 (MD00086, NAN2008 = 1). */
  long defaultNan() {
    return quiet(infinity(false));
  }

  ExactValue decode(long bits) {
    boolean negative = (bits >>> (width - 1)) == 1;
    long fraction = bits & (fractions() - 1);
    int biased = (int) (bits >>> fractionBits()) & (2 * maxExponent() + 1);
    if (biased > 2 * maxExponent()) {
      return fraction == 0
          ? new Infinity(negative)
          : new Nan(negative, fraction < fractions() / 2, bits);
    }
    boolean normal = biased != 0;
    BigInteger significand = BigInteger.valueOf(normal ? fraction + fractions() : fraction);
    int exponent = normal ? biased - maxExponent() : minExponent();
    return new Finite(negative, Magnitude.Ratio.of(significand, exponent - fractionBits()));
  }

  /**
   * The bits of a number that the format has: whole * 2^power, where whole has as many bits as the
   * precision, or a bit more if it is a power of 2, or fewer if the power is the least there is.
   */
  long encode(boolean negative, BigInteger whole, int power) {
    boolean carried = whole.bitLength() > precision;
    long significand = (carried ? whole.shiftRight(1) : whole).longValueExact();
    int steps = (carried ? power + 1 : power) - (minExponent() - fractionBits());
    // One step of the exponent field beyond the subnormals is the leading 1 of the significand.
    return sign(negative) + steps * fractions() + significand;
  }
}
