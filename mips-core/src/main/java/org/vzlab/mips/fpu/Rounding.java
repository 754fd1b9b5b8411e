package org.vzlab.mips.fpu;

/**
 * What every operation of an instruction ends with: its result rounded as FCSR says, and the
 * exceptions that raises. Tininess is detected after rounding.
 *
 * <p>A finite value is worked on as a sign, an exponent and a significand whose leading 1 is at bit
 * {@link #TOP}, and whose bit 0 also stands for all that is not exact below it.
 */
final class Rounding {
  static final int INEXACT = 1;
  static final int UNDERFLOW = 1 << 1;
  static final int OVERFLOW = 1 << 2;
  static final int DIVISION_BY_ZERO = 1 << 3;
  static final int INVALID = 1 << 4;

  /** Tiny but exact, which is an underflow only if that is enabled. */
  static final int EXACTLY_TINY = 1 << 5;

  static final int TOP = 62;

  /** FCSR.RM. */
  int mode;

  /** FCSR.FS: subnormals are 0. */
  boolean flush;

  /** The exceptions raised since {@link #start}. */
  int raised;

  /** Starts an instruction: no exceptions, this rounding mode, subnormals as 0 or not. */
  void start(int roundingMode, boolean flushToZero) {
    mode = roundingMode;
    flush = flushToZero;
    raised = 0;
  }

  /** Rounds a significand, taken as unsigned and not 0, whose leading 1 is anywhere. */
  long normalise(Format f, boolean negative, int exponent, long significand) {
    int shift = Long.numberOfLeadingZeros(significand) - (63 - TOP);
    return shift < 0
        ? round(f, negative, exponent + 1, shiftRight(significand, 1))
        : round(f, negative, exponent - shift, significand << shift);
  }

  private long round(Format f, boolean negative, int exponent, long significand) {
    int excess = TOP - f.fractionBits;
    long rest = significand << (64 - excess);
    long rounded = significand >>> excess;
    rounded += increment(mode, negative, rounded, rest);
    boolean carries = rounded > (f.fraction << 1 | 1);
    int finalExponent = carries ? exponent + 1 : exponent;
    long sign = negative ? f.sign : 0;
    if (finalExponent > f.bias) {
      raised |= OVERFLOW | INEXACT;
      return sign | (isAwayFromZero(negative) ? f.infinity : f.infinity - 1);
    }
    if (finalExponent < 1 - f.bias) {
      return sign | tiny(f, negative, shiftRight(significand, 1 - f.bias - exponent));
    }
    if (rest != 0) {
      raised |= INEXACT;
    }
    // A carry leaves a fraction of 0, at either exponent's place.
    return sign | (long) (finalExponent + f.bias) << f.fractionBits | (rounded & f.fraction);
  }

  /** A result below the smallest normal value, with its significand at that value's place. */
  private long tiny(Format f, boolean negative, long significand) {
    if (flush) {
      raised |= UNDERFLOW | INEXACT;
      return 0;
    }
    int excess = TOP - f.fractionBits;
    long rest = significand << (64 - excess);
    raised |= rest != 0 ? UNDERFLOW | INEXACT : EXACTLY_TINY;
    long rounded = significand >>> excess;
    return rounded + increment(mode, negative, rounded, rest);
  }

  /** Whether an overflow gives infinity, not the greatest finite value. */
  private boolean isAwayFromZero(boolean negative) {
    return mode == Calculator.NEAREST || mode == (negative ? Calculator.DOWN : Calculator.UP);
  }

  /**
   * What rounding adds to a magnitude.
   *
   * @param rest what is cut off, its most significant bit at bit 63
   */
  static long increment(int mode, boolean negative, long whole, long rest) {
    boolean up =
        switch (mode) {
          case Calculator.NEAREST -> rest < 0 && (rest != Long.MIN_VALUE || (whole & 1) != 0);
          case Calculator.UP -> rest != 0 && !negative;
          case Calculator.DOWN -> rest != 0 && negative;
          default -> false;
        };
    return up ? 1 : 0;
  }

  /** Shifts to the right; bit 0 is set if a bit that was 1 is lost. */
  static long shiftRight(long value, int distance) {
    return distance == 0
        ? value
        : distance < 64 ? value >>> distance | (value << -distance != 0 ? 1 : 0) : 1;
  }
}
