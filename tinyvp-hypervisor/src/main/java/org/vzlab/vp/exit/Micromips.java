package org.vzlab.vp.exit;

/**
 * Instructions of microMIPS that guests leave for, as the MIPS32 instructions that do the same
 * (MD00582, MD00086): loads and stores of a byte, halfword or word, CACHE, MFC0, MTC0, RDHWR, WAIT,
 * HYPCALL. So the hypervisor has one way to understand them.
 *
 * <p>BadInstr has a halfword instruction in its lower half and zeros above it.
 */
final class Micromips {
  /** A word of no instruction that is understood: SPECIAL2 with a function that is not in use. */
  static final int OTHER = 0x7000003E;

  private static final int[] GPR = {16, 17, 2, 3, 4, 5, 6, 7};
  private static final int[] STORED = {0, 17, 2, 3, 4, 5, 6, 7};
  private static final int GP = 28;
  private static final int SP = 29;
  private static final int LB = 0x20;
  private static final int LH = 0x21;
  private static final int LW = 0x23;
  private static final int LBU = 0x24;
  private static final int LHU = 0x25;
  private static final int SB = 0x28;
  private static final int SH = 0x29;
  private static final int SW = 0x2B;
  private static final int CACHE = 0x2F;

  private Micromips() {}

  /** Bytes of an instruction as BadInstr or BadInstrP has it, 2 or 4. */
  static int length(int bits) {
    int column = (bits >>> 10) & 7;
    return bits >>> 16 == 0 && column >= 1 && column <= 3 ? 2 : 4;
  }

  /** The MIPS32 instruction that does the same, or {@link #OTHER}. */
  static int mips32(int bits) {
    return length(bits) == 2 ? ofHalfword(bits) : ofWord(bits);
  }

  /** A general register by a field of three bits. */
  static int gpr(int field) {
    return GPR[field & 7];
  }

  private static int ofHalfword(int bits) {
    int four = bits & 15;
    int base = gpr(bits >>> 4);
    int loaded = gpr(bits >>> 7);
    int stored = STORED[(bits >>> 7) & 7];
    int five = (bits >>> 5) & 31;
    return switch (bits >>> 10) {
      case 0x02 -> access(LBU, loaded, base, four == 15 ? -1 : four);
      case 0x0A -> access(LHU, loaded, base, four << 1);
      case 0x1A -> access(LW, loaded, base, four << 2);
      case 0x19 -> access(LW, loaded, GP, bits << 25 >> 25 << 2);
      case 0x12 -> access(LW, five, SP, (bits & 31) << 2);
      case 0x22 -> access(SB, stored, base, four);
      case 0x2A -> access(SH, stored, base, four << 1);
      case 0x3A -> access(SW, stored, base, four << 2);
      case 0x32 -> access(SW, five, SP, (bits & 31) << 2);
      default -> OTHER;
    };
  }

  private static int ofWord(int bits) {
    return switch (bits >>> 26) {
      case 0x00 -> ofPool32a(bits);
      case 0x05 -> access(LBU, bits);
      case 0x06 -> access(SB, bits);
      case 0x07 -> access(LB, bits);
      case 0x0D -> access(LHU, bits);
      case 0x0E -> access(SH, bits);
      case 0x0F -> access(LH, bits);
      case 0x3E -> access(SW, bits);
      case 0x3F -> access(LW, bits);
      case 0x08 ->
          (bits >>> 12 & 15) == 6
              ? access(CACHE, bits >>> 21 & 31, bits >>> 16 & 31, bits << 20 >> 20)
              : OTHER;
      default -> OTHER;
    };
  }

  private static int ofPool32a(int bits) {
    int rt = (bits >>> 21 & 31) << 16;
    int rd = (bits >>> 16 & 31) << 11;
    int sel = bits >>> 11 & 7;
    if ((bits & 0xC7FF) == 0x00FC) {
      return 0x10 << 26 | rt | rd | sel;
    }
    if ((bits & 0xC7FF) == 0x02FC) {
      return 0x10 << 26 | 4 << 21 | rt | rd | sel;
    }
    return switch (bits & 0xFFFF) {
      case 0x6B3C -> 0x1F << 26 | rt | rd | 0x3B;
      case 0x937C -> 0x42000020 | (bits >>> 16 & 0x3FF) << 6;
      case 0xC37C -> 0x42000028 | (bits >>> 16 & 0x3FF) << 11;
      default -> OTHER;
    };
  }

  private static int access(int opcode, int bits) {
    return access(opcode, bits >>> 21 & 31, bits >>> 16 & 31, bits);
  }

  private static int access(int opcode, int rt, int base, int offset) {
    return opcode << 26 | base << 21 | rt << 16 | (offset & 0xFFFF);
  }
}
