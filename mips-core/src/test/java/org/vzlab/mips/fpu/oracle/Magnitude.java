package org.vzlab.mips.fpu.oracle;

import java.math.BigInteger;

/** A real number that is not negative, held exactly. */
sealed interface Magnitude {
  /** How often a unit goes into a magnitude, and whether nothing is left over. */
  record Multiple(BigInteger whole, boolean exact) {}

  /** The greatest e with 2^e not above this, which is not 0. */
  int exponent();

  /** This in units of 2^power. */
  Multiple inUnitsOf(int power);

  /** A rational number, not reduced. */
  record Ratio(BigInteger numerator, BigInteger denominator) implements Magnitude {
    /** The number factor * 2^power. */
    static Ratio of(BigInteger factor, int power) {
      return power >= 0
          ? new Ratio(factor.shiftLeft(power), BigInteger.ONE)
          : new Ratio(factor, BigInteger.ONE.shiftLeft(-power));
    }

    boolean isZero() {
      return numerator.signum() == 0;
    }

    Ratio times(Ratio other) {
      return new Ratio(
          numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Ratio inverse() {
      return new Ratio(denominator, numerator);
    }

    @Override
    public int exponent() {
      int estimate = numerator.bitLength() - denominator.bitLength();
      boolean reached =
          estimate >= 0
              ? numerator.compareTo(denominator.shiftLeft(estimate)) >= 0
              : numerator.shiftLeft(-estimate).compareTo(denominator) >= 0;
      return reached ? estimate : estimate - 1;
    }

    @Override
    public Multiple inUnitsOf(int power) {
      BigInteger[] parts =
          power >= 0
              ? numerator.divideAndRemainder(denominator.shiftLeft(power))
              : numerator.shiftLeft(-power).divideAndRemainder(denominator);
      return new Multiple(parts[0], parts[1].signum() == 0);
    }
  }

  /** The square root of a rational number. */
  record Root(Ratio square) implements Magnitude {
    @Override
    public int exponent() {
      return Math.floorDiv(square.exponent(), 2);
    }

    @Override
    public Multiple inUnitsOf(int power) {
      Multiple squares = square.inUnitsOf(2 * power);
      BigInteger[] parts = squares.whole().sqrtAndRemainder();
      return new Multiple(parts[0], squares.exact() && parts[1].signum() == 0);
    }
  }
}
