package org.vzlab.mips.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What is exact of the host's arithmetic, by the exact value, over significands full and sparse.
 */
class HostArithmeticTest {
  private static final int PAIRS = 300_000;
  private static final long MAX_D = 0x3FFL + 1023 / 2 - 4;
  private static final long MAX_S = 0x7FL + 127 / 2 - 4;

  private final SplittableRandom random = new SplittableRandom(5150);

  /** A random fraction of so many bits, often with zeros at its end. */
  private long fraction(int bits) {
    return random.nextLong() >>> (64 - bits) & -1L << random.nextInt(bits + 1);
  }

  private long value(Format f, int fractionBits, long bias, long max) {
    long exponent = bias + random.nextLong(bias - max, max - bias + 1);
    long near = bias + random.nextLong(-30, 31);
    long sign = random.nextBoolean() ? f.sign : 0;
    return sign | (random.nextBoolean() ? exponent : near) << fractionBits | fraction(fractionBits);
  }

  @Test
  void resultsAreExactIfTheirExactValueIsTheSame() {
    int exactProducts = 0;
    int exactSums = 0;
    for (int i = 0; i < 2 * PAIRS; i++) {
      Format f = i % 2 == 0 ? Format.D : Format.S;
      long a = i % 2 == 0 ? value(f, 52, 0x3FF, MAX_D) : value(f, 23, 0x7F, MAX_S);
      long b = i % 2 == 0 ? value(f, 52, 0x3FF, MAX_D) : value(f, 23, 0x7F, MAX_S);
      assertThat(f.isOrdinary(a) && f.isOrdinary(b)).isTrue();
      long sum = HostArithmetic.sum(f, a, b);
      boolean exactSum = exact(f, a).add(exact(f, b)).compareTo(exact(f, sum)) == 0;
      assertThat(HostArithmetic.isExactSum(f, a, b, sum)).as("%x + %x", a, b).isEqualTo(exactSum);
      long product = HostArithmetic.product(f, a, b);
      boolean exactProduct = exact(f, a).multiply(exact(f, b)).compareTo(exact(f, product)) == 0;
      assertThat(HostArithmetic.isExactProduct(f, a, b, product))
          .as("%x * %x", a, b)
          .isEqualTo(exactProduct);
      exactSums += exactSum ? 1 : 0;
      exactProducts += exactProduct ? 1 : 0;
    }
    assertThat(exactSums).isBetween(PAIRS / 20, 2 * PAIRS - PAIRS / 20);
    assertThat(exactProducts).isBetween(PAIRS / 20, 2 * PAIRS - PAIRS / 20);
  }

  @Test
  void whatCouldOverflowOrBeTinyIsNotOrdinary() {
    for (Format f : new Format[] {Format.S, Format.D}) {
      long one = (long) f.bias << f.fractionBits;
      long step = 1L << f.fractionBits;
      long far = (long) (f.bias / 2 - 4) << f.fractionBits;
      assertThat(f.isOrdinary(one + far) && f.isOrdinary(one - far)).isTrue();
      assertThat(f.isOrdinary(f.sign | one)).isTrue();
      assertThat(f.isOrdinary(one + far + step) || f.isOrdinary(one - far - step)).isFalse();
      for (long no : new long[] {0, f.sign, 1, f.fraction, f.infinity, f.defaultNan, step}) {
        assertThat(f.isOrdinary(no)).as("%x", no).isFalse();
      }
    }
  }

  private static BigDecimal exact(Format f, long bits) {
    return new BigDecimal(
        f == Format.D ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits));
  }
}
