package org.vzlab.mips.isa;

import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * The multiply/divide unit and its registers HI and LO (MD00086, by mnemonic).
 *
 * <p>The forms with an accumulator other than 0 belong to the DSP module: {@link DspAccumulator}.
 */
public final class MultiplyDivide {
  private MultiplyDivide() {}

  /**
   * DIV: quotient to LO, remainder to HI. MD00086 leaves the result of a division by 0
   * UNPREDICTABLE; here it is that of the shift-and-subtract dividers of MIPS cores: remainder rs,
   * quotient -1, or 1 if rs is negative. -2^31 / -1 is -2^31, remainder 0.
   */
  @MadeBy(Unit.DIVIDE)
  @Op(asm = "div zero, rs, rt")
  @Encoding("000000 rs:5 rt:5 0000000000 011010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1010101100 111100")
  public static void div(Hart hart, int rs, int rt) {
    hart.pipeline.divide(Math.abs(rs), true);
    if (rt == 0) {
      hart.lo = rs < 0 ? 1 : -1;
      hart.hi = rs;
    } else {
      hart.lo = rs / rt;
      hart.hi = rs % rt;
    }
  }

  /** DIVU: as {@link #div} of unsigned numbers; the quotient of a division by 0 is 2^32 - 1. */
  @MadeBy(Unit.DIVIDE)
  @Op(asm = "divu zero, rs, rt")
  @Encoding("000000 rs:5 rt:5 0000000000 011011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1011101100 111100")
  public static void divu(Hart hart, int rs, int rt) {
    hart.pipeline.divide(rs, false);
    if (rt == 0) {
      hart.lo = -1;
      hart.hi = rs;
    } else {
      hart.lo = Integer.divideUnsigned(rs, rt);
      hart.hi = Integer.remainderUnsigned(rs, rt);
    }
  }

  /** MADD: adds the signed product to HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "madd rs, rt")
  @Encoding("011100 rs:5 rt:5 0000000000 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1100101100 111100")
  public static void madd(Hart hart, int rs, int rt) {
    accumulate(hart, accumulator(hart) + (long) rs * rt);
  }

  /** MADDU: adds the unsigned product to HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "maddu rs, rt")
  @Encoding("011100 rs:5 rt:5 0000000000 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1101101100 111100")
  public static void maddu(Hart hart, int rs, int rt) {
    accumulate(hart, accumulator(hart) + Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  /** MSUB: subtracts the signed product from HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "msub rs, rt")
  @Encoding("011100 rs:5 rt:5 0000000000 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1110101100 111100")
  public static void msub(Hart hart, int rs, int rt) {
    accumulate(hart, accumulator(hart) - (long) rs * rt);
  }

  /** MSUBU: subtracts the unsigned product from HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "msubu rs, rt")
  @Encoding("011100 rs:5 rt:5 0000000000 000101")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1111101100 111100")
  public static void msubu(Hart hart, int rs, int rt) {
    accumulate(hart, accumulator(hart) - Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  /** MFHI. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mfhi rd", writes = "rd")
  @Encoding("000000 0000000000 rd:5 00000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rd:5 0000110101 111100")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 10000 rd:5")
  public static int mfhi(Hart hart) {
    return hart.hi;
  }

  /** MFLO. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mflo rd", writes = "rd")
  @Encoding("000000 0000000000 rd:5 00000 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rd:5 0001110101 111100")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 10010 rd:5")
  public static int mflo(Hart hart) {
    return hart.lo;
  }

  /** MTHI. LO stays as it was, which MD00086 leaves UNPREDICTABLE in some orders. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mthi rs")
  @Encoding("000000 rs:5 000000000000000 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 0010110101 111100")
  public static void mthi(Hart hart, int rs) {
    hart.hi = rs;
  }

  /** MTLO. HI stays as it was, as for {@link #mthi}. */
  @MadeBy(value = Unit.ACCUMULATOR, reads = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mtlo rs")
  @Encoding("000000 rs:5 000000000000000 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rs:5 0011110101 111100")
  public static void mtlo(Hart hart, int rs) {
    hart.lo = rs;
  }

  /**
   * MUL: the low word of the product. HI and LO, UNPREDICTABLE after it in MD00086, stay as they
   * were.
   */
  @MadeBy(Unit.MULTIPLY_GPR)
  @Op(asm = "mul rd, rs, rt", writes = "rd")
  @Encoding("011100 rs:5 rt:5 rd:5 00000 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 rd:5 01000 010000")
  public static int mul(int rs, int rt) {
    return rs * rt;
  }

  /** MULT: the signed product in HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "mult rs, rt")
  @Encoding("000000 rs:5 rt:5 0000000000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1000101100 111100")
  public static void mult(Hart hart, int rs, int rt) {
    accumulate(hart, (long) rs * rt);
  }

  /** MULTU: the unsigned product in HI and LO. */
  @MadeBy(value = Unit.MULTIPLY, writes = MadeBy.State.ACCUMULATOR)
  @Op(asm = "multu rs, rt")
  @Encoding("000000 rs:5 rt:5 0000000000 011001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 rs:5 1001101100 111100")
  public static void multu(Hart hart, int rs, int rt) {
    accumulate(hart, Integer.toUnsignedLong(rs) * Integer.toUnsignedLong(rt));
  }

  private static long accumulator(Hart hart) {
    return (long) hart.hi << 32 | Integer.toUnsignedLong(hart.lo);
  }

  private static void accumulate(Hart hart, long value) {
    hart.hi = (int) (value >>> 32);
    hart.lo = (int) value;
  }
}
