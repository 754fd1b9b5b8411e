package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Sums, differences and absolute values of the DSP module (MD00374, by mnemonic), lane by lane. */
@MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
public final class DspArithmetic {
  private DspArithmetic() {}

  /** ADDU.QB: the sums of the four bytes, unsigned. */
  @Op(asm = "addu.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00011 001101")
  public static int adduQb(Hart hart, int rs, int rt) throws GuestTrap {
    return addBytes(hart.dsp(), rs, rt, false);
  }

  /** SUBU.QB: the differences of the four bytes, unsigned. */
  @Op(asm = "subu.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00001 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01011 001101")
  public static int subuQb(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractBytes(hart.dsp(), rs, rt, false);
  }

  /** ADDU_S.QB: as {@link #adduQb}, saturated. */
  @Op(asm = "addu_s.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00100 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10011 001101")
  public static int adduSQb(Hart hart, int rs, int rt) throws GuestTrap {
    return addBytes(hart.dsp(), rs, rt, true);
  }

  /** SUBU_S.QB: as {@link #subuQb}, saturated. */
  @Op(asm = "subu_s.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00101 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11011 001101")
  public static int subuSQb(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractBytes(hart.dsp(), rs, rt, true);
  }

  /** ADDU.PH: the sums of the two halfwords, unsigned. */
  @Op(asm = "addu.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00100 001101")
  public static int adduPh(Hart hart, int rs, int rt) throws GuestTrap {
    return addUnsignedHalves(hart.dsp(), rs, rt, false);
  }

  /** SUBU.PH: the differences of the two halfwords, unsigned. */
  @Op(asm = "subu.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01001 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01100 001101")
  public static int subuPh(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractUnsignedHalves(hart.dsp(), rs, rt, false);
  }

  /** ADDQ.PH: the sums of the two halfwords, signed. */
  @Op(asm = "addq.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01010 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00000 001101")
  public static int addqPh(Hart hart, int rs, int rt) throws GuestTrap {
    return addHalves(hart.dsp(), rs, rt, false);
  }

  /** SUBQ.PH: the differences of the two halfwords, signed. */
  @Op(asm = "subq.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01011 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01000 001101")
  public static int subqPh(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractHalves(hart.dsp(), rs, rt, false);
  }

  /** ADDU_S.PH: as {@link #adduPh}, saturated. */
  @Op(asm = "addu_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01100 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10100 001101")
  public static int adduSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return addUnsignedHalves(hart.dsp(), rs, rt, true);
  }

  /** SUBU_S.PH: as {@link #subuPh}, saturated. */
  @Op(asm = "subu_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01101 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11100 001101")
  public static int subuSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractUnsignedHalves(hart.dsp(), rs, rt, true);
  }

  /** ADDQ_S.PH: as {@link #addqPh}, saturated. */
  @Op(asm = "addq_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01110 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10000 001101")
  public static int addqSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return addHalves(hart.dsp(), rs, rt, true);
  }

  /** SUBQ_S.PH: as {@link #subqPh}, saturated. */
  @Op(asm = "subq_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01111 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11000 001101")
  public static int subqSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return subtractHalves(hart.dsp(), rs, rt, true);
  }

  /** ADDQ_S.W: the sum of the words, signed and saturated. */
  @Op(asm = "addq_s.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10110 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01100 000101")
  public static int addqSW(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed((long) rs + rt, 32, true, DspState.SUM);
  }

  /** SUBQ_S.W: the difference of the words, signed and saturated. */
  @Op(asm = "subq_s.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10111 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01101 000101")
  public static int subqSW(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed((long) rs - rt, 32, true, DspState.SUM);
  }

  /** ADDSC: the sum, whose carry goes to DSPControl.c. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_CONDITION)
  @Op(asm = "addsc rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01110 000101")
  public static int addsc(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int sum = rs + rt;
    dsp.carry(Integer.compareUnsigned(sum, rs) < 0);
    return sum;
  }

  /** ADDWC: the sum with DSPControl.c, which stays. */
  @MadeBy(
      value = Unit.DSP_ALU,
      reads = MadeBy.State.DSP_CONDITION,
      writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "addwc rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10001 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01111 000101")
  public static int addwc(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return dsp.signed((long) rs + rt + dsp.carry(), 32, false, DspState.SUM);
  }

  /**
   * MODSUB: rs less the decrement in rt's low byte; if rs is 0, the last index in the two bytes
   * above.
   */
  @MadeBy(Unit.DSP_ALU)
  @Op(asm = "modsub rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10010 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01010 010101")
  public static int modsub(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return rs == 0 ? rt >>> 8 & 0xFFFF : rs - (rt & 0xFF);
  }

  /** RADDU.W.QB: the sum of the four bytes, unsigned. */
  @MadeBy(Unit.DSP_ALU)
  @Op(asm = "raddu.w.qb rd, rs", writes = "rd")
  @Encoding("011111 rs:5 00000 rd:5 10100 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rs:5 1111000100 111100")
  public static int radduWQb(Hart hart, int rs) throws GuestTrap {
    hart.dsp();
    return (rs & 0xFF) + (rs >>> 8 & 0xFF) + (rs >>> 16 & 0xFF) + (rs >>> 24);
  }

  /** ABSQ_S.QB: the absolute values of the four bytes, saturated. */
  @Op(asm = "absq_s.qb rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 00001 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0000000100 111100")
  public static int absqSQb(Hart hart, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = Math.abs((byte) (rt >> shift));
      result |= dsp.signed(value, 8, true, DspState.SUM) << shift;
    }
    return result;
  }

  /** ABSQ_S.PH: the absolute values of the two halfwords, saturated. */
  @Op(asm = "absq_s.ph rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 01001 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0001000100 111100")
  public static int absqSPh(Hart hart, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return halves(
        dsp.signed(Math.abs(rt >> 16), 16, true, DspState.SUM),
        dsp.signed(Math.abs((short) rt), 16, true, DspState.SUM));
  }

  /** ABSQ_S.W: the absolute value of the word, saturated. */
  @Op(asm = "absq_s.w rd, rt", writes = "rd")
  @Encoding("011111 00000 rt:5 rd:5 10001 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 0010000100 111100")
  public static int absqSW(Hart hart, int rt) throws GuestTrap {
    return hart.dsp().signed(Math.abs((long) rt), 32, true, DspState.SUM);
  }

  private static int addBytes(DspState dsp, int a, int b, boolean saturate) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int sum = (a >>> shift & 0xFF) + (b >>> shift & 0xFF);
      result |= dsp.unsigned(sum, 8, saturate, DspState.SUM) << shift;
    }
    return result;
  }

  private static int subtractBytes(DspState dsp, int a, int b, boolean saturate) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int difference = (a >>> shift & 0xFF) - (b >>> shift & 0xFF);
      result |= dsp.unsigned(difference, 8, saturate, DspState.SUM) << shift;
    }
    return result;
  }

  private static int addUnsignedHalves(DspState dsp, int a, int b, boolean saturate) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 16) {
      int sum = (a >>> shift & 0xFFFF) + (b >>> shift & 0xFFFF);
      result |= dsp.unsigned(sum, 16, saturate, DspState.SUM) << shift;
    }
    return result;
  }

  private static int subtractUnsignedHalves(DspState dsp, int a, int b, boolean saturate) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 16) {
      int difference = (a >>> shift & 0xFFFF) - (b >>> shift & 0xFFFF);
      result |= dsp.unsigned(difference, 16, saturate, DspState.SUM) << shift;
    }
    return result;
  }

  private static int addHalves(DspState dsp, int a, int b, boolean saturate) {
    return halves(
        dsp.signed((a >> 16) + (b >> 16), 16, saturate, DspState.SUM),
        dsp.signed((short) a + (short) b, 16, saturate, DspState.SUM));
  }

  private static int subtractHalves(DspState dsp, int a, int b, boolean saturate) {
    return halves(
        dsp.signed((a >> 16) - (b >> 16), 16, saturate, DspState.SUM),
        dsp.signed((short) a - (short) b, 16, saturate, DspState.SUM));
  }

  private static int halves(int left, int right) {
    return (left << 16) | (right & 0xFFFF);
  }
}
