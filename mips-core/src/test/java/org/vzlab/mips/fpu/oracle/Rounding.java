package org.vzlab.mips.fpu.oracle;

import java.math.BigInteger;

/** The rounding modes (MD00086, FCSR.RM). */
enum Rounding {
  NEAREST(0, "round"),
  ZERO(1, "trunc"),
  UP(2, "ceil"),
  DOWN(3, "floor");

  private final int rm;
  private final String conversion;

  Rounding(int rm, String conversion) {
    this.rm = rm;
    this.conversion = conversion;
  }

  /** Its number in FCSR.RM. */
  int rm() {
    return rm;
  }

  /** The name of the conversions to integers that always use it. */
  String conversion() {
    return conversion;
  }

  /**
   * A magnitude rounded to a whole number of units.
   *
   * @param exact whether it was one
   * @param halfway whether it was in the middle between two
   */
  record Rounded(BigInteger whole, boolean exact, boolean halfway) {}

  /** Rounds the magnitude of a number to a multiple of 2^power. */
  Rounded round(boolean negative, Magnitude magnitude, int power) {
    Magnitude.Multiple halves = magnitude.inUnitsOf(power - 1);
    BigInteger whole = halves.whole().shiftRight(1);
    boolean reachesHalf = halves.whole().testBit(0);
    if (!reachesHalf && halves.exact()) {
      return new Rounded(whole, true, false);
    }
    boolean halfway = reachesHalf && halves.exact();
    boolean away =
        switch (this) {
          case NEAREST -> halfway ? whole.testBit(0) : reachesHalf;
          case ZERO -> false;
          case UP -> !negative;
          case DOWN -> negative;
        };
    return new Rounded(away ? whole.add(BigInteger.ONE) : whole, false, halfway);
  }

  /** Whether what is too great becomes infinite. */
  boolean overflowsToInfinity(boolean negative) {
    return this == NEAREST || this == (negative ? DOWN : UP);
  }
}
