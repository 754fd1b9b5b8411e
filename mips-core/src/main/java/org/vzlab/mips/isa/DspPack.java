package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Changes of format and order of the DSP module (MD00374, by mnemonic). */
@MadeBy(Unit.DSP_ALU)
public final class DspPack {
  private DspPack() {}

  /** PRECRQ.QB.PH: the upper bytes of the four halfwords. */
  @Op(asm = "precrq.qb.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01100 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00010 101101")
  public static int precrqQbPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return bytes(rs >>> 24, rs >>> 8, rt >>> 24, rt >>> 8);
  }

  /** PRECR.QB.PH: the lower bytes of the four halfwords. */
  @Op(asm = "precr.qb.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01101 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00001 101101")
  public static int precrQbPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return bytes(rs >>> 16, rs, rt >>> 16, rt);
  }

  /** PACKRL.PH: rs's right halfword and rt's left one. */
  @Op(asm = "packrl.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01110 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00110 101101")
  public static int packrlPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return rs << 16 | rt >>> 16;
  }

  /**
   * PRECRQU_S.QB.PH: the four signed halfwords as unsigned bytes, less their lowest seven bits,
   * saturated.
   */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "precrqu_s.qb.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01111 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00101 101101")
  public static int precrquSQbPh(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return bytes(
        unsignedByte(dsp, rs >> 16),
        unsignedByte(dsp, (short) rs),
        unsignedByte(dsp, rt >> 16),
        unsignedByte(dsp, (short) rt));
  }

  /** PRECRQ.PH.W: the upper halfwords of the two words. */
  @Op(asm = "precrq.ph.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10100 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00011 101101")
  public static int precrqPhW(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return (rs & 0xFFFF0000) | rt >>> 16;
  }

  /** PRECRQ_RS.PH.W: as {@link #precrqPhW}, rounded and saturated. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "precrq_rs.ph.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10101 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00100 101101")
  public static int precrqRsPhW(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return halves(roundedHalf(dsp, rs), roundedHalf(dsp, rt));
  }

  /** PRECR_SRA.PH.W: the lower halfwords of rt and rs, shifted right. */
  @Op(asm = "precr_sra.ph.w rt, rs, sa", writes = "rt")
  @Encoding("011111 rs:5 rt:5 sa:5 11110 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 sa:5 01111 001101")
  public static int precrSraPhW(Hart hart, int rs, int rt, int sa) throws GuestTrap {
    hart.dsp();
    return halves(rt >> sa, rs >> sa);
  }

  /** PRECR_SRA_R.PH.W: the lower halfwords of rt and rs, shifted right and rounded. */
  @Op(asm = "precr_sra_r.ph.w rt, rs, sa", writes = "rt")
  @Encoding("011111 rs:5 rt:5 sa:5 11111 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 sa:5 11111 001101")
  public static int precrSraRPhW(Hart hart, int rs, int rt, int sa) throws GuestTrap {
    hart.dsp();
    return halves(roundedShift(rt, sa), roundedShift(rs, sa));
  }

  /** PRECEQ.W.PHL: the left halfword as the upper half of a word. */
  @Op(asm = "preceq.w.phl rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 01100 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0101000100 111100")
  public static int preceqWPhl(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return rt & 0xFFFF0000;
  }

  /** PRECEQ.W.PHR: the right halfword as the upper half of a word. */
  @Op(asm = "preceq.w.phr rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 01101 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0110000100 111100")
  public static int preceqWPhr(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return rt << 16;
  }

  /** PRECEQU.PH.QBL: the two left bytes as positive fractions. */
  @Op(asm = "precequ.ph.qbl rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00100 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0111000100 111100")
  public static int precequPhQbl(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 24 << 7, (rt >>> 16 & 0xFF) << 7);
  }

  /** PRECEU.PH.QBL: the two left bytes as halfwords, unsigned. */
  @Op(asm = "preceu.ph.qbl rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11100 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1011000100 111100")
  public static int preceuPhQbl(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 24, rt >>> 16 & 0xFF);
  }

  /** PRECEQU.PH.QBR: the two right bytes as positive fractions. */
  @Op(asm = "precequ.ph.qbr rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00101 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1001000100 111100")
  public static int precequPhQbr(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves((rt >>> 8 & 0xFF) << 7, (rt & 0xFF) << 7);
  }

  /** PRECEU.PH.QBR: the two right bytes as halfwords, unsigned. */
  @Op(asm = "preceu.ph.qbr rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11101 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1101000100 111100")
  public static int preceuPhQbr(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 8 & 0xFF, rt & 0xFF);
  }

  /** PRECEQU.PH.QBLA: the left bytes of the halfwords as positive fractions. */
  @Op(asm = "precequ.ph.qbla rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00110 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0111001100 111100")
  public static int precequPhQbla(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 24 << 7, (rt >>> 8 & 0xFF) << 7);
  }

  /** PRECEU.PH.QBLA: the left bytes of the halfwords as halfwords, unsigned. */
  @Op(asm = "preceu.ph.qbla rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11110 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1011001100 111100")
  public static int preceuPhQbla(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 24, rt >>> 8 & 0xFF);
  }

  /** PRECEQU.PH.QBRA: the right bytes of the halfwords as positive fractions. */
  @Op(asm = "precequ.ph.qbra rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00111 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1001001100 111100")
  public static int precequPhQbra(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves((rt >>> 16 & 0xFF) << 7, (rt & 0xFF) << 7);
  }

  /** PRECEU.PH.QBRA: the right bytes of the halfwords as halfwords, unsigned. */
  @Op(asm = "preceu.ph.qbra rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11111 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 1101001100 111100")
  public static int preceuPhQbra(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt >>> 16 & 0xFF, rt & 0xFF);
  }

  /** BITREV: the lower 16 bits in reverse order. */
  @Op(asm = "bitrev rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 11011 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0011000100 111100")
  public static int bitrev(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return Integer.reverse(rt) >>> 16;
  }

  /** REPL.QB: the immediate in each byte. */
  @Op(asm = "repl.qb rd, imm", writes = "rd")
  @Encoding("011111 00 imm:8 rd:5 00010 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 imm:8 0010111 111100")
  public static int replQb(Hart hart, int imm) throws GuestTrap {
    hart.dsp();
    return imm * 0x01010101;
  }

  /** REPL.PH: the signed immediate in each halfword. */
  @Op(asm = "repl.ph rd, simm", writes = "rd")
  @Encoding("011111 simm:s10 rd:5 01010 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 simm:s10 rd:5 00000 111101")
  public static int replPh(Hart hart, int simm) throws GuestTrap {
    hart.dsp();
    return halves(simm, simm);
  }

  /** REPLV.QB: the lowest byte in each byte. */
  @Op(asm = "replv.qb rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00011 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0001001100 111100")
  public static int replvQb(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return (rt & 0xFF) * 0x01010101;
  }

  /** REPLV.PH: the right halfword in each halfword. */
  @Op(asm = "replv.ph rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 01011 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0000001100 111100")
  public static int replvPh(Hart hart, int rt) throws GuestTrap {
    hart.dsp();
    return halves(rt, rt);
  }

  /** APPEND: rt shifted left, filled with the low bits of rs. */
  @Op(asm = "append rt, rs, sa", writes = "rt")
  @Encoding("011111 rs:5 rt:5 sa:5 00000 110001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 sa:5 01000 010101")
  public static int append(Hart hart, int rs, int rt, int sa) throws GuestTrap {
    hart.dsp();
    return (rt << sa) | (rs & ~(-1 << sa));
  }

  /** PREPEND: rt shifted right, filled with the low bits of rs. */
  @Op(asm = "prepend rt, rs, sa", writes = "rt")
  @Encoding("011111 rs:5 rt:5 sa:5 00001 110001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 sa:5 01001 010101")
  public static int prepend(Hart hart, int rs, int rt, int sa) throws GuestTrap {
    hart.dsp();
    return sa == 0 ? rt : rt >>> sa | rs << -sa;
  }

  /**
   * BALIGN: bytes of rt and rs from a byte position on; also for 0 and 2, where MD00374 says
   * UNPREDICTABLE.
   */
  @Op(asm = "balign rt, rs, bp", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 bp:2 10000 110001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 bp:2 00100 01011 1100")
  public static int balign(Hart hart, int rs, int rt, int bp) throws GuestTrap {
    hart.dsp();
    return bp == 0 ? rt : (rt << (8 * bp)) | (rs >>> (-8 * bp));
  }

  private static int bytes(int a, int b, int c, int d) {
    return (a << 24) | (b & 0xFF) << 16 | (c & 0xFF) << 8 | (d & 0xFF);
  }

  /** Above 0x7F80 the lost bits make the result count as saturated. */
  private static int unsignedByte(DspState dsp, int value) {
    if (value > 0xFF << 7) {
      dsp.overflow(DspState.SHIFT);
      return 0xFF;
    }
    return dsp.unsigned(value >> 7, 8, true, DspState.SHIFT);
  }

  private static int roundedHalf(DspState dsp, int value) {
    return dsp.signed((value + 0x8000L) >> 16, 16, true, DspState.SHIFT);
  }

  private static int roundedShift(int value, int shift) {
    return shift == 0 ? value : (int) ((((long) value >> (shift - 1)) + 1) >> 1);
  }

  private static int halves(int left, int right) {
    return (left << 16) | (right & 0xFFFF);
  }
}
