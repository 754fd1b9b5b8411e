package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Format;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * FPU comparisons (MD00086, C.cond.fmt). The condition's bits 0 to 2 say whether it is true of what
 * is unordered, equal and less, as {@link org.vzlab.mips.fpu.Calculator#compare} numbers them; bit
 * 3 whether quiet NaNs are invalid.
 */
@MadeBy(value = Unit.FLOAT_COMPARE, writes = MadeBy.State.CONDITION)
public final class FloatCompare {
  private FloatCompare() {}

  private static final int SIGNALS = 8;

  /** C.F.S. */
  @Op(asm = "c.f.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000000 111100")
  public static void fS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 0);
  }

  /** C.F.D. */
  @Op(asm = "c.f.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010000 111100")
  public static void fD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 0);
  }

  /** C.UN.S. */
  @Op(asm = "c.un.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000001 111100")
  public static void unS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 1);
  }

  /** C.UN.D. */
  @Op(asm = "c.un.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010001 111100")
  public static void unD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 1);
  }

  /** C.EQ.S. */
  @Op(asm = "c.eq.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000010 111100")
  public static void eqS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 2);
  }

  /** C.EQ.D. */
  @Op(asm = "c.eq.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010010 111100")
  public static void eqD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 2);
  }

  /** C.UEQ.S. */
  @Op(asm = "c.ueq.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000011 111100")
  public static void ueqS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 3);
  }

  /** C.UEQ.D. */
  @Op(asm = "c.ueq.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010011 111100")
  public static void ueqD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 3);
  }

  /** C.OLT.S. */
  @Op(asm = "c.olt.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000100 111100")
  public static void oltS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 4);
  }

  /** C.OLT.D. */
  @Op(asm = "c.olt.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010100 111100")
  public static void oltD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 4);
  }

  /** C.ULT.S. */
  @Op(asm = "c.ult.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000101 111100")
  public static void ultS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 5);
  }

  /** C.ULT.D. */
  @Op(asm = "c.ult.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010101 111100")
  public static void ultD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 5);
  }

  /** C.OLE.S. */
  @Op(asm = "c.ole.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000110 111100")
  public static void oleS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 6);
  }

  /** C.OLE.D. */
  @Op(asm = "c.ole.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010110 111100")
  public static void oleD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 6);
  }

  /** C.ULE.S. */
  @Op(asm = "c.ule.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 0111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0000111 111100")
  public static void uleS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 7);
  }

  /** C.ULE.D. */
  @Op(asm = "c.ule.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 0111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0010111 111100")
  public static void uleD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 7);
  }

  /** C.SF.S. */
  @Op(asm = "c.sf.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001000 111100")
  public static void sfS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 8);
  }

  /** C.SF.D. */
  @Op(asm = "c.sf.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011000 111100")
  public static void sfD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 8);
  }

  /** C.NGLE.S. */
  @Op(asm = "c.ngle.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001001 111100")
  public static void ngleS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 9);
  }

  /** C.NGLE.D. */
  @Op(asm = "c.ngle.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011001 111100")
  public static void ngleD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 9);
  }

  /** C.SEQ.S. */
  @Op(asm = "c.seq.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001010 111100")
  public static void seqS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 10);
  }

  /** C.SEQ.D. */
  @Op(asm = "c.seq.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011010 111100")
  public static void seqD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 10);
  }

  /** C.NGL.S. */
  @Op(asm = "c.ngl.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001011 111100")
  public static void nglS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 11);
  }

  /** C.NGL.D. */
  @Op(asm = "c.ngl.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011011 111100")
  public static void nglD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 11);
  }

  /** C.LT.S. */
  @Op(asm = "c.lt.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001100 111100")
  public static void ltS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 12);
  }

  /** C.LT.D. */
  @Op(asm = "c.lt.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011100 111100")
  public static void ltD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 12);
  }

  /** C.NGE.S. */
  @Op(asm = "c.nge.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001101 111100")
  public static void ngeS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 13);
  }

  /** C.NGE.D. */
  @Op(asm = "c.nge.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011101 111100")
  public static void ngeD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 13);
  }

  /** C.LE.S. */
  @Op(asm = "c.le.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001110 111100")
  public static void leS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 14);
  }

  /** C.LE.D. */
  @Op(asm = "c.le.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011110 111100")
  public static void leD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 14);
  }

  /** C.NGT.S. */
  @Op(asm = "c.ngt.s [cc,] fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 cc:3 00 11 1111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0001111 111100")
  public static void ngtS(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareS(hart, fs, ft, cc, 15);
  }

  /** C.NGT.D. */
  @Op(asm = "c.ngt.d [cc,] fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 cc:3 00 11 1111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 cc:3 0011111 111100")
  public static void ngtD(Hart hart, int fs, int ft, int cc) throws GuestTrap {
    compareD(hart, fs, ft, cc, 15);
  }

  private static void compareS(Hart hart, int fs, int ft, int cc, int condition) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    boolean signals = (condition & SIGNALS) != 0;
    int order = fpu.start().compare(Format.S, fpu.single(fs), fpu.single(ft), signals);
    FpuAccess.end(hart);
    fpu.condition(cc, (condition & order) != 0);
  }

  private static void compareD(Hart hart, int fs, int ft, int cc, int condition) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | ft);
    boolean signals = (condition & SIGNALS) != 0;
    int order = fpu.start().compare(Format.D, fpu.doubleword(fs), fpu.doubleword(ft), signals);
    FpuAccess.end(hart);
    fpu.condition(cc, (condition & order) != 0);
  }
}
