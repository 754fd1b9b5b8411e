package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.DspState;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * Moves, multiplications and extractions with the accumulators of the DSP module (MD00374, by
 * mnemonic). The forms of MD00086 with accumulator 0 are those of {@link MultiplyDivide}.
 */
@MadeBy(
    value = Unit.DSP_EXTRACT,
    reads = MadeBy.State.ACCUMULATOR,
    writes = MadeBy.State.DSP_OVERFLOW)
public final class DspAccumulator {
  private DspAccumulator() {}

  /** MFHI: from an accumulator. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mfhi rd, $ac", writes = "rd")
  @Encoding("000000 000 ac:2 00000 rd:5 00000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rd:5 ac:2 00000001 111100")
  public static int mfhi(Hart hart, int ac) throws GuestTrap {
    return hart.dsp().hi(ac);
  }

  /** MFLO: from an accumulator. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mflo rd, $ac", writes = "rd")
  @Encoding("000000 000 ac:2 00000 rd:5 00000 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rd:5 ac:2 01000001 111100")
  public static int mflo(Hart hart, int ac) throws GuestTrap {
    return hart.dsp().lo(ac);
  }

  /** MTHI: to an accumulator. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mthi rs, $ac")
  @Encoding("000000 rs:5 00000 000 ac:2 00000 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 ac:2 10000001 111100")
  public static void mthi(Hart hart, int ac, int rs) throws GuestTrap {
    hart.dsp().hi(ac, rs);
  }

  /** MTLO: to an accumulator. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mtlo rs, $ac")
  @Encoding("000000 rs:5 00000 000 ac:2 00000 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 ac:2 11000001 111100")
  public static void mtlo(Hart hart, int ac, int rs) throws GuestTrap {
    hart.dsp().lo(ac, rs);
  }

  /** MULT: the signed product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mult $ac, rs, rt")
  @Encoding("000000 rs:5 rt:5 000 ac:2 00000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00110010 111100")
  public static void mult(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    hart.dsp().accumulator(ac, (long) rs * rt);
  }

  /** MULTU: the unsigned product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "multu $ac, rs, rt")
  @Encoding("000000 rs:5 rt:5 000 ac:2 00000 011001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01110010 111100")
  public static void multu(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    hart.dsp().accumulator(ac, Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  /** MADD: adds the signed product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "madd $ac, rs, rt")
  @Encoding("011100 rs:5 rt:5 000 ac:2 00000 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00101010 111100")
  public static void madd(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.accumulator(ac, dsp.accumulator(ac) + (long) rs * rt);
  }

  /** MADDU: adds the unsigned product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "maddu $ac, rs, rt")
  @Encoding("011100 rs:5 rt:5 000 ac:2 00000 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01101010 111100")
  public static void maddu(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.accumulator(
        ac, dsp.accumulator(ac) + Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  /** MSUB: subtracts the signed product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "msub $ac, rs, rt")
  @Encoding("011100 rs:5 rt:5 000 ac:2 00000 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10101010 111100")
  public static void msub(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.accumulator(ac, dsp.accumulator(ac) - (long) rs * rt);
  }

  /** MSUBU: subtracts the unsigned product, in an accumulator. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "msubu $ac, rs, rt")
  @Encoding("011100 rs:5 rt:5 000 ac:2 00000 000101")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11101010 111100")
  public static void msubu(Hart hart, int ac, int rs, int rt) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.accumulator(
        ac, dsp.accumulator(ac) - Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  /** EXTR.W: the low word of the shifted accumulator. */
  @Op(asm = "extr.w rt, $ac, shift", writes = "rt")
  @Encoding("011111 shift:5 rt:5 000 ac:2 00000 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 shift:5 ac:2 00111001 111100")
  public static int extrW(Hart hart, int ac, int shift) throws GuestTrap {
    return word(hart.dsp(), ac, shift);
  }

  /** EXTRV.W: the low word of the shifted accumulator, shifted as rs says. */
  @Op(asm = "extrv.w rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00001 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 00111010 111100")
  public static int extrvW(Hart hart, int ac, int rs) throws GuestTrap {
    return word(hart.dsp(), ac, rs & 31);
  }

  /** EXTR_R.W: the low word of the shifted accumulator, rounded. */
  @Op(asm = "extr_r.w rt, $ac, shift", writes = "rt")
  @Encoding("011111 shift:5 rt:5 000 ac:2 00100 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 shift:5 ac:2 01111001 111100")
  public static int extrRW(Hart hart, int ac, int shift) throws GuestTrap {
    return roundedWord(hart.dsp(), ac, shift, false);
  }

  /** EXTRV_R.W: the low word of the shifted accumulator, rounded, shifted as rs says. */
  @Op(asm = "extrv_r.w rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00101 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 01111010 111100")
  public static int extrvRW(Hart hart, int ac, int rs) throws GuestTrap {
    return roundedWord(hart.dsp(), ac, rs & 31, false);
  }

  /** EXTR_RS.W: the shifted accumulator, rounded and saturated. */
  @Op(asm = "extr_rs.w rt, $ac, shift", writes = "rt")
  @Encoding("011111 shift:5 rt:5 000 ac:2 00110 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 shift:5 ac:2 10111001 111100")
  public static int extrRsW(Hart hart, int ac, int shift) throws GuestTrap {
    return roundedWord(hart.dsp(), ac, shift, true);
  }

  /** EXTRV_RS.W: the shifted accumulator, rounded and saturated, shifted as rs says. */
  @Op(asm = "extrv_rs.w rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00111 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10111010 111100")
  public static int extrvRsW(Hart hart, int ac, int rs) throws GuestTrap {
    return roundedWord(hart.dsp(), ac, rs & 31, true);
  }

  /** EXTR_S.H: the shifted accumulator, saturated to a halfword. */
  @Op(asm = "extr_s.h rt, $ac, shift", writes = "rt")
  @Encoding("011111 shift:5 rt:5 000 ac:2 01110 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 shift:5 ac:2 11111001 111100")
  public static int extrSH(Hart hart, int ac, int shift) throws GuestTrap {
    return half(hart.dsp(), ac, shift);
  }

  /** EXTRV_S.H: the shifted accumulator, saturated to a halfword, shifted as rs says. */
  @Op(asm = "extrv_s.h rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01111 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11111010 111100")
  public static int extrvSH(Hart hart, int ac, int rs) throws GuestTrap {
    return half(hart.dsp(), ac, rs & 31);
  }

  /** EXTP: length + 1 bits of the accumulator, of which pos is the uppermost. */
  @MadeBy(
      value = Unit.DSP_EXTRACT,
      reads = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION},
      writes = MadeBy.State.DSP_POSITION)
  @Op(asm = "extp rt, $ac, length", writes = "rt")
  @Encoding("011111 length:5 rt:5 000 ac:2 00010 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 length:5 ac:2 10011001 111100")
  public static int extp(Hart hart, int ac, int length) throws GuestTrap {
    return bits(hart.dsp(), ac, length, false);
  }

  /** EXTPV: rs + 1 bits of the accumulator, of which pos is the uppermost. */
  @MadeBy(
      value = Unit.DSP_EXTRACT,
      reads = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION},
      writes = MadeBy.State.DSP_POSITION)
  @Op(asm = "extpv rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 00011 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 10100010 111100")
  public static int extpv(Hart hart, int ac, int rs) throws GuestTrap {
    return bits(hart.dsp(), ac, rs & 31, false);
  }

  /**
   * EXTPDP: length + 1 bits of the accumulator, of which pos is the uppermost; pos goes on to the
   * next.
   */
  @MadeBy(
      value = Unit.DSP_EXTRACT,
      reads = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION},
      writes = MadeBy.State.DSP_POSITION)
  @Op(asm = "extpdp rt, $ac, length", writes = "rt")
  @Encoding("011111 length:5 rt:5 000 ac:2 01010 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 length:5 ac:2 11011001 111100")
  public static int extpdp(Hart hart, int ac, int length) throws GuestTrap {
    return bits(hart.dsp(), ac, length, true);
  }

  /**
   * EXTPDPV: rs + 1 bits of the accumulator, of which pos is the uppermost; pos goes on to the
   * next.
   */
  @MadeBy(
      value = Unit.DSP_EXTRACT,
      reads = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION},
      writes = MadeBy.State.DSP_POSITION)
  @Op(asm = "extpdpv rt, $ac, rs", writes = "rt")
  @Encoding("011111 rs:5 rt:5 000 ac:2 01011 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 ac:2 11100010 111100")
  public static int extpdpv(Hart hart, int ac, int rs) throws GuestTrap {
    return bits(hart.dsp(), ac, rs & 31, true);
  }

  /** SHILO: shifts right, filling with zeros, or left if negative. */
  @MadeBy(
      value = Unit.DSP_SHIFT,
      reads = MadeBy.State.ACCUMULATOR,
      writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "shilo $ac, shift")
  @Encoding("011111 shift:s6 0000 000 ac:2 11010 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 0000 shift:s6 ac:2 00000000 011101")
  public static void shilo(Hart hart, int ac, int shift) throws GuestTrap {
    shift(hart.dsp(), ac, shift);
  }

  /** SHILOV: as {@link #shilo}, by the low six bits of rs. */
  @MadeBy(
      value = Unit.DSP_SHIFT,
      reads = MadeBy.State.ACCUMULATOR,
      writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "shilov $ac, rs")
  @Encoding("011111 rs:5 00000 000 ac:2 11011 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 ac:2 01001001 111100")
  public static void shilov(Hart hart, int ac, int rs) throws GuestTrap {
    shift(hart.dsp(), ac, rs << 26 >> 26);
  }

  /**
   * MTHLIP: LO to HI, rs to LO, and pos up by 32. Above 32, where MD00374 says UNPREDICTABLE, pos
   * stays.
   */
  @MadeBy(
      value = Unit.DSP_SHIFT,
      reads = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION},
      writes = {MadeBy.State.ACCUMULATOR, MadeBy.State.DSP_POSITION})
  @Op(asm = "mthlip rs, $ac")
  @Encoding("011111 rs:5 00000 000 ac:2 11111 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 ac:2 00001001 111100")
  public static void mthlip(Hart hart, int ac, int rs) throws GuestTrap {
    DspState dsp = hart.dsp();
    dsp.hi(ac, dsp.lo(ac));
    dsp.lo(ac, rs);
    if (dsp.pos() <= 32) {
      dsp.pos(dsp.pos() + 32);
    }
  }

  private static int word(DspState dsp, int ac, int shift) {
    int result = (int) (dsp.accumulator(ac) >> shift);
    roundedWord(dsp, ac, shift, false);
    return result;
  }

  /** An overflow before rounding counts as well, and so does one of rounding in EXTR.W. */
  private static int roundedWord(DspState dsp, int ac, int shift, boolean saturate) {
    long shifted = dsp.accumulator(ac) >> shift;
    dsp.signed(shifted, 32, false, DspState.EXTRACT);
    long half = shift == 0 ? 0 : dsp.accumulator(ac) >> (shift - 1) & 1;
    return dsp.signed(shifted + half, 32, saturate, DspState.EXTRACT);
  }

  private static int half(DspState dsp, int ac, int shift) {
    return dsp.signed(dsp.accumulator(ac) >> shift, 16, true, DspState.EXTRACT);
  }

  /** The result of an extraction that fails, UNPREDICTABLE in MD00374, is 0. */
  private static int bits(DspState dsp, int ac, int size, boolean decrement) {
    int lowest = dsp.pos() - size;
    dsp.extractFailed(lowest < 0);
    if (lowest < 0) {
      return 0;
    }
    if (decrement) {
      dsp.pos(lowest - 1);
    }
    return (int) (dsp.accumulator(ac) >>> lowest) & -1 >>> (31 - size);
  }

  private static void shift(DspState dsp, int ac, int shift) {
    long value = dsp.accumulator(ac);
    dsp.accumulator(ac, shift < 0 ? value << -shift : value >>> shift);
  }
}
