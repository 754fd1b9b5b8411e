package org.vzlab.vp.exit;

/**
 * Where a branch goes, evaluated again with the guest's registers: the way past an instruction in a
 * delay slot (MD00086). Branches on conditions of the FPU, of coprocessor 2 and of the DSP are left
 * out: guests have none of these units yet.
 */
final class Branch {
  /** The instruction is no branch, or one that cannot be evaluated. */
  static final long UNKNOWN = -1;

  private Branch() {}

  /**
   * The address of the instruction after the branch's delay slot, zero-extended; {@link #UNKNOWN}
   * if there is no telling. A link register is written, as the branch itself has done before its
   * delay slot.
   */
  static long next(int branch, int pc, Exit exit) {
    int rs = exit.gpr((branch >> 21) & 31);
    int rt = exit.gpr((branch >> 16) & 31);
    return switch (branch >>> 26) {
      case 0x00 -> register(branch, pc, rs, exit);
      case 0x01 -> compareWithZero(branch, pc, rs, exit);
      case 0x02 -> jump(branch, pc);
      case 0x03 -> {
        exit.gpr(31, pc + 8);
        yield jump(branch, pc);
      }
      case 0x04, 0x14 -> relative(branch, pc, rs == rt);
      case 0x05, 0x15 -> relative(branch, pc, rs != rt);
      case 0x06, 0x16 -> rtIsZero(branch) ? relative(branch, pc, rs <= 0) : UNKNOWN;
      case 0x07, 0x17 -> rtIsZero(branch) ? relative(branch, pc, rs > 0) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** JR and JALR, with or without their hazard barrier. */
  private static long register(int branch, int pc, int rs, Exit exit) {
    boolean microMipsTarget = (rs & 1) != 0;
    boolean noRt = rtIsZero(branch);
    int rd = (branch >> 11) & 31;
    int function = branch & 0x3F;
    if (microMipsTarget || !noRt || (function != 0x08 && function != 0x09)) {
      return UNKNOWN;
    }
    if (function == 0x08) {
      return rd == 0 ? Integer.toUnsignedLong(rs) : UNKNOWN;
    }
    exit.gpr(rd, pc + 8);
    return Integer.toUnsignedLong(rs);
  }

  /** REGIMM: BLTZ and BGEZ, likely or not, with link or without. */
  private static long compareWithZero(int branch, int pc, int rs, Exit exit) {
    int kind = (branch >> 16) & 31;
    if ((kind & 0x0C) != 0) {
      return UNKNOWN;
    }
    if ((kind & 0x10) != 0) {
      exit.gpr(31, pc + 8);
    }
    return relative(branch, pc, (kind & 1) == 0 ? rs < 0 : rs >= 0);
  }

  private static long jump(int branch, int pc) {
    return Integer.toUnsignedLong(((pc + 4) & 0xF0000000) | (branch & 0x03FFFFFF) << 2);
  }

  private static long relative(int branch, int pc, boolean taken) {
    return Integer.toUnsignedLong(taken ? pc + 4 + ((short) branch << 2) : pc + 8);
  }

  private static boolean rtIsZero(int branch) {
    return (branch >> 16 & 31) == 0;
  }
}
