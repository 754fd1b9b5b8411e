package org.vzlab.vp.exit;

/**
 * Where a branch or jump of microMIPS goes that has a delay slot (MD00582), as {@link Branch} tells
 * it of MIPS32. Compact ones have no slot.
 */
final class MicromipsBranch {
  private static final int HALFWORD_REGION = 0xF8000000;
  private static final int WORD_REGION = 0xF0000000;

  private MicromipsBranch() {}

  /**
   * The address of the instruction after the branch's delay slot, zero-extended, with the ISA mode;
   * {@link Branch#UNKNOWN} if there is no telling.
   *
   * @param pc the branch's address, with bit 0 set
   */
  static long next(int branch, int pc, Exit exit) {
    return Micromips.length(branch) == 2 ? ofHalfword(branch, pc, exit) : ofWord(branch, pc, exit);
  }

  private static long ofHalfword(int branch, int pc, Exit exit) {
    int rs = exit.gpr(Micromips.gpr(branch >>> 7));
    return switch (branch >>> 10) {
      case 0x33 -> relative(pc + 2, branch << 22 >> 22, true, exit);
      case 0x23 -> relative(pc + 2, branch << 25 >> 25, rs == 0, exit);
      case 0x2B -> relative(pc + 2, branch << 25 >> 25, rs != 0, exit);
      case 0x11 ->
          switch (branch >>> 5 & 31) {
            case 0x0C, 0x0E, 0x0F -> Integer.toUnsignedLong(exit.gpr(branch & 31));
            default -> Branch.UNKNOWN;
          };
      default -> Branch.UNKNOWN;
    };
  }

  private static long ofWord(int branch, int pc, Exit exit) {
    int index = branch & 0x03FFFFFF;
    int rs = exit.gpr(branch >>> 16 & 31);
    int rt = exit.gpr(branch >>> 21 & 31);
    return switch (branch >>> 26) {
      case 0x00 ->
          switch (branch & 0xFFFF) {
            case 0x0F3C, 0x1F3C, 0x4F3C, 0x5F3C -> Integer.toUnsignedLong(rs);
            default -> Branch.UNKNOWN;
          };
      case 0x10 -> immediate(branch, pc, rs, exit);
      case 0x25 -> relative(pc + 4, (short) branch, rs == rt, exit);
      case 0x2D -> relative(pc + 4, (short) branch, rs != rt, exit);
      case 0x1D, 0x35, 0x3D -> Integer.toUnsignedLong((pc + 4 & HALFWORD_REGION) | index << 1 | 1);
      case 0x3C -> Integer.toUnsignedLong((pc + 4 & WORD_REGION) | index << 2);
      default -> Branch.UNKNOWN;
    };
  }

  /** POOL32I. */
  private static long immediate(int branch, int pc, int rs, Exit exit) {
    int slot = pc + 4;
    int offset = (short) branch;
    return switch (branch >>> 21 & 31) {
      case 0x00, 0x01, 0x11 -> relative(slot, offset, rs < 0, exit);
      case 0x02, 0x03, 0x13 -> relative(slot, offset, rs >= 0, exit);
      case 0x04 -> relative(slot, offset, rs <= 0, exit);
      case 0x06 -> relative(slot, offset, rs > 0, exit);
      case 0x1B ->
          (branch >>> 16 & 31) == 0 && exit.hasDsp()
              ? relative(slot, offset, exit.dspPosition() >= 32, exit)
              : Branch.UNKNOWN;
      case 0x1C, 0x1D -> onCondition(branch, slot, offset, exit);
      default -> Branch.UNKNOWN;
    };
  }

  /** BC1F and BC1T. */
  private static long onCondition(int branch, int slot, int offset, Exit exit) {
    if ((branch >>> 16 & 3) != 0 || !exit.hasFpu()) {
      return Branch.UNKNOWN;
    }
    boolean wanted = (branch & 1 << 21) != 0;
    return relative(slot, offset, exit.condition(branch >>> 18 & 7) == wanted, exit);
  }

  /** Offsets count halfwords from the slot; who does not branch goes on behind it. */
  private static long relative(int slot, int offset, boolean taken, Exit exit) {
    return Integer.toUnsignedLong(taken ? slot + (offset << 1) : slot + exit.length());
  }
}
