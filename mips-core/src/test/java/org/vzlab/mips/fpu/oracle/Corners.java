package org.vzlab.mips.fpu.oracle;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Operands where something changes, and random ones. Values of floating point formats are named by
 * their exponent and fraction; each comes with both signs.
 */
final class Corners {
  private static final int KINDS_OF_RANDOM = 5;

  private Corners() {}

  /** The corners of a format, for all pairs of them. */
  static long[] of(Kind kind) {
    return switch (kind) {
      case S -> signed(Binary.SINGLE, single());
      case D -> signed(Binary.DOUBLE, twice());
      case W -> integers(32);
      case L -> integers(64);
      case CONDITION -> throw new IllegalArgumentException("no operand is a condition");
    };
  }

  /** A few of every class, for all triples of them. */
  static long[] few(Kind kind) {
    Binary format = kind.binary();
    int p = format.precision();
    long ones = at(format, 1, 0) - at(format, 0, 0) - 1;
    return signed(
        format,
        LongStream.of(
            0,
            1,
            at(format, format.minExponent(), 0) - 1,
            at(format, format.minExponent(), 0),
            at(format, -format.maxExponent() / 2, 0),
            at(format, -p, 0),
            at(format, 0, 0),
            at(format, 0, 1),
            at(format, format.maxExponent(), ones),
            format.infinity(false),
            format.defaultNan() + 0x1234,
            format.infinity(false) + 0x4321));
  }

  private static long[] signed(Binary format, LongStream magnitudes) {
    return magnitudes.distinct().flatMap(m -> LongStream.of(m, m | format.sign(true))).toArray();
  }

  /** The number 1.fraction * 2^exponent. */
  private static long at(Binary format, int exponent, long fraction) {
    return ((long) (exponent + format.maxExponent()) << format.fractionBits()) + fraction;
  }

  private static LongStream common(Binary format) {
    return Arrays.stream(
            new LongStream[] {
              ends(format), products(format), integral(format), sums(format), nans(format)
            })
        .flatMapToLong(s -> s);
  }

  /** Zero, subnormals, the first normals, the last finite numbers. */
  private static LongStream ends(Binary format) {
    long normal = at(format, format.minExponent(), 0);
    long infinity = format.infinity(false);
    return LongStream.of(
        0,
        1,
        2,
        3,
        normal / 2,
        normal / 2 + 1,
        normal - 1,
        normal,
        normal + 1,
        2 * normal - 1,
        3 * normal,
        infinity - 2,
        infinity - 1,
        infinity);
  }

  /** Pairs whose products and quotients are around the ends. */
  private static LongStream products(Binary format) {
    int low = -format.maxExponent() / 2;
    int high = (format.maxExponent() + 1) / 2;
    long low1 = at(format, low, 0);
    long high1 = at(format, high, 0);
    return LongStream.of(low1 - 1, low1, low1 + 1, high1 - 1, high1, high1 + 1);
  }

  /** Numbers around 1 and what is half a unit of them or of the greatest. */
  private static LongStream sums(Binary format) {
    long one = at(format, 0, 0);
    long half = at(format, -format.precision(), 0);
    long halfOfGreatest = at(format, format.maxExponent() - format.precision(), 0);
    return LongStream.of(
        half - 1,
        half,
        half + 1,
        one - 1,
        one,
        one + 1,
        one + 2,
        at(format, 1, 0) - 1,
        halfOfGreatest - 1,
        halfOfGreatest);
  }

  /** Where conversions to integers round and overflow. */
  private static LongStream integral(Binary format) {
    long half = at(format, -1, 0);
    long quarter = 1L << (format.fractionBits() - 2);
    int p = format.precision();
    return LongStream.of(
        half - 1,
        half,
        half + 1,
        at(format, 0, 2 * quarter),
        at(format, 1, 0),
        at(format, 1, quarter),
        at(format, 1, 2 * quarter),
        at(format, p - 1, 0) - 1,
        at(format, p - 1, 1),
        at(format, 31, 0) - 1,
        at(format, 31, 0),
        at(format, 31, 1),
        at(format, 32, 0),
        at(format, 63, 0) - 1,
        at(format, 63, 0),
        at(format, 63, 1));
  }

  /** Quiet and signalling, with payloads of their own. */
  private static LongStream nans(Binary format) {
    long signalling = format.infinity(false) + 1;
    return LongStream.of(
        format.defaultNan(), format.defaultNan() + 0x12345, signalling, format.defaultNan() - 1);
  }

  private static LongStream single() {
    return common(Binary.SINGLE);
  }

  /** Also numbers around the ends, and in the middle of two, of the 32-bit formats. */
  private static LongStream twice() {
    return LongStream.concat(
        common(Binary.DOUBLE),
        LongStream.of(
            0x3690000000000000L, // half of the least subnormal
            0x3690000000000001L,
            0x36A0000000000000L, // the least subnormal
            0x36A8000000000000L,
            0x380FFFFFC0000000L, // the greatest subnormal
            0x380FFFFFE0000000L, // tiny, rounds to the least normal
            0x380FFFFFF0000000L, // tiny before rounding only
            0x3810000000000000L,
            0x3FF0000010000000L, // halfway, to an even number below
            0x3FF0000030000000L, // halfway, to an even number above
            0x47EFFFFFE0000000L, // the greatest
            0x47EFFFFFEFFFFFFFL,
            0x47EFFFFFF0000000L, // halfway to what would be the next
            0x41DFFFFFFFC00000L, // 2^31 - 1
            0x41DFFFFFFFDFFFFFL,
            0x41DFFFFFFFE00000L, // 2^31 - 1/2
            0x41E0000000100000L, // 2^31 + 1/2
            0x41E0000000100001L));
  }

  private static long[] integers(int bits) {
    LongStream.Builder values = LongStream.builder();
    values.add(0);
    for (int top = 0; top < bits; top++) {
      long power = 1L << top;
      values.add(power).add(power - 1).add(power + 1).add(-power).add(-power - 1);
      for (int p : new int[] {24, 53}) {
        // In the middle of two numbers of that precision, and beside it.
        if (top >= p) {
          long half = 1L << (top - p);
          values.add(power + half).add(power + 3 * half).add(-power - half);
          values.add(power + half - 1).add(power + half + 1).add(2 * power - half);
        }
      }
    }
    return values.build().map(v -> v & (-1L >>> (64 - bits))).distinct().toArray();
  }

  /**
   * A random operand.
   *
   * @param near an operand of the same kind; some values have an exponent near its own, or most of
   *     its bits
   */
  static long random(SplittableRandom random, Kind kind, long[] corners, long near) {
    long mask = -1L >>> (64 - kind.bits());
    if (kind == Kind.W || kind == Kind.L) {
      long value = random.nextLong() >> random.nextInt(64);
      return (random.nextBoolean() ? value : value & random.nextLong() & random.nextLong()) & mask;
    }
    Binary format = kind.binary();
    long fraction = random.nextLong() >>> (64 - format.fractionBits());
    return switch (random.nextInt(KINDS_OF_RANDOM)) {
      case 0 -> random.nextLong() & mask;
      case 1 -> corners[random.nextInt(corners.length)];
      case 2 -> near ^ (random.nextBoolean() ? format.sign(true) : 0) ^ random.nextInt(8);
      case 3 -> nearby(random, format, near) + fraction;
      default -> nearby(random, format, near) + (fraction & -1L << random.nextInt(64));
    };
  }

  /** A power of 2 whose exponent is near that of another number. */
  private static long nearby(SplittableRandom random, Binary format, long near) {
    int reach = format.precision() + 2;
    long exponents = format.infinity(false) >>> format.fractionBits();
    long exponent = (near & format.infinity(false)) >>> format.fractionBits();
    long other = exponent + random.nextInt(-reach, reach + 1);
    long clamped = Math.max(0, Math.min(exponents - 1, other));
    return format.sign(random.nextBoolean()) + (clamped << format.fractionBits());
  }
}
