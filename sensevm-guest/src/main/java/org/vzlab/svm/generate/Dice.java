package org.vzlab.svm.generate;

import java.util.List;

/** Numbers from a seed: SplitMix64 (Steele, Lea, Flood: Fast splittable generators, 2014). */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  long next() {
    state += GOLDEN;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** 0 to sides less one. */
  int roll(int sides) {
    return (int) ((next() >>> 33) % sides);
  }

  /** From low to high, both possible. */
  int between(int low, int high) {
    return low + roll(high - low + 1);
  }

  /** Once in so many times. */
  boolean oneIn(int times) {
    return roll(times) == 0;
  }

  <T> T pick(List<T> all) {
    return all.get(roll(all.size()));
  }
}
