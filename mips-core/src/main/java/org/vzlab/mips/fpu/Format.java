package org.vzlab.mips.fpu;

/** A binary interchange format of IEEE 754-2008; values are bit patterns, zero-extended to 64. */
public final class Format {
  /** Single precision. */
  public static final Format S = new Format(23, 127);

  /** Double precision. */
  public static final Format D = new Format(52, 1023);

  /** Bits of the fraction. */
  final int fractionBits;

  /** The largest exponent of a finite value; also what is added to exponents. */
  final int bias;

  final long sign;
  final long infinity;
  final long fraction;

  /** The top bit of the fraction, set in quiet NaNs (FCSR.NAN2008). */
  final long quiet;

  /** The exponent field of the smallest ordinary value, and what the largest one has more. */
  private final long leastOrdinary;

  private final long ordinaryRange;

  /** What an invalid operation gives. */
  final long defaultNan;

  private Format(int fractionBits, int bias) {
    this.fractionBits = fractionBits;
    this.bias = bias;
    fraction = (1L << fractionBits) - 1;
    infinity = (2L * bias + 1) << fractionBits;
    sign = infinity + (1L << fractionBits);
    quiet = 1L << (fractionBits - 1);
    defaultNan = infinity | quiet;
    int farthest = bias / 2 - 4;
    leastOrdinary = (long) (bias - farthest) << fractionBits;
    ordinaryRange = (2L * farthest) << fractionBits;
  }

  /**
   * Whether the exponent is so small and so large that products, sums and differences of two such
   * values, and what these lose by rounding, are 0 or normal values, neither tiny nor too large.
   */
  boolean isOrdinary(long a) {
    long above = (a & infinity) - leastOrdinary;
    return above >= 0 && above <= ordinaryRange;
  }

  boolean isNegative(long a) {
    return (a & sign) != 0;
  }

  boolean isNan(long a) {
    return (a & ~sign) > infinity;
  }

  boolean isSignalling(long a) {
    return isNan(a) && (a & quiet) == 0;
  }

  boolean isInfinite(long a) {
    return (a & ~sign) == infinity;
  }

  boolean isZero(long a) {
    return (a & ~sign) == 0;
  }

  boolean isSubnormal(long a) {
    return (a & infinity) == 0 && !isZero(a);
  }

  /** The exponent of a finite value that is not 0, subnormals as if they were normalised. */
  int exponent(long a) {
    int biased = (int) ((a & infinity) >>> fractionBits);
    return biased != 0
        ? biased - bias
        : 1 - bias - (Long.numberOfLeadingZeros(a & fraction) - (63 - fractionBits));
  }

  /** The significand of a finite value that is not 0, its leading 1 at {@link Rounding#TOP}. */
  long significand(long a) {
    if ((a & infinity) != 0) {
      return ((a & fraction) | (1L << fractionBits)) << (Rounding.TOP - fractionBits);
    }
    long bits = a & fraction;
    return bits << (Long.numberOfLeadingZeros(bits) - (63 - Rounding.TOP));
  }
}
