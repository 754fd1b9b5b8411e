package org.vzlab.vp.vdev;

/**
 * A device of 32-bit registers. Narrow accesses touch their byte lanes of a word, as the peripheral
 * bus does it.
 */
abstract class WordDevice implements VirtualDevice {
  /** The word at an offset, a multiple of 4. */
  abstract int readWord(int offset);

  /** Stores those bits of the word that {@code lanes} has set; the others of value are 0. */
  abstract void writeWord(int offset, int value, int lanes);

  @Override
  public final int read(int offset, int size) {
    return (readWord(offset & ~3) >>> shift(offset)) & mask(size);
  }

  @Override
  public final void write(int offset, int size, int value) {
    int lanes = mask(size) << shift(offset);
    writeWord(offset & ~3, (value << shift(offset)) & lanes, lanes);
  }

  /**
   * A register's value after a store to it or to its CLR, SET or INV companion; which one, bits 3:2
   * of the offset say.
   */
  static int stored(int old, int offset, int value, int lanes) {
    return switch ((offset >> 2) & 3) {
      case 1 -> old & ~value;
      case 2 -> old | value;
      case 3 -> old ^ value;
      default -> (old & ~lanes) | value;
    };
  }

  private static int shift(int offset) {
    return (offset & 3) * 8;
  }

  private static int mask(int size) {
    return size == 4 ? -1 : (1 << (size * 8)) - 1;
  }
}
