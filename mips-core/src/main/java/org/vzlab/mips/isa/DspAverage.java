package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Halved sums and differences of the DSP module (MD00374, by mnemonic), which cannot overflow. */
@MadeBy(Unit.DSP_ALU)
public final class DspAverage {
  private DspAverage() {}

  /** ADDUH.QB: half the sums of the four bytes, unsigned. */
  @Op(asm = "adduh.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00101 001101")
  public static int adduhQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int twice = (rs >>> shift & 0xFF) + (rt >>> shift & 0xFF);
      result |= (twice >> 1 & 0xFF) << shift;
    }
    return result;
  }

  /** ADDQH.PH: half the sums of the two halfwords, signed. */
  @Op(asm = "addqh.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00001 001101")
  public static int addqhPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return halves(((rs >> 16) + (rt >> 16)) >> 1, ((short) rs + (short) rt) >> 1);
  }

  /** ADDQH.W: half the sum of the words, signed. */
  @Op(asm = "addqh.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00010 001101")
  public static int addqhW(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return (int) (((long) rs + rt) >> 1);
  }

  /** ADDUH_R.QB: half the sums of the four bytes, unsigned, rounded up. */
  @Op(asm = "adduh_r.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00010 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10101 001101")
  public static int adduhRQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int twice = (rs >>> shift & 0xFF) + (rt >>> shift & 0xFF);
      result |= ((twice + 1) >> 1 & 0xFF) << shift;
    }
    return result;
  }

  /** ADDQH_R.PH: half the sums of the two halfwords, signed, rounded up. */
  @Op(asm = "addqh_r.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01010 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10001 001101")
  public static int addqhRPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return halves(((rs >> 16) + (rt >> 16) + 1) >> 1, ((short) rs + (short) rt + 1) >> 1);
  }

  /** ADDQH_R.W: half the sum of the words, signed, rounded up. */
  @Op(asm = "addqh_r.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10010 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10010 001101")
  public static int addqhRW(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return (int) (((long) rs + rt + 1) >> 1);
  }

  /** SUBUH.QB: half the differences of the four bytes, unsigned. */
  @Op(asm = "subuh.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00001 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01101 001101")
  public static int subuhQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int twice = (rs >>> shift & 0xFF) - (rt >>> shift & 0xFF);
      result |= (twice >> 1 & 0xFF) << shift;
    }
    return result;
  }

  /** SUBQH.PH: half the differences of the two halfwords, signed. */
  @Op(asm = "subqh.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01001 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01001 001101")
  public static int subqhPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return halves(((rs >> 16) - (rt >> 16)) >> 1, ((short) rs - (short) rt) >> 1);
  }

  /** SUBQH.W: half the difference of the words, signed. */
  @Op(asm = "subqh.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10001 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01010 001101")
  public static int subqhW(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return (int) (((long) rs - rt) >> 1);
  }

  /** SUBUH_R.QB: half the differences of the four bytes, unsigned, rounded up. */
  @Op(asm = "subuh_r.qb rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00011 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11101 001101")
  public static int subuhRQb(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int twice = (rs >>> shift & 0xFF) - (rt >>> shift & 0xFF);
      result |= ((twice + 1) >> 1 & 0xFF) << shift;
    }
    return result;
  }

  /** SUBQH_R.PH: half the differences of the two halfwords, signed, rounded up. */
  @Op(asm = "subqh_r.ph rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01011 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11001 001101")
  public static int subqhRPh(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return halves(((rs >> 16) - (rt >> 16) + 1) >> 1, ((short) rs - (short) rt + 1) >> 1);
  }

  /** SUBQH_R.W: half the difference of the words, signed, rounded up. */
  @Op(asm = "subqh_r.w rd, rs, rt", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10011 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11010 001101")
  public static int subqhRW(Hart hart, int rs, int rt) throws GuestTrap {
    hart.dsp();
    return (int) (((long) rs - rt + 1) >> 1);
  }

  private static int halves(int left, int right) {
    return (left << 16) | (right & 0xFFFF);
  }
}
