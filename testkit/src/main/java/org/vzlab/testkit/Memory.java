package org.vzlab.testkit;

import java.util.function.IntUnaryOperator;
import org.vzlab.kit.bus.BusError;

/**
 * Memory of a test's board, seen from the outside: the physical addresses of the board, or those of
 * a guest. Reading memory changes nothing; reading a device's register does what reading it does.
 */
public final class Memory {
  private final RunningBoard board;
  private final IntUnaryOperator physical;
  private final String whose;

  Memory(RunningBoard board, IntUnaryOperator physical, String whose) {
    this.board = board;
    this.physical = physical;
    this.whose = whose;
  }

  /** The physical address on the board of one of its own. */
  public int physical(int address) {
    return physical.applyAsInt(address);
  }

  /** The word at an address that is a multiple of 4. */
  public int word(int address) {
    return read(address, 4);
  }

  /** The halfword at an even address, 0 to 65535. */
  public int half(int address) {
    return read(address, 2);
  }

  /** The byte at an address, 0 to 255. */
  public int at(int address) {
    return read(address, 1);
  }

  /** Some bytes. */
  public byte[] bytes(int address, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) at(address + i);
    }
    return bytes;
  }

  /** Writes a word at an address that is a multiple of 4, as a bus master would. */
  public void writeWord(int address, int value) {
    write(address, 4, value);
  }

  /** Writes a byte, as a bus master would. */
  public void writeByte(int address, int value) {
    write(address, 1, value);
  }

  private int read(int address, int size) {
    requireAligned(address, size);
    try {
      return board.inside().bus().read(physical(address), size);
    } catch (BusError e) {
      throw nothing(address, e);
    }
  }

  private void write(int address, int size, int value) {
    requireAligned(address, size);
    board.inputs().wroteMemory();
    try {
      board.inside().bus().write(physical(address), size, value);
    } catch (BusError e) {
      throw nothing(address, e);
    }
  }

  private void requireAligned(int address, int size) {
    if (address % size != 0) {
      throw new BadBoard(
          String.format("found address %s, expected a multiple of %d", Texts.hex(address), size));
    }
  }

  private BadBoard nothing(int address, BusError e) {
    return new BadBoard(
        String.format(
            "found address %s, expected one where %s memory or registers are",
            Texts.hex(address), whose),
        e);
  }

  /** That a word has a value. */
  public Awaited holds(int address, int value) {
    return new Awaited(
        String.format("the word at %s is %s", Texts.hex(address), Texts.hex(value)),
        () -> word(address) == value);
  }

  RunningBoard board() {
    return board;
  }

  @Override
  public String toString() {
    return whose + " memory";
  }
}
