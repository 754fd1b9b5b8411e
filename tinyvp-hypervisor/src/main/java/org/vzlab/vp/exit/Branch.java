package org.vzlab.vp.exit;

/**
 * Where a branch goes, evaluated again with the guest's registers: the way past an instruction in a
 * delay slot (MD00086). It has to be asked before that instruction is carried out, which may load a
 * register that the branch has read. A link register has been written by the branch itself.
 */
final class Branch {
  /** The instruction is no branch, or one that cannot be evaluated. */
  static final long UNKNOWN = -1;

  private Branch() {}

  /**
   * The address of the instruction after the branch's delay slot, zero-extended; {@link #UNKNOWN}
   * if there is no telling.
   */
  static long next(int branch, int pc, Exit exit) {
    if (exit.inMicromips()) {
      return MicromipsBranch.next(branch, pc, exit);
    }
    int rs = exit.gpr((branch >> 21) & 31);
    int rt = exit.gpr((branch >> 16) & 31);
    return switch (branch >>> 26) {
      case 0x00 -> register(branch, rs);
      case 0x01 -> compareWithZero(branch, pc, rs, exit);
      case 0x02, 0x03 -> jump(branch, pc);
      case 0x1D -> jump(branch, pc) | 1;
      case 0x11 -> onCondition(branch, pc, exit);
      case 0x04, 0x14 -> relative(branch, pc, rs == rt);
      case 0x05, 0x15 -> relative(branch, pc, rs != rt);
      case 0x06, 0x16 -> rtIsZero(branch) ? relative(branch, pc, rs <= 0) : UNKNOWN;
      case 0x07, 0x17 -> rtIsZero(branch) ? relative(branch, pc, rs > 0) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** JR and JALR, with or without their hazard barrier; bit 0 of the address is the ISA mode. */
  private static long register(int branch, int rs) {
    int function = branch & 0x3F;
    int rd = (branch >> 11) & 31;
    boolean jump = function == 0x09 || (function == 0x08 && rd == 0);
    return jump && rtIsZero(branch) ? Integer.toUnsignedLong(rs) : UNKNOWN;
  }

  /** REGIMM: BLTZ and BGEZ, likely or not, with link or without; BPOSGE32. */
  private static long compareWithZero(int branch, int pc, int rs, Exit exit) {
    int kind = (branch >> 16) & 31;
    if (kind == 0x1C && (branch >> 21 & 31) == 0 && exit.hasDsp()) {
      return relative(branch, pc, exit.dspPosition() >= 32);
    }
    if ((kind & 0x0C) != 0) {
      return UNKNOWN;
    }
    return relative(branch, pc, (kind & 1) == 0 ? rs < 0 : rs >= 0);
  }

  /** BC1F and BC1T, likely or not. */
  private static long onCondition(int branch, int pc, Exit exit) {
    if ((branch >> 21 & 31) != 0x08 || !exit.hasFpu()) {
      return UNKNOWN;
    }
    boolean wanted = (branch & 1 << 16) != 0;
    return relative(branch, pc, exit.condition(branch >> 18 & 7) == wanted);
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
