package org.vzlab.isolation.attack;

import java.util.List;
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
  record Part(Isa isa, byte[] bytes) {}

  /** Bytes. */
  int size() {
    return parts.stream().mapToInt(part -> part.bytes().length).sum();
  }

  /** The instruction set that it is entered in. */
  Isa isa() {
    return parts.get(0).isa();
  }
}
