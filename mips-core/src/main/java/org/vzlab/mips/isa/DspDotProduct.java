package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Products of the DSP module that go to an accumulator (MD00374, by mnemonic). */
@MadeBy(value = Unit.DSP_MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
public final class DspDotProduct {
  private DspDotProduct() {}

  /** DPA.W.PH: adds the products of the halfwords. */
  @Op(asm = "dpa.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00000 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00000010 111100")
  public static void dpaWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, (long) (rs >> 16) * (rt >> 16) + (long) (short) rs * (short) rt);
  }

  /** DPS.W.PH: subtracts the products of the halfwords. */
  @Op(asm = "dps.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00001 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00010010 111100")
  public static void dpsWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, -((long) (rs >> 16) * (rt >> 16) + (long) (short) rs * (short) rt));
  }

  /** MULSA.W.PH: adds the product of the left halfwords and subtracts that of the right ones. */
  @Op(asm = "mulsa.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00010 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10110010 111100")
  public static void mulsaWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, (long) (rs >> 16) * (rt >> 16) - (long) (short) rs * (short) rt);
  }

  /** DPAX.W.PH: adds the crosswise products of the halfwords. */
  @Op(asm = "dpax.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01000 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01000010 111100")
  public static void dpaxWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, (long) (rs >> 16) * (short) rt + (long) (short) rs * (rt >> 16));
  }

  /** DPSX.W.PH: subtracts the crosswise products of the halfwords. */
  @Op(asm = "dpsx.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01001 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01010010 111100")
  public static void dpsxWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, -((long) (rs >> 16) * (short) rt + (long) (short) rs * (rt >> 16)));
  }

  /** DPAU.H.QBL: adds the products of the two left bytes, unsigned. */
  @Op(asm = "dpau.h.qbl $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00011 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10000010 111100")
  public static void dpauHQbl(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, byteProducts(rs >>> 16, rt >>> 16));
  }

  /** DPAU.H.QBR: adds the products of the two right bytes, unsigned. */
  @Op(asm = "dpau.h.qbr $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00111 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11000010 111100")
  public static void dpauHQbr(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, byteProducts(rs, rt));
  }

  /** DPSU.H.QBL: subtracts the products of the two left bytes, unsigned. */
  @Op(asm = "dpsu.h.qbl $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01011 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10010010 111100")
  public static void dpsuHQbl(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, -byteProducts(rs >>> 16, rt >>> 16));
  }

  /** DPSU.H.QBR: subtracts the products of the two right bytes, unsigned. */
  @Op(asm = "dpsu.h.qbr $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01111 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11010010 111100")
  public static void dpsuHQbr(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    add(hart.dsp(), ac, -byteProducts(rs, rt));
  }

  /** DPAQ_S.W.PH: adds the products of the halfwords, as fractions, each saturated. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpaq_s.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00100 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00001010 111100")
  public static void dpaqSWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, rt >> 16) + fraction(dsp, ac, (short) rs, (short) rt);
    add(dsp, ac, products);
  }

  /** DPSQ_S.W.PH: subtracts the products of the halfwords, as fractions, each saturated. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpsq_s.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00101 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00011010 111100")
  public static void dpsqSWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, rt >> 16) + fraction(dsp, ac, (short) rs, (short) rt);
    add(dsp, ac, -products);
  }

  /** DPAQX_S.W.PH: adds the crosswise products of the halfwords, as fractions, each saturated. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpaqx_s.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 11000 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10001010 111100")
  public static void dpaqxSWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, (short) rt) + fraction(dsp, ac, (short) rs, rt >> 16);
    add(dsp, ac, products);
  }

  /**
   * DPSQX_S.W.PH: subtracts the crosswise products of the halfwords, as fractions, each saturated.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpsqx_s.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 11001 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10011010 111100")
  public static void dpsqxSWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, (short) rt) + fraction(dsp, ac, (short) rs, rt >> 16);
    add(dsp, ac, -products);
  }

  /**
   * DPAQX_SA.W.PH: adds the crosswise products of the halfwords, as fractions, each saturated; the
   * accumulator saturates to a word.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpaqx_sa.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 11010 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11001010 111100")
  public static void dpaqxSaWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, (short) rt) + fraction(dsp, ac, (short) rs, rt >> 16);
    addToWord(dsp, ac, products);
  }

  /**
   * DPSQX_SA.W.PH: subtracts the crosswise products of the halfwords, as fractions, each saturated;
   * the accumulator saturates to a word.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpsqx_sa.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 11011 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11011010 111100")
  public static void dpsqxSaWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long products =
        fraction(dsp, ac, rs >> 16, (short) rt) + fraction(dsp, ac, (short) rs, rt >> 16);
    addToWord(dsp, ac, -products);
  }

  /**
   * MULSAQ_S.W.PH: adds the product of the left halfwords, as fractions, saturated, and subtracts
   * that of the right ones.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "mulsaq_s.w.ph $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00110 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11110010 111100")
  public static void mulsaqSWPh(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    long left = fraction(dsp, ac, rs >> 16, rt >> 16);
    add(dsp, ac, left - fraction(dsp, ac, (short) rs, (short) rt));
  }

  /** DPAQ_SA.L.W: adds the product of the words, as fractions; product and accumulator saturate. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpaq_sa.l.w $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01100 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01001010 111100")
  public static void dpaqSaLW(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    addSaturated(dsp, ac, wordFraction(dsp, ac, rs, rt));
  }

  /**
   * DPSQ_SA.L.W: subtracts the product of the words, as fractions; product and accumulator
   * saturate.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "dpsq_sa.l.w $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01101 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01011010 111100")
  public static void dpsqSaLW(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    addSaturated(dsp, ac, -wordFraction(dsp, ac, rs, rt));
  }

  /** MAQ_S.W.PHL: adds the product of the left halfwords, as fractions, saturated. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "maq_s.w.phl $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 10100 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01101001 111100")
  public static void maqSWPhl(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    add(dsp, ac, fraction(dsp, ac, rs >> 16, rt >> 16));
  }

  /** MAQ_S.W.PHR: adds the product of the right halfwords, as fractions, saturated. */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "maq_s.w.phr $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 10110 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00101001 111100")
  public static void maqSWPhr(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    add(dsp, ac, fraction(dsp, ac, (short) rs, (short) rt));
  }

  /**
   * MAQ_SA.W.PHL: adds the product of the left halfwords, as fractions, saturated; the
   * accumulator's low word, with its sign, saturates.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "maq_sa.w.phl $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 10000 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11101001 111100")
  public static void maqSaWPhl(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    addToLow(dsp, ac, fraction(dsp, ac, rs >> 16, rt >> 16));
  }

  /**
   * MAQ_SA.W.PHR: adds the product of the right halfwords, as fractions, saturated; the
   * accumulator's low word, with its sign, saturates.
   */
  @MadeBy(
      value = Unit.DSP_MULTIPLY,
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_OVERFLOW})
  @Op(asm = "maq_sa.w.phr $ac, rs, rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 10010 110000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10101001 111100")
  public static void maqSaWPhr(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    addToLow(dsp, ac, fraction(dsp, ac, (short) rs, (short) rt));
  }

  private static void add(DspState dsp, int ac, long value) {
    dsp.accumulator(ac, dsp.accumulator(ac) + value);
  }

  private static int byteProducts(int a, int b) {
    return (a >>> 8 & 0xFF) * (b >>> 8 & 0xFF) + (a & 0xFF) * (b & 0xFF);
  }

  private static long fraction(DspState dsp, int ac, int a, int b) {
    return dsp.signed(2L * a * b, 32, true, DspState.ACCUMULATOR + ac);
  }

  private static long wordFraction(DspState dsp, int ac, int a, int b) {
    if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
      dsp.overflow(DspState.ACCUMULATOR + ac);
      return Long.MAX_VALUE;
    }
    return 2 * ((long) a * b);
  }

  private static void addSaturated(DspState dsp, int ac, long value) {
    long old = dsp.accumulator(ac);
    long sum = old + value;
    if (((old ^ sum) & (value ^ sum)) < 0) {
      dsp.overflow(DspState.ACCUMULATOR + ac);
      sum = old < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    dsp.accumulator(ac, sum);
  }

  private static void addToWord(DspState dsp, int ac, long value) {
    long sum = dsp.accumulator(ac) + value;
    dsp.accumulator(ac, dsp.signed(sum, 32, true, DspState.ACCUMULATOR + ac));
  }

  /** Only bits 32 and 31 of the sum decide whether it overflows. */
  private static void addToLow(DspState dsp, int ac, long value) {
    long sum = (dsp.accumulator(ac) + value) << 31 >> 31;
    dsp.accumulator(ac, dsp.signed(sum, 32, true, DspState.ACCUMULATOR + ac));
  }
}
