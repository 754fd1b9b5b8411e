package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Comparisons of the DSP module and the choice by their results (MD00374, by mnemonic). */
@MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_CONDITION)
public final class DspCompare {
  private DspCompare() {}

  /** CMPU.EQ.QB: which of rs's four bytes are equal, unsigned, to ccond. */
  @Op(asm = "cmpu.eq.qb rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 00000 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000001001 000101")
  public static void cmpuEqQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp().conditions(0xF, equalBytes(rs, rt));
  }

  /** CMPGU.EQ.QB: which of rs's four bytes are equal, unsigned. */
  @MadeBy(Unit.DSP_ALU)
  @Op(asm = "cmpgu.eq.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00100 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00011 000101")
  public static int cmpguEqQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return equalBytes(rs, rt);
  }

  /** CMPGDU.EQ.QB: which of rs's four bytes are equal, unsigned, to rd and ccond. */
  @Op(asm = "cmpgdu.eq.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11000 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00110 000101")
  public static int cmpgduEqQb(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int conditions = equalBytes(rs, rt);
    dsp.conditions(0xF, conditions);
    return conditions;
  }

  /** CMP.EQ.PH: which of rs's halfwords are equal, signed, to ccond. */
  @Op(asm = "cmp.eq.ph rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 01000 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000000000 000101")
  public static void cmpEqPh(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.conditions(3, (rs >> 16 == rt >> 16 ? 2 : 0) | ((short) rs == (short) rt ? 1 : 0));
  }

  /** CMPU.LT.QB: which of rs's four bytes are less than rt's, unsigned, to ccond. */
  @Op(asm = "cmpu.lt.qb rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 00001 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000001010 000101")
  public static void cmpuLtQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp().conditions(0xF, lessBytes(rs, rt));
  }

  /** CMPGU.LT.QB: which of rs's four bytes are less than rt's, unsigned. */
  @MadeBy(Unit.DSP_ALU)
  @Op(asm = "cmpgu.lt.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00101 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00100 000101")
  public static int cmpguLtQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return lessBytes(rs, rt);
  }

  /** CMPGDU.LT.QB: which of rs's four bytes are less than rt's, unsigned, to rd and ccond. */
  @Op(asm = "cmpgdu.lt.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11001 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00111 000101")
  public static int cmpgduLtQb(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int conditions = lessBytes(rs, rt);
    dsp.conditions(0xF, conditions);
    return conditions;
  }

  /** CMP.LT.PH: which of rs's halfwords are less than rt's, signed, to ccond. */
  @Op(asm = "cmp.lt.ph rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 01001 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000000001 000101")
  public static void cmpLtPh(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.conditions(3, (rs >> 16 < rt >> 16 ? 2 : 0) | ((short) rs < (short) rt ? 1 : 0));
  }

  /** CMPU.LE.QB: which of rs's four bytes are less than or equal to rt's, unsigned, to ccond. */
  @Op(asm = "cmpu.le.qb rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 00010 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000001011 000101")
  public static void cmpuLeQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp().conditions(0xF, lessOrEqualBytes(rs, rt));
  }

  /** CMPGU.LE.QB: which of rs's four bytes are less than or equal to rt's, unsigned. */
  @MadeBy(Unit.DSP_ALU)
  @Op(asm = "cmpgu.le.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00110 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00101 000101")
  public static int cmpguLeQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return lessOrEqualBytes(rs, rt);
  }

  /**
   * CMPGDU.LE.QB: which of rs's four bytes are less than or equal to rt's, unsigned, to rd and
   * ccond.
   */
  @Op(asm = "cmpgdu.le.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11010 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01000 000101")
  public static int cmpgduLeQb(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int conditions = lessOrEqualBytes(rs, rt);
    dsp.conditions(0xF, conditions);
    return conditions;
  }

  /** CMP.LE.PH: which of rs's halfwords are less than or equal to rt's, signed, to ccond. */
  @Op(asm = "cmp.le.ph rs, rt")
  @Encoding("011111 rs:5 rt:5 00000 01010 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 0000000010 000101")
  public static void cmpLePh(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.conditions(3, (rs >> 16 <= rt >> 16 ? 2 : 0) | ((short) rs <= (short) rt ? 1 : 0));
  }

  /** PICK.QB: each byte from rs where ccond is set, else from rt. */
  @MadeBy(value = Unit.DSP_ALU, reads = MadeBy.State.DSP_CONDITION)
  @Op(asm = "pick.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00011 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00111 101101")
  public static int pickQb(Hart hart, int rs, int rt) throws GuestTrap {
    int conditions = hart.dsp().conditions();
    int mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= ((conditions >> i & 1) * 0xFF) << (8 * i);
    }
    return (rs & mask) | (rt & ~mask);
  }

  /** PICK.PH: each halfword from rs where ccond is set, else from rt. */
  @MadeBy(value = Unit.DSP_ALU, reads = MadeBy.State.DSP_CONDITION)
  @Op(asm = "pick.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01011 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01000 101101")
  public static int pickPh(Hart hart, int rs, int rt) throws GuestTrap {
    int conditions = hart.dsp().conditions();
    int mask = ((conditions & 2) != 0 ? 0xFFFF0000 : 0) | ((conditions & 1) != 0 ? 0xFFFF : 0);
    return (rs & mask) | (rt & ~mask);
  }

  private static int equalBytes(int a, int b) {
    int conditions = 0;
    for (int i = 0; i < 4; i++) {
      conditions |= (a >>> (8 * i) & 0xFF) == (b >>> (8 * i) & 0xFF) ? 1 << i : 0;
    }
    return conditions;
  }

  private static int lessBytes(int a, int b) {
    int conditions = 0;
    for (int i = 0; i < 4; i++) {
      conditions |= (a >>> (8 * i) & 0xFF) < (b >>> (8 * i) & 0xFF) ? 1 << i : 0;
    }
    return conditions;
  }

  private static int lessOrEqualBytes(int a, int b) {
    int conditions = 0;
    for (int i = 0; i < 4; i++) {
      conditions |= (a >>> (8 * i) & 0xFF) <= (b >>> (8 * i) & 0xFF) ? 1 << i : 0;
    }
    return conditions;
  }
}
