package org.vzlab.mips.fpu.oracle;

import java.math.BigInteger;
import java.util.Optional;
import org.vzlab.mips.fpu.oracle.ExactValue.Finite;
import org.vzlab.mips.fpu.oracle.ExactValue.Infinity;
import org.vzlab.mips.fpu.oracle.ExactValue.Nan;
import org.vzlab.mips.fpu.oracle.Magnitude.Ratio;
import org.vzlab.mips.fpu.oracle.Magnitude.Root;
import org.vzlab.mips.fpu.oracle.Rounding.Rounded;

/**
 * The FPU's arithmetic by definition: operands are exact rational numbers, results exact real ones,
 * rounded by one routine. It shares nothing with the FPU it judges. What it takes from MD00086
 * (release 5) where IEEE 754-2008 leaves a choice:
 *
 * <ul>
 *   <li>Tininess is detected after rounding. Underflow is a result that is tiny and inexact, and if
 *       it is enabled, any that is tiny.
 *   <li>With FCSR.FS, subnormal operands and tiny results become 0 of the same sign; of results,
 *       that is an underflow and inexact.
 *   <li>Integers that do not fit become the nearest that does, NaN becomes 0, both invalid and
 *       nothing else (FCSR.NAN2008 = 1).
 *   <li>A multiplication with an addition has the result and flags of one and then the other; the
 *       negation changes the sign bit, also of NaN.
 * </ul>
 *
 * <p>Left open by both, and taken as the FPU documents it: of NaN operands a signalling one comes
 * first, then the first; RECIP and RSQRT have the results of the divisions and square roots they
 * consist of, which MD00086 lets differ by one and two units in the last place.
 *
 * @param flush FCSR.FS
 */
record Oracle(Rounding rounding, boolean flush) {
  private static final Finite ONE = new Finite(false, Ratio.of(BigInteger.ONE, 0));

  Result add(Binary format, long left, long right) {
    return nan(format, left, right)
        .orElseGet(() -> sum(format, operand(format, left), operand(format, right)));
  }

  Result subtract(Binary format, long left, long right) {
    return nan(format, left, right)
        .orElseGet(() -> sum(format, operand(format, left), minus(operand(format, right))));
  }

  private static ExactValue minus(ExactValue value) {
    return value instanceof Finite finite
        ? new Finite(!finite.negative(), finite.magnitude())
        : new Infinity(!value.negative());
  }

  private Result sum(Binary format, ExactValue left, ExactValue right) {
    if (left instanceof Finite a && right instanceof Finite b) {
      BigInteger leftPart = a.numerator().multiply(b.magnitude().denominator());
      BigInteger rightPart = b.numerator().multiply(a.magnitude().denominator());
      BigInteger sum = leftPart.add(rightPart);
      boolean zeroIsNegative =
          a.negative() == b.negative() ? a.negative() : rounding == Rounding.DOWN;
      return round(
          format,
          sum.signum() == 0 ? zeroIsNegative : sum.signum() < 0,
          new Ratio(sum.abs(), a.magnitude().denominator().multiply(b.magnitude().denominator())));
    }
    if (left instanceof Infinity && right instanceof Infinity) {
      return left.equals(right) ? infinity(format, left.negative()) : invalid(format);
    }
    return infinity(format, (left instanceof Infinity ? left : right).negative());
  }

  Result multiply(Binary format, long left, long right) {
    return nan(format, left, right)
        .orElseGet(() -> product(format, operand(format, left), operand(format, right)));
  }

  private Result product(Binary format, ExactValue left, ExactValue right) {
    boolean negative = left.negative() != right.negative();
    if (left instanceof Finite a && right instanceof Finite b) {
      return round(format, negative, a.magnitude().times(b.magnitude()));
    }
    return isZero(left) || isZero(right) ? invalid(format) : infinity(format, negative);
  }

  Result divide(Binary format, long left, long right) {
    return nan(format, left, right)
        .orElseGet(() -> quotient(format, operand(format, left), operand(format, right)));
  }

  Result reciprocal(Binary format, long value) {
    return nan(format, value, value).orElseGet(() -> quotient(format, ONE, operand(format, value)));
  }

  private Result quotient(Binary format, ExactValue left, ExactValue right) {
    boolean negative = left.negative() != right.negative();
    if (left instanceof Infinity) {
      return right instanceof Infinity ? invalid(format) : infinity(format, negative);
    }
    if (left instanceof Finite a && right instanceof Finite b) {
      if (!b.isZero()) {
        return round(format, negative, a.magnitude().times(b.magnitude().inverse()));
      }
      return a.isZero()
          ? invalid(format)
          : Result.of(format.infinity(negative), Result.DIVISION_BY_ZERO);
    }
    return Result.of(format.sign(negative), 0);
  }

  Result squareRoot(Binary format, long value) {
    return nan(format, value, value).orElseGet(() -> root(format, operand(format, value)));
  }

  private Result root(Binary format, ExactValue value) {
    if (isZero(value)) {
      return Result.of(format.sign(value.negative()), 0);
    }
    if (value.negative()) {
      return invalid(format);
    }
    return value instanceof Finite finite
        ? round(format, false, new Root(finite.magnitude()))
        : infinity(format, false);
  }

  Result reciprocalRoot(Binary format, long value) {
    Result root = squareRoot(format, value);
    return root.then(reciprocal(format, root.bits()));
  }

  /** The reciprocal square root of a positive finite number, rounded only once. */
  Result exactReciprocalRoot(Binary format, long value) {
    Finite operand = (Finite) format.decode(value);
    return round(format, false, new Root(operand.magnitude().inverse()));
  }

  Result multiplyAdd(Binary format, long addend, long left, long right) {
    Result product = multiply(format, left, right);
    return product.then(add(format, product.bits(), addend));
  }

  Result multiplySubtract(Binary format, long subtrahend, long left, long right) {
    Result product = multiply(format, left, right);
    return product.then(subtract(format, product.bits(), subtrahend));
  }

  static Result negated(Binary format, Result result) {
    return result.withBits(result.bits() ^ format.sign(true));
  }

  Result convert(Binary from, Binary to, long value) {
    ExactValue operand = operand(from, value);
    if (operand instanceof Finite finite) {
      return round(to, finite.negative(), finite.magnitude());
    }
    if (operand instanceof Nan nan) {
      // The fractions have their first bits in common.
      long fraction = from.quiet(value) - from.infinity(nan.negative());
      BigInteger aligned = BigInteger.valueOf(fraction).shiftLeft(to.fractionBits());
      long bits =
          to.infinity(nan.negative()) + aligned.shiftRight(from.fractionBits()).longValueExact();
      return Result.of(bits, nan.signalling() ? Result.INVALID : 0);
    }
    return infinity(to, operand.negative());
  }

  Result fromInteger(Binary to, int bits, long truncated) {
    long value = truncated << (64 - bits) >> (64 - bits);
    return round(to, value < 0, Ratio.of(BigInteger.valueOf(value).abs(), 0));
  }

  Result toInteger(Binary from, long value, int bits) {
    return toInteger(from, value, bits, rounding);
  }

  Result toInteger(Binary from, long value, int bits, Rounding mode) {
    ExactValue operand = operand(from, value);
    if (operand instanceof Nan) {
      return Result.of(0, Result.INVALID);
    }
    BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
    BigInteger nearest = operand.negative() ? limit.negate() : limit.subtract(BigInteger.ONE);
    if (operand instanceof Finite finite) {
      Rounded rounded = mode.round(finite.negative(), finite.magnitude(), 0);
      BigInteger integer = finite.negative() ? rounded.whole().negate() : rounded.whole();
      if (integer.abs().compareTo(nearest.abs()) <= 0) {
        int raised = rounded.exact() ? 0 : Result.INEXACT;
        return new Result(truncated(integer, bits), raised, false, rounded.halfway());
      }
    }
    return Result.of(truncated(nearest, bits), Result.INVALID);
  }

  private static long truncated(BigInteger integer, int bits) {
    return integer.longValueExact() & (-1L >>> (64 - bits));
  }

  Result compare(Binary format, Condition condition, long left, long right) {
    ExactValue a = operand(format, left);
    ExactValue b = operand(format, right);
    if (a instanceof Nan || b instanceof Nan) {
      boolean invalid = condition.signals() || isSignalling(a) || isSignalling(b);
      return Result.of(condition.holds('?') ? 1 : 0, invalid ? Result.INVALID : 0);
    }
    int order = order(a, b);
    char relation = order < 0 ? '<' : order == 0 ? '=' : '>';
    return Result.of(condition.holds(relation) ? 1 : 0, 0);
  }

  private static int order(ExactValue left, ExactValue right) {
    if (left instanceof Finite a && right instanceof Finite b) {
      return a.numerator()
          .multiply(b.magnitude().denominator())
          .compareTo(b.numerator().multiply(a.magnitude().denominator()));
    }
    return Integer.compare(end(left), end(right));
  }

  /** The end of the real line that a value is at. */
  private static int end(ExactValue value) {
    return value instanceof Infinity ? (value.negative() ? -1 : 1) : 0;
  }

  private static boolean isZero(ExactValue value) {
    return value instanceof Finite finite && finite.isZero();
  }

  private static boolean isSignalling(ExactValue value) {
    return value instanceof Nan nan && nan.signalling();
  }

  private ExactValue operand(Binary format, long bits) {
    ExactValue value = format.decode(bits);
    boolean flushed =
        flush
            && value instanceof Finite finite
            && !finite.isZero()
            && finite.magnitude().exponent() < format.minExponent();
    return flushed ? format.decode(format.sign(value.negative())) : value;
  }

  private static Optional<Result> nan(Binary format, long left, long right) {
    ExactValue a = format.decode(left);
    ExactValue b = format.decode(right);
    if (isSignalling(a) || isSignalling(b)) {
      long chosen = isSignalling(a) ? left : right;
      return Optional.of(Result.of(format.quiet(chosen), Result.INVALID));
    }
    if (a instanceof Nan || b instanceof Nan) {
      return Optional.of(Result.of(a instanceof Nan ? left : right, 0));
    }
    return Optional.empty();
  }

  private static Result invalid(Binary format) {
    return Result.of(format.defaultNan(), Result.INVALID);
  }

  private static Result infinity(Binary format, boolean negative) {
    return Result.of(format.infinity(negative), 0);
  }

  /** Rounds an exact result to what the format has. */
  private Result round(Binary format, boolean negative, Magnitude magnitude) {
    if (magnitude instanceof Ratio ratio && ratio.isZero()) {
      return Result.of(format.sign(negative), 0);
    }
    int exponent = magnitude.exponent();
    int power = exponent - format.fractionBits();
    Rounded rounded = rounding.round(negative, magnitude, power);
    boolean carried = rounded.whole().bitLength() > format.precision();
    int reached = carried ? exponent + 1 : exponent;
    if (reached > format.maxExponent()) {
      boolean infinite = rounding.overflowsToInfinity(negative);
      long bits = infinite ? format.infinity(negative) : format.greatest(negative);
      return Result.of(bits, Result.OVERFLOW | Result.INEXACT);
    }
    if (reached < format.minExponent()) {
      return tiny(format, negative, magnitude);
    }
    return new Result(
        format.encode(negative, rounded.whole(), power),
        rounded.exact() ? 0 : Result.INEXACT,
        false,
        rounded.halfway());
  }

  private Result tiny(Binary format, boolean negative, Magnitude magnitude) {
    if (flush) {
      return Result.of(format.sign(negative), Result.UNDERFLOW | Result.INEXACT);
    }
    int power = format.minExponent() - format.fractionBits();
    Rounded rounded = rounding.round(negative, magnitude, power);
    return new Result(
        format.encode(negative, rounded.whole(), power),
        rounded.exact() ? 0 : Result.UNDERFLOW | Result.INEXACT,
        rounded.exact(),
        rounded.halfway());
  }
}
