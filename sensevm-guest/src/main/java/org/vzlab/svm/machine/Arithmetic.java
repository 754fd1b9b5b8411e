package org.vzlab.svm.machine;

/** What the arithmetic instructions make of words; the stack's first, E second. */
final class Arithmetic {
  private static final int NOT_A_NUMBER = 0x7FC0_0000;

  private Arithmetic() {}

  static int abs(int e) {
    return Math.abs(e);
  }

  static int neg(int e) {
    return -e;
  }

  static int not(int e) {
    return e ^ 1;
  }

  static int dec(int e) {
    return e - 1;
  }

  static int add(int a, int e) {
    return a + e;
  }

  static int mul(int a, int e) {
    return a * e;
  }

  static int min(int a, int e) {
    return a - e;
  }

  static int addf(int a, int e) {
    return bits(number(a) + number(e));
  }

  static int mulf(int a, int e) {
    return bits(number(a) * number(e));
  }

  static int minf(int a, int e) {
    return bits(number(a) - number(e));
  }

  static int gt(int a, int e) {
    return truth(a > e);
  }

  static int lt(int a, int e) {
    return truth(a < e);
  }

  static int eq(int a, int e) {
    return truth(a == e);
  }

  static int ge(int a, int e) {
    return truth(a >= e);
  }

  static int le(int a, int e) {
    return truth(a <= e);
  }

  static int gtu(int a, int e) {
    return truth(Integer.compareUnsigned(a, e) > 0);
  }

  static int ltu(int a, int e) {
    return truth(Integer.compareUnsigned(a, e) < 0);
  }

  static int geu(int a, int e) {
    return truth(Integer.compareUnsigned(a, e) >= 0);
  }

  static int leu(int a, int e) {
    return truth(Integer.compareUnsigned(a, e) <= 0);
  }

  static int gtf(int a, int e) {
    return truth(number(a) > number(e));
  }

  static int ltf(int a, int e) {
    return truth(number(a) < number(e));
  }

  static int eqf(int a, int e) {
    return truth(number(a) == number(e));
  }

  static int gef(int a, int e) {
    return truth(number(a) >= number(e));
  }

  static int lef(int a, int e) {
    return truth(number(a) <= number(e));
  }

  private static int truth(boolean value) {
    return value ? 1 : 0;
  }

  private static float number(int word) {
    return Float.intBitsToFloat(word);
  }

  private static int bits(float result) {
    return Float.isNaN(result) ? NOT_A_NUMBER : Float.floatToRawIntBits(result);
  }
}
