package org.vzlab.svm.machine;

/** Values, each in a {@code long}: the word in the low half, the pointer's flag in bit 32. */
final class Value {
  /** What stands for no pair; a plain word. */
  static final long NULL = 0xFFFF_FFFFL;

  /** (). */
  static final long UNIT = 0;

  private static final long POINTER = 1L << 32;

  private Value() {}

  /** A plain word. */
  static long plain(int word) {
    return word & 0xFFFF_FFFFL;
  }

  /** A pointer to a pair. */
  static long pointer(int pair) {
    return POINTER | pair;
  }

  static int word(long value) {
    return (int) value;
  }

  static boolean isPointer(long value) {
    return value >= POINTER;
  }
}
