package org.vzlab.isolation.fault;

/**
 * Elements of the board's state that bits can be chosen from.
 *
 * @param path of the value or array
 * @param first the first element
 * @param count how many
 * @param mask the bits of each that exist
 */
record Element(String path, int first, int count, int mask) {
  /** A value, or the only element. */
  static Element of(String path, int mask) {
    return new Element(path, 0, 1, mask);
  }

  /** All bits of all elements. */
  long bits() {
    return (long) count * Integer.bitCount(mask);
  }

  /** The element that has a bit. */
  int index(long number) {
    return first + (int) (number / Integer.bitCount(mask));
  }

  /** A bit in its element. */
  int bit(long number) {
    int rest = mask;
    for (long skip = number % Integer.bitCount(mask); skip > 0; skip--) {
      rest &= rest - 1;
    }
    return Integer.numberOfTrailingZeros(rest);
  }
}
