package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * Products of the DSP module that go to a general register (MD00374, by mnemonic). HI and LO, which
 * MD00374 leaves UNPREDICTABLE, stay as they were.
 */
@MadeBy(value = Unit.DSP_MULTIPLY_GPR, writes = MadeBy.State.DSP_OVERFLOW)
public final class DspMultiply {
  private DspMultiply() {}

  /**
   * MULEU_S.PH.QBL: the products of rs's two left bytes and rt's halfwords, unsigned and saturated.
   */
  @Op(asm = "muleu_s.ph.qbl rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00110 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00010 010101")
  public static int muleuSPhQbl(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return halves(
        byteProduct(dsp, rs >>> 24, rt >>> 16), byteProduct(dsp, rs >>> 16 & 0xFF, rt & 0xFFFF));
  }

  /** MULEQ_S.W.PHL: the product of the left halfwords, as fractions, saturated. */
  @Op(asm = "muleq_s.w.phl rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11100 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00000 100101")
  public static int muleqSWPhl(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed(2L * (rs >> 16) * (rt >> 16), 32, true, DspState.PRODUCT);
  }

  /**
   * MULEU_S.PH.QBR: the products of rs's two right bytes and rt's halfwords, unsigned and
   * saturated.
   */
  @Op(asm = "muleu_s.ph.qbr rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00111 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00011 010101")
  public static int muleuSPhQbr(Hart hart, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    return halves(
        byteProduct(dsp, rs >>> 8 & 0xFF, rt >>> 16), byteProduct(dsp, rs & 0xFF, rt & 0xFFFF));
  }

  /** MULEQ_S.W.PHR: the product of the right halfwords, as fractions, saturated. */
  @Op(asm = "muleq_s.w.phr rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11101 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00001 100101")
  public static int muleqSWPhr(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed(2L * (short) rs * (short) rt, 32, true, DspState.PRODUCT);
  }

  /** MULQ_S.PH: the products of the halfwords, as fractions, saturated. */
  @Op(asm = "mulq_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11110 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00101 010101")
  public static int mulqSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return fractionHalves(hart.dsp(), rs, rt, 0);
  }

  /** MULQ_RS.PH: as {@link #mulqSPh}, rounded. */
  @Op(asm = "mulq_rs.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11111 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00100 010101")
  public static int mulqRsPh(Hart hart, int rs, int rt) throws GuestTrap {
    return fractionHalves(hart.dsp(), rs, rt, 1 << 14);
  }

  /** MULQ_S.W: the product of the words, as fractions, saturated. */
  @Op(asm = "mulq_s.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10110 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00111 010101")
  public static int mulqSW(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed(((long) rs * rt) >> 31, 32, true, DspState.PRODUCT);
  }

  /** MULQ_RS.W: as {@link #mulqSW}, rounded. */
  @Op(asm = "mulq_rs.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10111 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00110 010101")
  public static int mulqRsW(Hart hart, int rs, int rt) throws GuestTrap {
    return hart.dsp().signed(((long) rs * rt + (1 << 30)) >> 31, 32, true, DspState.PRODUCT);
  }

  /** MUL.PH: the lower halfwords of the products of the halfwords. */
  @Op(asm = "mul.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01100 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00000 101101")
  public static int mulPh(Hart hart, int rs, int rt) throws GuestTrap {
    return integerHalves(hart.dsp(), rs, rt, false);
  }

  /** MUL_S.PH: the products of the halfwords, saturated. */
  @Op(asm = "mul_s.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01110 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10000 101101")
  public static int mulSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return integerHalves(hart.dsp(), rs, rt, true);
  }

  private static int byteProduct(DspState dsp, int a, int b) {
    return dsp.unsigned(a * b, 16, true, DspState.PRODUCT);
  }

  private static int fractionHalves(DspState dsp, int a, int b, int rounding) {
    return halves(
        dsp.signed(((a >> 16) * (b >> 16) + rounding) >> 15, 16, true, DspState.PRODUCT),
        dsp.signed(((short) a * (short) b + rounding) >> 15, 16, true, DspState.PRODUCT));
  }

  private static int integerHalves(DspState dsp, int a, int b, boolean saturate) {
    return halves(
        dsp.signed((long) (a >> 16) * (b >> 16), 16, saturate, DspState.PRODUCT),
        dsp.signed((long) (short) a * (short) b, 16, saturate, DspState.PRODUCT));
  }

  private static int halves(int left, int right) {
    return (left << 16) | (right & 0xFFFF);
  }
}
