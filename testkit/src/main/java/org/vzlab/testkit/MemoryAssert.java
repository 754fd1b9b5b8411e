package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions about memory, as it is now. */
public final class MemoryAssert extends AbstractAssert<MemoryAssert, Memory> {
  MemoryAssert(Memory memory) {
    super(memory, MemoryAssert.class);
  }

  /** The word at an address has a value. */
  public MemoryAssert hasWord(int address, int value) {
    isNotNull();
    int found = actual.word(address);
    if (found != value) {
      failWithMessage(
          "Expected the word at %s of %s to be %s, but it is %s",
          Texts.hex(address), actual, Texts.hex(value), Texts.hex(found));
    }
    return this;
  }

  /** The byte at an address has a value. */
  public MemoryAssert hasByte(int address, int value) {
    isNotNull();
    int found = actual.at(address);
    if (found != (value & 0xFF)) {
      failWithMessage(
          "Expected the byte at %s of %s to be 0x%02x, but it is 0x%02x",
          Texts.hex(address), actual, value & 0xFF, found);
    }
    return this;
  }

  /**
   * Some bytes are what they were at another time.
   *
   * @param before what {@link Memory#bytes} has said then
   */
  public MemoryAssert isUnchangedSince(byte[] before, int address) {
    isNotNull();
    byte[] now = actual.bytes(address, before.length);
    for (int i = 0; i < now.length; i++) {
      if (now[i] != before[i]) {
        failWithMessage(
            "Expected %d bytes at %s of %s to be unchanged, but the one at %s was 0x%02x and is"
                + " 0x%02x",
            before.length, Texts.hex(address), actual, Texts.hex(address + i), before[i], now[i]);
      }
    }
    return this;
  }

  /** Some of the board's RAM is what it was when the test began. */
  public MemoryAssert isUnchangedSinceBoot(int address, int size) {
    isNotNull();
    byte[] before = new byte[size];
    for (int i = 0; i < size; i++) {
      before[i] = actual.board().booted(actual.physical(address + i));
    }
    return isUnchangedSince(before, address);
  }
}
