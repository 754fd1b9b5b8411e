package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Calculator;
import org.vzlab.mips.fpu.Format;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * FPU conversions to integers in a rounding mode of their own (MD00086, by mnemonic). See {@link
 * FloatConvert}.
 */
@MadeBy(Unit.FLOAT_TO_INTEGER)
public final class FloatRound {
  private FloatRound() {}

  /** ROUND.L.S. */
  @Op(asm = "round.l.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0011001100 111011")
  public static void roundLS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 64, Calculator.NEAREST);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** ROUND.L.D. */
  @Op(asm = "round.l.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0111001100 111011")
  public static void roundLD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 64, Calculator.NEAREST);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** ROUND.W.S. */
  @Op(asm = "round.w.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0011101100 111011")
  public static void roundWS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 32, Calculator.NEAREST);
    FpuAccess.setWord(hart, fd, result);
  }

  /** ROUND.W.D. */
  @Op(asm = "round.w.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0111101100 111011")
  public static void roundWD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 32, Calculator.NEAREST);
    FpuAccess.setWord(hart, fd, result);
  }

  /** TRUNC.L.S. */
  @Op(asm = "trunc.l.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0010001100 111011")
  public static void truncLS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 64, Calculator.ZERO);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** TRUNC.L.D. */
  @Op(asm = "trunc.l.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0110001100 111011")
  public static void truncLD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 64, Calculator.ZERO);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** TRUNC.W.S. */
  @Op(asm = "trunc.w.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0010101100 111011")
  public static void truncWS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 32, Calculator.ZERO);
    FpuAccess.setWord(hart, fd, result);
  }

  /** TRUNC.W.D. */
  @Op(asm = "trunc.w.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0110101100 111011")
  public static void truncWD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 32, Calculator.ZERO);
    FpuAccess.setWord(hart, fd, result);
  }

  /** CEIL.L.S. */
  @Op(asm = "ceil.l.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0001001100 111011")
  public static void ceilLS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 64, Calculator.UP);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** CEIL.L.D. */
  @Op(asm = "ceil.l.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0101001100 111011")
  public static void ceilLD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 64, Calculator.UP);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** CEIL.W.S. */
  @Op(asm = "ceil.w.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0001101100 111011")
  public static void ceilWS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 32, Calculator.UP);
    FpuAccess.setWord(hart, fd, result);
  }

  /** CEIL.W.D. */
  @Op(asm = "ceil.w.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0101101100 111011")
  public static void ceilWD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 32, Calculator.UP);
    FpuAccess.setWord(hart, fd, result);
  }

  /** FLOOR.L.S. */
  @Op(asm = "floor.l.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000001100 111011")
  public static void floorLS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 64, Calculator.DOWN);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** FLOOR.L.D. */
  @Op(asm = "floor.l.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100001100 111011")
  public static void floorLD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.wide(hart);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 64, Calculator.DOWN);
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** FLOOR.W.S. */
  @Op(asm = "floor.w.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 001111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000101100 111011")
  public static void floorWS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    Calculator calculator = fpu.start();
    long value = fpu.single(fs);
    long result = calculator.toInteger(Format.S, value, 32, Calculator.DOWN);
    FpuAccess.setWord(hart, fd, result);
  }

  /** FLOOR.W.D. */
  @Op(asm = "floor.w.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 001111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100101100 111011")
  public static void floorWD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    Calculator calculator = fpu.start();
    long value = fpu.doubleword(fs);
    long result = calculator.toInteger(Format.D, value, 32, Calculator.DOWN);
    FpuAccess.setWord(hart, fd, result);
  }
}
