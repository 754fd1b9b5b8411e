package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Format;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * FPU conversions in the rounding mode of FCSR (MD00086, by mnemonic). What does not fit into an
 * integer, and NaN, are as {@link org.vzlab.mips.fpu.Calculator#toInteger} says. The L format needs
 * Status.FR = 1; without it, which MD00086 calls UNPREDICTABLE, it raises Reserved Instruction.
 */
@MadeBy(Unit.FLOAT_CONVERT)
public final class FloatConvert {
  private FloatConvert() {}

  /** CVT.S.D. */
  @MadeBy(Unit.FLOAT_NARROW)
  @Op(asm = "cvt.s.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0001101101 111011")
  public static void cvtSD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    FpuAccess.setWord(hart, fd, fpu.start().convert(Format.D, Format.S, fpu.doubleword(fs)));
  }

  /** CVT.S.W. */
  @Op(asm = "cvt.s.w fd, fs")
  @Encoding("010001 10100 00000 fs:5 fd:5 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0011101101 111011")
  public static void cvtSW(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    FpuAccess.setWord(hart, fd, fpu.start().fromInteger(Format.S, fpu.word(fs)));
  }

  /** CVT.S.L. */
  @Op(asm = "cvt.s.l fd, fs")
  @Encoding("010001 10101 00000 fs:5 fd:5 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0101101101 111011")
  public static void cvtSL(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    FpuAccess.setWord(hart, fd, fpu.start().fromInteger(Format.S, fpu.doubleword(fs)));
  }

  /** CVT.D.S. */
  @Op(asm = "cvt.d.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 100001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0001001101 111011")
  public static void cvtDS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fd);
    FpuAccess.setDoubleword(hart, fd, fpu.start().convert(Format.S, Format.D, fpu.single(fs)));
  }

  /** CVT.D.W. */
  @Op(asm = "cvt.d.w fd, fs")
  @Encoding("010001 10100 00000 fs:5 fd:5 100001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0011001101 111011")
  public static void cvtDW(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fd);
    FpuAccess.setDoubleword(hart, fd, fpu.start().fromInteger(Format.D, fpu.word(fs)));
  }

  /** CVT.D.L. */
  @Op(asm = "cvt.d.l fd, fs")
  @Encoding("010001 10101 00000 fs:5 fd:5 100001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0101001101 111011")
  public static void cvtDL(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    FpuAccess.setDoubleword(hart, fd, fpu.start().fromInteger(Format.D, fpu.doubleword(fs)));
  }

  /** CVT.W.S. */
  @MadeBy(Unit.FLOAT_TO_INTEGER)
  @Op(asm = "cvt.w.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 100100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000100100 111011")
  public static void cvtWS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    FpuAccess.setWord(hart, fd, fpu.start().toInteger(Format.S, fpu.single(fs), 32));
  }

  /** CVT.W.D. */
  @MadeBy(Unit.FLOAT_TO_INTEGER)
  @Op(asm = "cvt.w.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 100100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100100100 111011")
  public static void cvtWD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    FpuAccess.setWord(hart, fd, fpu.start().toInteger(Format.D, fpu.doubleword(fs), 32));
  }

  /** CVT.L.S. */
  @MadeBy(Unit.FLOAT_TO_INTEGER)
  @Op(asm = "cvt.l.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 100101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000000100 111011")
  public static void cvtLS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    FpuAccess.setDoubleword(hart, fd, fpu.start().toInteger(Format.S, fpu.single(fs), 64));
  }

  /** CVT.L.D. */
  @MadeBy(Unit.FLOAT_TO_INTEGER)
  @Op(asm = "cvt.l.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 100101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100000100 111011")
  public static void cvtLD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    FpuAccess.setDoubleword(hart, fd, fpu.start().toInteger(Format.D, fpu.doubleword(fs), 64));
  }
}
