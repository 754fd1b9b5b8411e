package org.vzlab.mips.fpu.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The oracle against Java's own arithmetic, which is that of IEEE 754 to nearest and ties to even
 * (Java Language Specification, section 15.4), where that gives numbers.
 */
class HostTest {
  private static final int TRIES = 50_000;

  private final SplittableRandom random = new SplittableRandom(2008);
  private final Oracle oracle = new Oracle(Rounding.NEAREST, false);

  @Test
  void doublesAreThoseOfJava() {
    long[] corners = Corners.of(Kind.D);
    long b = 0;
    for (int i = 0; i < TRIES; i++) {
      long a = Corners.random(random, Kind.D, corners, b);
      b = Corners.random(random, Kind.D, corners, a);
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      Binary format = Binary.DOUBLE;
      same(x + y, oracle.add(format, a, b));
      same(x - y, oracle.subtract(format, a, b));
      same(x * y, oracle.multiply(format, a, b));
      same(x / y, oracle.divide(format, a, b));
      same(Math.sqrt(x), oracle.squareRoot(format, a));
      same((float) x, oracle.convert(format, Binary.SINGLE, a));
      same((double) a, oracle.fromInteger(format, 64, a));
      same((float) a, oracle.fromInteger(Binary.SINGLE, 64, a));
      Oracle truncating = new Oracle(Rounding.ZERO, false);
      assertThat(truncating.toInteger(format, a, 64).bits()).isEqualTo((long) x);
      assertThat((int) truncating.toInteger(format, a, 32).bits()).isEqualTo((int) x);
    }
  }

  @Test
  void floatsAreThoseOfJava() {
    long[] corners = Corners.of(Kind.S);
    long b = 0;
    for (int i = 0; i < TRIES; i++) {
      long a = Corners.random(random, Kind.S, corners, b);
      b = Corners.random(random, Kind.S, corners, a);
      float x = Float.intBitsToFloat((int) a);
      float y = Float.intBitsToFloat((int) b);
      Binary format = Binary.SINGLE;
      same(x + y, oracle.add(format, a, b));
      same(x - y, oracle.subtract(format, a, b));
      same(x * y, oracle.multiply(format, a, b));
      same(x / y, oracle.divide(format, a, b));
      same((double) x, oracle.convert(format, Binary.DOUBLE, a));
    }
  }

  private static void same(double expected, Result found) {
    if (Double.isNaN(expected)) {
      assertThat(Binary.DOUBLE.decode(found.bits())).isInstanceOf(ExactValue.Nan.class);
    } else {
      assertThat(found.bits()).isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  private static void same(float expected, Result found) {
    if (Float.isNaN(expected)) {
      assertThat(Binary.SINGLE.decode(found.bits())).isInstanceOf(ExactValue.Nan.class);
    } else {
      assertThat(found.bits()).isEqualTo(Float.floatToRawIntBits(expected) & 0xFFFFFFFFL);
    }
  }
}
