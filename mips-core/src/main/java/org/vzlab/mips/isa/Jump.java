package org.vzlab.mips.isa;

import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * The unconditional jumps (MD00086 and MD00582, by mnemonic). Bit 0 of the address in a register is
 * the ISA mode to go on in. The address is not checked here: the fetch from it raises Address
 * Error.
 */
public final class Jump {
  private static final int STACK_POINTER = 29;
  private static final int RETURN_ADDRESS = 31;

  /** What 26 bits for an address in words leave. */
  private static final int WORD_REGION = 0xF0000000;

  /** What 26 bits for an address in halfwords leave. */
  private static final int HALFWORD_REGION = 0xF8000000;

  private Jump() {}

  /** J: within the 256 MB, in microMIPS 128 MB, that hold the delay slot. */
  @Op(asm = "j target", flow = Flow.JUMP)
  @Encoding("000010 index:26<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "110101 index:26<<1")
  public static int j(int index, int pc) {
    return near(pc, index);
  }

  /** JAL. */
  @Op(asm = "jal target", flow = Flow.JUMP, link = "31")
  @Encoding("000011 index:26<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "111101 index:26<<1")
  public static int jal(int index, int pc) {
    return near(pc, index);
  }

  /** JALR. With rd = rs, which MD00086 calls UNPREDICTABLE, it goes where rs pointed. */
  @Op(asm = "jalr rd, rs", flow = Flow.JUMP, link = "rd")
  @Encoding("000000 rs:5 00000 rd:5 0---- 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0000111100 111100")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 01110 rs:5 rd=31")
  public static int jalr(int rs) {
    return rs;
  }

  /**
   * JALR.HB: as {@link #jalr}. There are no hazards to clear: every instruction sees the effects of
   * those before it.
   */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.COP0)
  @Op(asm = "jalr.hb rd, rs", flow = Flow.JUMP, link = "rd")
  @Encoding("000000 rs:5 00000 rd:5 1---- 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0001111100 111100")
  public static int jalrHb(int rs) {
    return rs;
  }

  /** JR. */
  @Op(asm = "jr rs", flow = Flow.JUMP)
  @Encoding("000000 rs:5 0000000000 0---- 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 0000111100 111100")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 01100 rs:5")
  public static int jr(int rs) {
    return rs;
  }

  /** JR.HB: as {@link #jr}; see {@link #jalrHb}. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.COP0)
  @Op(asm = "jr.hb rs", flow = Flow.JUMP)
  @Encoding("000000 rs:5 0000000000 1---- 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 0001111100 111100")
  public static int jrHb(int rs) {
    return rs;
  }

  /**
   * JALX: JAL to the other instruction set, in both within 256 MB and to a multiple of 4, as all
   * MIPS32 code.
   */
  @Op(asm = "jalx target", flow = Flow.JUMP, link = "31")
  @Encoding("011101 index:26<<2")
  @Encoding(isa = Isa.MICROMIPS, value = "111100 index:26<<2")
  public static int jalx(int index, int pc) {
    return ((pc + 4) & WORD_REGION) | index | (~pc & 1);
  }

  /** JALS: as {@link #jal}, with an instruction of 16 bits in the delay slot. */
  @Op(asm = "jals target", flow = Flow.JUMP, link = "31", slot = 2)
  @Encoding(isa = Isa.MICROMIPS, value = "011101 index:26<<1")
  public static int jals(int index, int pc) {
    return near(pc, index);
  }

  /** JALRS: as {@link #jalr}, with an instruction of 16 bits in the delay slot. */
  @Op(asm = "jalrs rd, rs", flow = Flow.JUMP, link = "rd", slot = 2)
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0100111100 111100")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 01111 rs:5 rd=31")
  @Encoding(isa = Isa.MICROMIPS, asm = "jrs rs", value = "000000 00000 rs:5 0100111100 111100 rd=0")
  public static int jalrs(int rs) {
    return rs;
  }

  /** JALRS.HB: as {@link #jalrs}; see {@link #jalrHb}. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.COP0)
  @Op(asm = "jalrs.hb rd, rs", flow = Flow.JUMP, link = "rd", slot = 2)
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 0101111100 111100")
  @Encoding(
      isa = Isa.MICROMIPS,
      asm = "jrs.hb rs",
      value = "000000 00000 rs:5 0101111100 111100 rd=0")
  public static int jalrsHb(int rs) {
    return rs;
  }

  /** JRC: as {@link #jr}, without a delay slot. */
  @Op(asm = "jrc rs", flow = Flow.JUMP_COMPACT)
  @Encoding(isa = Isa.MICROMIPS, value = "010001 01101 rs:5")
  public static int jrc(int rs) {
    return rs;
  }

  /** JRADDIUSP: returns and gives back a stack frame, without a delay slot. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.FRAME)
  @Op(asm = "jraddiusp offset", flow = Flow.JUMP_COMPACT)
  @Encoding(isa = Isa.MICROMIPS, value = "010001 11000 offset:5<<2")
  public static int jraddiusp(Hart hart, int offset) {
    hart.gpr[STACK_POINTER] += offset;
    return hart.gpr[RETURN_ADDRESS];
  }

  private static int near(int pc, int index) {
    int region = Isa.at(pc) == Isa.MIPS32 ? WORD_REGION : HALFWORD_REGION;
    return ((pc + 4) & region) | index | (pc & 1);
  }
}
