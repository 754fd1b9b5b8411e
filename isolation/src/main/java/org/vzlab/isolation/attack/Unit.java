package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * Some instructions that belong together: what a shrinker keeps or drops as a whole. It can stand
 * anywhere; it begins and ends in the instruction set of its first part.
 *
 * @param parts the instructions
 * @param links those of them that lead to absolute addresses
 */
record Unit(List<Part> parts, List<Link> links) {
  /**
   * Instructions of one instruction set.
   *
   * @param bytes as they lie in memory
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(Isa isa, byte[] bytes) {
    /** The instruction at an offset, as {@link InstructionSet#decode} takes it. */
    int bits(int offset) {
      int first = half(offset);
      int second = half(offset + 2);
      return isa == Isa.MICROMIPS ? first << 16 | second : second << 16 | first;
    }

    /** Bytes of the instruction at an offset. */
    int length(int offset) {
      return isa == Isa.MICROMIPS ? InstructionSet.length(half(offset)) : 4;
    }

    /** How many there are. */
    int instructions() {
      int count = 0;
      for (int at = 0; at < bytes.length; at += length(at)) {
        count++;
      }
      return count;
    }

    private int half(int at) {
      return at + 1 < bytes.length ? (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 : 0;
    }
  }

  /** Bytes. */
  int size() {
    return parts.stream().mapToInt(part -> part.bytes().length).sum();
  }

  /** The instruction set that it is entered in. */
  Isa isa() {
    return parts.get(0).isa();
  }
}
