package org.vzlab.testkit;

/**
 * Physical addresses of the board.
 *
 * @param first the first one
 * @param size bytes, at least 1
 */
public record Range(int first, int size) {
  /** Some addresses. */
  public Range {
    if (size < 1) {
      throw new BadBoard("found a range of " + size + " bytes, expected at least 1");
    }
  }

  /** Whether some of it lies among other addresses. */
  boolean meets(int other, int otherSize) {
    long from = Integer.toUnsignedLong(first);
    long otherFrom = Integer.toUnsignedLong(other);
    return from < otherFrom + otherSize && otherFrom < from + size;
  }

  @Override
  public String toString() {
    return Texts.hex(first) + ".." + Texts.hex(first + size - 1);
  }
}
