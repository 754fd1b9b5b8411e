package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;

/**
 * The unconditional jumps (MD00086, by mnemonic). The address of a register jump is not checked
 * here: the fetch from it raises Address Error.
 */
public final class Jump {
  private Jump() {}

  /** J: within the 256 MB that hold the delay slot. */
  @Op(asm = "j target", flow = Flow.JUMP)
  @Encoding("000010 index:26")
  public static int j(int index, int pc) {
    return (pc + 4 & 0xF0000000) | index << 2;
  }

  /** JAL. */
  @Op(asm = "jal target", flow = Flow.JUMP, link = "31")
  @Encoding("000011 index:26")
  public static int jal(int index, int pc) {
    return (pc + 4 & 0xF0000000) | index << 2;
  }

  /** JALR. With rd = rs, which MD00086 calls UNPREDICTABLE, it goes where rs pointed. */
  @Op(asm = "jalr rd, rs", flow = Flow.JUMP, link = "rd")
  @Encoding("000000 rs:5 00000 rd:5 0---- 001001")
  public static int jalr(int rs) {
    return rs;
  }

  /**
   * JALR.HB: as {@link #jalr}. There are no hazards to clear: every instruction sees the effects of
   * those before it.
   */
  @Op(asm = "jalr.hb rd, rs", flow = Flow.JUMP, link = "rd")
  @Encoding("000000 rs:5 00000 rd:5 1---- 001001")
  public static int jalrHb(int rs) {
    return rs;
  }

  /** JR. */
  @Op(asm = "jr rs", flow = Flow.JUMP)
  @Encoding("000000 rs:5 0000000000 0---- 001000")
  public static int jr(int rs) {
    return rs;
  }

  /** JR.HB: as {@link #jr}; see {@link #jalrHb}. */
  @Op(asm = "jr.hb rs", flow = Flow.JUMP)
  @Encoding("000000 rs:5 0000000000 1---- 001000")
  public static int jrHb(int rs) {
    return rs;
  }

  /**
   * JALX changes to microMIPS, which is not modelled: Reserved Instruction, as on a core without
   * it.
   */
  @SuppressWarnings("DoNotCallSuggester")
  @Op(asm = "jalx target", flow = Flow.JUMP)
  @Encoding("011101 index:26")
  public static int jalx(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.RI);
  }
}
