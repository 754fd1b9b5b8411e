package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Shifts of the DSP module (MD00374, by mnemonic), lane by lane. */
@MadeBy(Unit.DSP_ALU)
public final class DspShift {
  private DspShift() {}

  /** SHLL.QB: the four bytes shifted left. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shll.qb rd, rt, sa", writes = "rd")
  @Encoding("011111 00 sa:3 rt:5 rd:5 00000 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:3 0100001 111100")
  public static int shllQb(Hart hart, int rt, int sa) throws GuestTrap {
    return leftBytes(hart.dsp(), rt, sa);
  }

  /** SHLLV.QB: as {@link #shllQb}, as far as the low bits of rs say. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shllv.qb rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00010 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01110 010101")
  public static int shllvQb(Hart hart, int rs, int rt) throws GuestTrap {
    return leftBytes(hart.dsp(), rt, rs & 7);
  }

  /** SHRL.QB: the four bytes shifted right, unsigned. */
  @Op(asm = "shrl.qb rd, rt, sa", writes = "rd")
  @Encoding("011111 00 sa:3 rt:5 rd:5 00001 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:3 1100001 111100")
  public static int shrlQb(Hart hart, int rt, int sa) throws GuestTrap {
    return rightUnsignedBytes(hart, rt, sa);
  }

  /** SHRLV.QB: as {@link #shrlQb}, as far as the low bits of rs say. */
  @Op(asm = "shrlv.qb rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00011 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01101 010101")
  public static int shrlvQb(Hart hart, int rs, int rt) throws GuestTrap {
    return rightUnsignedBytes(hart, rt, rs & 7);
  }

  /** SHRA.QB: the four bytes shifted right, signed. */
  @Op(asm = "shra.qb rd, rt, sa", writes = "rd")
  @Encoding("011111 00 sa:3 rt:5 rd:5 00100 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:3 0000111 111100")
  public static int shraQb(Hart hart, int rt, int sa) throws GuestTrap {
    return rightBytes(hart, rt, sa, false);
  }

  /** SHRAV.QB: as {@link #shraQb}, as far as the low bits of rs say. */
  @Op(asm = "shrav.qb rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00110 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00111 001101")
  public static int shravQb(Hart hart, int rs, int rt) throws GuestTrap {
    return rightBytes(hart, rt, rs & 7, false);
  }

  /** SHRA_R.QB: as {@link #shraQb}, rounded. */
  @Op(asm = "shra_r.qb rd, rt, sa", writes = "rd")
  @Encoding("011111 00 sa:3 rt:5 rd:5 00101 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:3 1000111 111100")
  public static int shraRQb(Hart hart, int rt, int sa) throws GuestTrap {
    return rightBytes(hart, rt, sa, true);
  }

  /** SHRAV_R.QB: as {@link #shraRQb}, as far as the low bits of rs say. */
  @Op(asm = "shrav_r.qb rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 00111 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10111 001101")
  public static int shravRQb(Hart hart, int rs, int rt) throws GuestTrap {
    return rightBytes(hart, rt, rs & 7, true);
  }

  /** SHLL.PH: the two halfwords shifted left. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shll.ph rd, rt, sa", writes = "rd")
  @Encoding("011111 0 sa:4 rt:5 rd:5 01000 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:4 001110 110101")
  public static int shllPh(Hart hart, int rt, int sa) throws GuestTrap {
    return leftHalves(hart.dsp(), rt, sa, false);
  }

  /** SHLLV.PH: as {@link #shllPh}, as far as the low bits of rs say. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shllv.ph rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01010 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01110 001101")
  public static int shllvPh(Hart hart, int rs, int rt) throws GuestTrap {
    return leftHalves(hart.dsp(), rt, rs & 15, false);
  }

  /** SHLL_S.PH: as {@link #shllPh}, saturated. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shll_s.ph rd, rt, sa", writes = "rd")
  @Encoding("011111 0 sa:4 rt:5 rd:5 01100 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:4 101110 110101")
  public static int shllSPh(Hart hart, int rt, int sa) throws GuestTrap {
    return leftHalves(hart.dsp(), rt, sa, true);
  }

  /** SHLLV_S.PH: as {@link #shllSPh}, as far as the low bits of rs say. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shllv_s.ph rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01110 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 11110 001101")
  public static int shllvSPh(Hart hart, int rs, int rt) throws GuestTrap {
    return leftHalves(hart.dsp(), rt, rs & 15, true);
  }

  /** SHRA.PH: the two halfwords shifted right, signed. */
  @Op(asm = "shra.ph rd, rt, sa", writes = "rd")
  @Encoding("011111 0 sa:4 rt:5 rd:5 01001 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:4 001100 110101")
  public static int shraPh(Hart hart, int rt, int sa) throws GuestTrap {
    return rightHalves(hart, rt, sa, false);
  }

  /** SHRAV.PH: as {@link #shraPh}, as far as the low bits of rs say. */
  @Op(asm = "shrav.ph rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01011 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 00110 001101")
  public static int shravPh(Hart hart, int rs, int rt) throws GuestTrap {
    return rightHalves(hart, rt, rs & 15, false);
  }

  /** SHRA_R.PH: as {@link #shraPh}, rounded. */
  @Op(asm = "shra_r.ph rd, rt, sa", writes = "rd")
  @Encoding("011111 0 sa:4 rt:5 rd:5 01101 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:4 011100 110101")
  public static int shraRPh(Hart hart, int rt, int sa) throws GuestTrap {
    return rightHalves(hart, rt, sa, true);
  }

  /** SHRAV_R.PH: as {@link #shraRPh}, as far as the low bits of rs say. */
  @Op(asm = "shrav_r.ph rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 01111 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 10110 001101")
  public static int shravRPh(Hart hart, int rs, int rt) throws GuestTrap {
    return rightHalves(hart, rt, rs & 15, true);
  }

  /** SHRL.PH: the two halfwords shifted right, unsigned. */
  @Op(asm = "shrl.ph rd, rt, sa", writes = "rd")
  @Encoding("011111 0 sa:4 rt:5 rd:5 11001 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:4 001111 111100")
  public static int shrlPh(Hart hart, int rt, int sa) throws GuestTrap {
    return rightUnsignedHalves(hart, rt, sa);
  }

  /** SHRLV.PH: as {@link #shrlPh}, as far as the low bits of rs say. */
  @Op(asm = "shrlv.ph rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 11011 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01100 010101")
  public static int shrlvPh(Hart hart, int rs, int rt) throws GuestTrap {
    return rightUnsignedHalves(hart, rt, rs & 15);
  }

  /** SHLL_S.W: the word shifted left, saturated. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shll_s.w rd, rt, sa", writes = "rd")
  @Encoding("011111 sa:5 rt:5 rd:5 10100 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 01111 110101")
  public static int shllSW(Hart hart, int rt, int sa) throws GuestTrap {
    return leftWord(hart.dsp(), rt, sa);
  }

  /** SHLLV_S.W: as {@link #shllSW}, as far as the low bits of rs say. */
  @MadeBy(value = Unit.DSP_ALU, writes = MadeBy.State.DSP_OVERFLOW)
  @Op(asm = "shllv_s.w rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10110 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01111 010101")
  public static int shllvSW(Hart hart, int rs, int rt) throws GuestTrap {
    return leftWord(hart.dsp(), rt, rs & 31);
  }

  /** SHRA_R.W: the word shifted right, signed and rounded. */
  @Op(asm = "shra_r.w rd, rt, sa", writes = "rd")
  @Encoding("011111 sa:5 rt:5 rd:5 10101 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 rt:5 sa:5 01011 110101")
  public static int shraRW(Hart hart, int rt, int sa) throws GuestTrap {
    return rightWord(hart, rt, sa);
  }

  /** SHRAV_R.W: as {@link #shraRW}, as far as the low bits of rs say. */
  @Op(asm = "shrav_r.w rd, rt, rs", writes = "rd")
  @Encoding("011111 rs:5 rt:5 rd:5 10111 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01011 010101")
  public static int shravRW(Hart hart, int rs, int rt) throws GuestTrap {
    return rightWord(hart, rt, rs & 31);
  }

  private static int leftBytes(DspState dsp, int value, int by) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int shifted = (value >>> shift & 0xFF) << by;
      result |= dsp.unsigned(shifted, 8, false, DspState.SHIFT) << shift;
    }
    return result;
  }

  private static int rightUnsignedBytes(Hart hart, int value, int by) throws GuestTrap {
    hart.dsp();
    return (value >>> by) & ((0xFF >> by) * 0x01010101);
  }

  private static int rightBytes(Hart hart, int value, int by, boolean round) throws GuestTrap {
    hart.dsp();
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      result |= (right((byte) (value >> shift), by, round) & 0xFF) << shift;
    }
    return result;
  }

  private static int leftHalves(DspState dsp, int value, int by, boolean saturate) {
    return halves(
        dsp.signed((value >> 16) << by, 16, saturate, DspState.SHIFT),
        dsp.signed((short) value << by, 16, saturate, DspState.SHIFT));
  }

  private static int rightHalves(Hart hart, int value, int by, boolean round) throws GuestTrap {
    hart.dsp();
    return halves(right(value >> 16, by, round), right((short) value, by, round));
  }

  private static int rightUnsignedHalves(Hart hart, int value, int by) throws GuestTrap {
    hart.dsp();
    return halves(value >>> 16 >>> by, (value & 0xFFFF) >>> by);
  }

  private static int leftWord(DspState dsp, int value, int by) {
    return dsp.signed((long) value << by, 32, true, DspState.SHIFT);
  }

  private static int rightWord(Hart hart, int value, int by) throws GuestTrap {
    hart.dsp();
    return right(value, by, true);
  }

  private static int right(int value, int by, boolean round) {
    return round && by != 0 ? (int) ((((long) value >> (by - 1)) + 1) >> 1) : value >> by;
  }

  private static int halves(int left, int right) {
    return (left << 16) | (right & 0xFFFF);
  }
}
