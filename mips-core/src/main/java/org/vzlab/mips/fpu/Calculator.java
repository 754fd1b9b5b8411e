package org.vzlab.mips.fpu;

/**
 * Floating point arithmetic by the book (IEEE 754-2008 as MD00086 chapter "FPU" narrows it): exact
 * results, rounded once, with the exceptions they raise. Of NaN operands a signalling one comes
 * first, then the first one, and it is made quiet; MD00086 leaves the choice open. Sums and
 * products that only have to be rounded to nearest are the host's ({@link HostArithmetic}).
 */
public final class Calculator {
  /** FCSR.RM: to nearest, ties to even. */
  public static final int NEAREST = 0;

  /** FCSR.RM: towards 0. */
  public static final int ZERO = 1;

  /** FCSR.RM: towards positive infinity. */
  public static final int UP = 2;

  /** FCSR.RM: towards negative infinity. */
  public static final int DOWN = 3;

  /** What {@link #compare} says of a NaN. */
  public static final int UNORDERED = 1;

  /** What {@link #compare} says of equal operands. */
  public static final int EQUAL = 2;

  /** What {@link #compare} says if the first operand is less. */
  public static final int LESS = 4;

  private static final int DIGIT_BITS = 10;
  private static final int DIGITS = 6;
  private static final int ROOT_BITS = 56;

  private final Rounding rounding = new Rounding();

  Calculator() {}

  /** Starts an instruction: no exceptions, this rounding mode, subnormals as 0 or not. */
  void start(int roundingMode, boolean flushToZero) {
    rounding.start(roundingMode, flushToZero);
  }

  /** The exceptions raised since {@link #start}. */
  int raised() {
    return rounding.raised;
  }

  /** The sum. */
  public long add(Format f, long left, long right) {
    if (rounding.mode == NEAREST && f.isOrdinary(left) && f.isOrdinary(right)) {
      long sum = HostArithmetic.sum(f, left, right);
      return exactly(HostArithmetic.isExactSum(f, left, right, sum), sum);
    }
    return addAny(f, left, right);
  }

  private long addAny(Format f, long left, long right) {
    long a = operand(f, left);
    long b = operand(f, right);
    if (f.isNan(a) || f.isNan(b)) {
      return nan(f, a, b);
    }
    if (f.isInfinite(a)) {
      return f.isInfinite(b) && a != b ? invalid(f) : a;
    }
    if (f.isInfinite(b)) {
      return b;
    }
    if (f.isZero(a)) {
      return !f.isZero(b) ? sumWithZero(f, b) : a == b ? a : zeroOfCancellation(f);
    }
    if (f.isZero(b)) {
      return sumWithZero(f, a);
    }
    return (a & ~f.sign) >= (b & ~f.sign) ? addOrdered(f, a, b) : addOrdered(f, b, a);
  }

  /**
   * What is finite and not 0, plus 0: itself, but that can be tiny, which counts if Underflow is
   * enabled (MD00086, "Underflow Exception").
   */
  private long sumWithZero(Format f, long a) {
    return rounding.normalise(f, f.isNegative(a), f.exponent(a), f.significand(a));
  }

  /** The sum of finite values, not 0, the first of the greater magnitude. */
  private long addOrdered(Format f, long a, long b) {
    int exponent = f.exponent(a);
    long high = f.significand(a);
    long low = Rounding.shiftRight(f.significand(b), exponent - f.exponent(b));
    boolean negative = f.isNegative(a);
    if (negative == f.isNegative(b)) {
      return rounding.normalise(f, negative, exponent, high + low);
    }
    long difference = high - low;
    return difference == 0
        ? zeroOfCancellation(f)
        : rounding.normalise(f, negative, exponent, difference);
  }

  private long zeroOfCancellation(Format f) {
    return rounding.mode == DOWN ? f.sign : 0;
  }

  /** The difference. */
  public long sub(Format f, long left, long right) {
    return add(f, left, f.isNan(right) ? right : right ^ f.sign);
  }

  /** The product. */
  public long mul(Format f, long left, long right) {
    if (rounding.mode == NEAREST && f.isOrdinary(left) && f.isOrdinary(right)) {
      long product = HostArithmetic.product(f, left, right);
      return exactly(HostArithmetic.isExactProduct(f, left, right, product), product);
    }
    return mulAny(f, left, right);
  }

  private long mulAny(Format f, long left, long right) {
    long a = operand(f, left);
    long b = operand(f, right);
    long sign = (a ^ b) & f.sign;
    if (f.isNan(a) || f.isNan(b)) {
      return nan(f, a, b);
    }
    if (f.isInfinite(a) || f.isInfinite(b)) {
      return f.isZero(a) || f.isZero(b) ? invalid(f) : sign | f.infinity;
    }
    if (f.isZero(a) || f.isZero(b)) {
      return sign;
    }
    long x = f.significand(a);
    long y = f.significand(b);
    long low = x * y;
    long product = Math.multiplyHigh(x, y) << 2 | low >>> Rounding.TOP | (low << 2 != 0 ? 1 : 0);
    return rounding.normalise(f, sign != 0, f.exponent(a) + f.exponent(b), product);
  }

  /** The quotient. */
  public long div(Format f, long left, long right) {
    long a = operand(f, left);
    long b = operand(f, right);
    long sign = (a ^ b) & f.sign;
    if (f.isNan(a) || f.isNan(b)) {
      return nan(f, a, b);
    }
    if (f.isInfinite(a)) {
      return f.isInfinite(b) ? invalid(f) : sign | f.infinity;
    }
    if (f.isInfinite(b)) {
      return sign;
    }
    if (f.isZero(b)) {
      if (f.isZero(a)) {
        return invalid(f);
      }
      rounding.raised |= Rounding.DIVISION_BY_ZERO;
      return sign | f.infinity;
    }
    return f.isZero(a) ? sign : divideFinite(f, sign != 0, a, b);
  }

  private long divideFinite(Format f, boolean negative, long a, long b) {
    // At most 53 bits each, so that a remainder can take another digit.
    long divisor = f.significand(b) >>> DIGIT_BITS;
    long remainder = f.significand(a) >>> DIGIT_BITS;
    long quotient = remainder / divisor;
    remainder %= divisor;
    for (int i = 0; i < DIGITS; i++) {
      remainder <<= DIGIT_BITS;
      quotient = quotient << DIGIT_BITS | remainder / divisor;
      remainder %= divisor;
    }
    int excess = Rounding.TOP - DIGITS * DIGIT_BITS;
    long significand = quotient << excess | (remainder != 0 ? 1 : 0);
    return rounding.normalise(f, negative, f.exponent(a) - f.exponent(b), significand);
  }

  /** The square root. */
  public long sqrt(Format f, long operand) {
    long a = operand(f, operand);
    if (f.isNan(a)) {
      return nan(f, a, a);
    }
    if (f.isZero(a)) {
      return a;
    }
    if (f.isNegative(a)) {
      return invalid(f);
    }
    if (f.isInfinite(a)) {
      return a;
    }
    int exponent = f.exponent(a);
    // The radicand has two bits before the binary point; each step takes two and gives one.
    long radicand = f.significand(a) << (exponent & 1);
    long remainder = 0;
    long root = 0;
    for (int i = 0; i < ROOT_BITS; i++) {
      remainder = remainder << 2 | radicand >>> Rounding.TOP;
      radicand <<= 2;
      long trial = root << 2 | 1;
      root <<= 1;
      if (remainder >= trial) {
        remainder -= trial;
        root |= 1;
      }
    }
    long significand = root << (Rounding.TOP + 1 - ROOT_BITS) | (remainder != 0 ? 1 : 0);
    return rounding.normalise(f, false, exponent >> 1, significand);
  }

  /**
   * Compares: {@link #LESS}, {@link #EQUAL}, {@link #UNORDERED} or, if the first is greater, 0.
   *
   * @param signals whether a quiet NaN is invalid too
   */
  public int compare(Format f, long left, long right, boolean signals) {
    long a = operand(f, left);
    long b = operand(f, right);
    if (f.isNan(a) || f.isNan(b)) {
      if (signals || f.isSignalling(a) || f.isSignalling(b)) {
        rounding.raised |= Rounding.INVALID;
      }
      return UNORDERED;
    }
    if (a == b || (f.isZero(a) && f.isZero(b))) {
      return EQUAL;
    }
    boolean less;
    if (f.isNegative(a) == f.isNegative(b)) {
      less = f.isNegative(a) == (a & ~f.sign) > (b & ~f.sign);
    } else {
      less = f.isNegative(a);
    }
    return less ? LESS : 0;
  }

  /** A value in another format. */
  public long convert(Format from, Format to, long operand) {
    long a = operand(from, operand);
    boolean negative = from.isNegative(a);
    long sign = negative ? to.sign : 0;
    if (from.isNan(a)) {
      long quiet = nan(from, a, a) & from.fraction;
      int wider = to.fractionBits - from.fractionBits;
      return sign | to.infinity | (wider > 0 ? quiet << wider : quiet >>> -wider);
    }
    if (from.isInfinite(a)) {
      return sign | to.infinity;
    }
    return from.isZero(a)
        ? sign
        : rounding.normalise(to, negative, from.exponent(a), from.significand(a));
  }

  /** An integer as a floating point value. */
  public long fromInteger(Format f, long value) {
    return value == 0 ? 0 : rounding.normalise(f, value < 0, Rounding.TOP, Math.abs(value));
  }

  /** A value as an integer of 32 or 64 bits, rounded as FCSR.RM says. */
  public long toInteger(Format f, long operand, int bits) {
    return toInteger(f, operand, bits, rounding.mode);
  }

  /**
   * A value as an integer of 32 or 64 bits. What does not fit is invalid and gives the nearest
   * integer that does, and NaN gives 0 (MD00086, FCSR.NAN2008 = 1).
   */
  public long toInteger(Format f, long operand, int bits, int roundingMode) {
    long a = operand(f, operand);
    if (f.isNan(a)) {
      rounding.raised |= Rounding.INVALID;
      return 0;
    }
    if (f.isZero(a)) {
      return 0;
    }
    boolean negative = f.isNegative(a);
    long max = -1L >>> (65 - bits);
    long limit = negative ? max + 1 : max;
    int exponent = f.isInfinite(a) ? bits : f.exponent(a);
    long whole = 0;
    long rest = 0;
    if (exponent < bits) {
      long significand = f.significand(a);
      int shift = Rounding.TOP - exponent;
      whole = shift < 0 ? significand << 1 : shift < 64 ? significand >>> shift : 0;
      rest = shift <= 0 ? 0 : shift < 64 ? significand << (64 - shift) : 1;
      whole += Rounding.increment(roundingMode, negative, whole, rest);
    }
    if (exponent >= bits || Long.compareUnsigned(whole, limit) > 0) {
      rounding.raised |= Rounding.INVALID;
      return negative ? -limit : limit;
    }
    if (rest != 0) {
      rounding.raised |= Rounding.INEXACT;
    }
    return negative ? -whole : whole;
  }

  private long exactly(boolean exact, long result) {
    if (!exact) {
      rounding.raised |= Rounding.INEXACT;
    }
    return result;
  }

  /** An operand as it takes part: as 0 if it is subnormal and these are flushed. */
  private long operand(Format f, long a) {
    return rounding.flush && f.isSubnormal(a) ? a & f.sign : a;
  }

  private long invalid(Format f) {
    rounding.raised |= Rounding.INVALID;
    return f.defaultNan;
  }

  private long nan(Format f, long a, long b) {
    if (f.isSignalling(a) || f.isSignalling(b)) {
      rounding.raised |= Rounding.INVALID;
    }
    boolean first = f.isSignalling(a) || (f.isNan(a) && !f.isSignalling(b));
    return (first ? a : b) | f.quiet;
  }
}
