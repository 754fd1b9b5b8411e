package org.vzlab.mips.fpu;

/**
 * Sums and products as the host computes them, rounded to nearest, of operands whose exponents are
 * so far from the limits ({@link Format#isOrdinary}) that nothing but Inexact can come of it.
 * Java's arithmetic is IEEE 754's in these two formats (JLS 15.4), and what it does not tell,
 * whether a result is exact, follows from it.
 */
final class HostArithmetic {
  private static final long LEADING_ONE = 1L << Format.D.fractionBits;

  private HostArithmetic() {}

  static long sum(Format f, long a, long b) {
    return f == Format.D ? bits(value(a) + value(b)) : bits(single(a) + single(b));
  }

  /** Whether a {@link #sum} is exact: its error is a value of the format (Knuth's TwoSum). */
  static boolean isExactSum(Format f, long a, long b, long sum) {
    if (f == Format.D) {
      double rest = value(sum) - value(a);
      return (value(a) - (value(sum) - rest)) + (value(b) - rest) == 0;
    }
    float rest = single(sum) - single(a);
    return (single(a) - (single(sum) - rest)) + (single(b) - rest) == 0;
  }

  static long product(Format f, long a, long b) {
    return f == Format.D ? bits(value(a) * value(b)) : bits(single(a) * single(b));
  }

  /**
   * Whether a {@link #product} is exact. Of two significands of 24 bits a double holds the whole
   * product; of two of 53 bits, the zeros at their ends are those at the product's end, of which
   * rounding takes 52, or 53 if the product is 2 or more.
   */
  static boolean isExactProduct(Format f, long a, long b, long product) {
    if (f == Format.S) {
      return (double) single(a) * single(b) == single(product);
    }
    int zeros =
        Long.numberOfTrailingZeros(a | LEADING_ONE) + Long.numberOfTrailingZeros(b | LEADING_ONE);
    return zeros > f.fractionBits
        || (zeros == f.fractionBits && f.exponent(product) == f.exponent(a) + f.exponent(b));
  }

  private static double value(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static float single(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xFFFFFFFFL;
  }
}
