package org.vzlab.vp.exit;

/**
 * The loads and stores that are carried out for a guest or thread: those of a whole byte, half word
 * or word (MD00086). Unaligned and linked ones are not: no device register wants them.
 */
final class MemoryInstruction {
  private MemoryInstruction() {}

  /** Bytes accessed, or 0 if the instruction is none of them. */
  static int size(int instruction) {
    return switch (instruction >>> 26) {
      case 0x20, 0x24, 0x28 -> 1;
      case 0x21, 0x25, 0x29 -> 2;
      case 0x23, 0x2B -> 4;
      default -> 0;
    };
  }

  static boolean isStore(int instruction) {
    return (instruction >>> 26 & 0x08) != 0;
  }

  /** What a load puts into its register: LB and LH extend the sign. */
  static int loaded(int instruction, int value) {
    return switch (instruction >>> 26) {
      case 0x20 -> (byte) value;
      case 0x21 -> (short) value;
      default -> value;
    };
  }

  /** The register that is loaded or stored. */
  static int rt(int instruction) {
    return (instruction >> 16) & 31;
  }

  /** The virtual address accessed. */
  static int address(int instruction, Exit exit) {
    return exit.gpr((instruction >> 21) & 31) + (short) instruction;
  }

  /** Whether the opcode is one of a load, a store, a prefetch or a cache operation at all. */
  static boolean touchesMemory(int instruction) {
    int opcode = instruction >>> 26;
    return opcode >= 0x20;
  }
}
