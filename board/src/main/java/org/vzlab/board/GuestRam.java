package org.vzlab.board;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;

/** A stretch of RAM that a program knows by its own addresses, read from outside. */
final class GuestRam {
  private final byte[] bytes;
  private final int difference;

  /**
   * RAM from an address on.
   *
   * @param address the program's address
   * @param physical the physical address that it leads to; what follows follows there
   */
  GuestRam(Bus bus, int address, int physical) {
    Region region = bus.at(physical);
    bytes = region.memory().bytes();
    difference = region.offsetInMemory(physical) - address;
  }

  /** A word. */
  int word(int address) {
    return (int) Memory.WORDS.get(bytes, address + difference);
  }

  /** Two words, the lower one first. */
  long twoWords(int address) {
    return Integer.toUnsignedLong(word(address)) | (long) word(address + 4) << 32;
  }

  /** A halfword, unsigned. */
  int half(int address) {
    return (short) Memory.HALVES.get(bytes, address + difference) & 0xFFFF;
  }

  /** A byte, unsigned. */
  int octet(int address) {
    return bytes[address + difference] & 0xFF;
  }
}
