package org.vzlab.soc;

import java.math.BigInteger;

/**
 * A DMA channel thought of in another way, for comparison: bytes are numbered by their place in the
 * block, and a cell is a range of such numbers. It knows no time and no order of channels.
 */
final class DmaModel {
  final int source;
  final int destination;
  final int sourceSize;
  final int destinationSize;
  final int cell;
  final boolean automatic;

  /** The byte that ends a block, or -1. */
  final int pattern;

  boolean enabled;
  int flags;

  /** Bytes of the block that have been moved. */
  private int done;

  DmaModel(
      int source,
      int destination,
      int sourceSize,
      int destinationSize,
      int cell,
      boolean automatic,
      int pattern) {
    this.source = source;
    this.destination = destination;
    this.sourceSize = sourceSize;
    this.destinationSize = destinationSize;
    this.cell = cell;
    this.automatic = automatic;
    this.pattern = pattern;
  }

  /** Moves a cell and returns what went by. */
  byte[] force(byte[] ram) {
    if (!enabled) {
      return new byte[0];
    }
    int block = Math.max(sourceSize, destinationSize);
    int first = done;
    int end = Math.min(first + cell, block);
    boolean found = false;
    while (done < end && !found) {
      byte value = ram[source + done % sourceSize];
      ram[destination + done % destinationSize] = value;
      found = (value & 0xFF) == pattern;
      done++;
    }
    byte[] moved = new byte[done - first];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = ram[source + (first + i) % sourceSize];
    }
    flag(first, sourceSize, DmaBench.SH, DmaBench.SD);
    flag(first, destinationSize, DmaBench.DH, DmaBench.DD);
    flags |= done == end ? DmaBench.CC : 0;
    if (found || done == block) {
      flags |= DmaBench.BC;
      enabled = automatic;
      done = 0;
    }
    return moved;
  }

  /** Whether a side has passed its middle or its end on the way from {@code first} to here. */
  private void flag(int first, int size, int half, int end) {
    for (int at = first + 1; at <= done; at++) {
      flags |= (at - 1) % size + 1 == Math.max(1, size / 2) ? half : 0;
      flags |= at % size == 0 ? end : 0;
    }
  }

  String pointers() {
    return done % sourceSize + " " + done % destinationSize + " 0";
  }

  /** The remainder of what a register holds, and bits behind it, as polynomials. */
  static int remainder(int seed, byte[] data, boolean lowestFirst, int width, int polynomial) {
    BigInteger message = BigInteger.valueOf(Integer.toUnsignedLong(seed));
    for (byte next : data) {
      int bits = lowestFirst ? Integer.reverse(next) >>> 24 : next & 0xFF;
      message = message.shiftLeft(8).or(BigInteger.valueOf(bits));
    }
    BigInteger divisor =
        BigInteger.valueOf(Integer.toUnsignedLong(polynomial)).or(BigInteger.ONE.shiftLeft(width));
    while (message.bitLength() > width) {
      message = message.xor(divisor.shiftLeft(message.bitLength() - width - 1));
    }
    return message.intValue();
  }
}
