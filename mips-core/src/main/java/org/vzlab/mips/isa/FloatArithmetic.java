package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Format;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * FPU arithmetic (MD00086, by mnemonic). ABS, MOV and NEG are not arithmetic (FCSR.ABS2008 = 1):
 * they change or copy bits and raise nothing.
 *
 * <p>RECIP and RSQRT may be less accurate than IEEE 754 in MD00086; here each step is rounded
 * right.
 */
@MadeBy(Unit.FLOAT_ADD)
public final class FloatArithmetic {
  private FloatArithmetic() {}

  private static final long ONE_S = 0x3F800000L;
  private static final long ONE_D = 0x3FF0000000000000L;

  /** ADD.S. */
  @Op(asm = "add.s fd, fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 fd:5 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00000 110000")
  public static void addS(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long result = fpu.start().add(Format.S, fpu.single(fs), fpu.single(ft));
    FpuAccess.setWord(hart, fd, result);
  }

  /** ADD.D. */
  @Op(asm = "add.d fd, fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 fd:5 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00100 110000")
  public static void addD(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | ft | fd);
    long result = fpu.start().add(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** SUB.S. */
  @Op(asm = "sub.s fd, fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 fd:5 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00001 110000")
  public static void subS(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long result = fpu.start().sub(Format.S, fpu.single(fs), fpu.single(ft));
    FpuAccess.setWord(hart, fd, result);
  }

  /** SUB.D. */
  @Op(asm = "sub.d fd, fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 fd:5 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00101 110000")
  public static void subD(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | ft | fd);
    long result = fpu.start().sub(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** MUL.S. */
  @MadeBy(Unit.FLOAT_MULTIPLY_S)
  @Op(asm = "mul.s fd, fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 fd:5 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00010 110000")
  public static void mulS(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long result = fpu.start().mul(Format.S, fpu.single(fs), fpu.single(ft));
    FpuAccess.setWord(hart, fd, result);
  }

  /** MUL.D. */
  @MadeBy(Unit.FLOAT_MULTIPLY_D)
  @Op(asm = "mul.d fd, fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 fd:5 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00110 110000")
  public static void mulD(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | ft | fd);
    long result = fpu.start().mul(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** DIV.S. */
  @MadeBy(Unit.FLOAT_DIVIDE_S)
  @Op(asm = "div.s fd, fs, ft")
  @Encoding("010001 10000 ft:5 fs:5 fd:5 000011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00011 110000")
  public static void divS(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long result = fpu.start().div(Format.S, fpu.single(fs), fpu.single(ft));
    FpuAccess.setWord(hart, fd, result);
  }

  /** DIV.D. */
  @MadeBy(Unit.FLOAT_DIVIDE_D)
  @Op(asm = "div.d fd, fs, ft")
  @Encoding("010001 10001 ft:5 fs:5 fd:5 000011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 00111 110000")
  public static void divD(Hart hart, int fs, int ft, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | ft | fd);
    long result = fpu.start().div(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** SQRT.S. */
  @MadeBy(Unit.FLOAT_DIVIDE_S)
  @Op(asm = "sqrt.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000101000 111011")
  public static void sqrtS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    FpuAccess.setWord(hart, fd, fpu.start().sqrt(Format.S, fpu.single(fs)));
  }

  /** RECIP.S: 1 divided by fs. */
  @MadeBy(Unit.FLOAT_RECIP_S)
  @Op(asm = "recip.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 010101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0001001000 111011")
  public static void recipS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    FpuAccess.setWord(hart, fd, fpu.start().div(Format.S, ONE_S, fpu.single(fs)));
  }

  /** RSQRT.S: 1 divided by the rounded square root. */
  @MadeBy(Unit.FLOAT_RSQRT_S)
  @Op(asm = "rsqrt.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 010110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000001000 111011")
  public static void rsqrtS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long root = fpu.start().sqrt(Format.S, fpu.single(fs));
    FpuAccess.setWord(hart, fd, fpu.calculator.div(Format.S, ONE_S, root));
  }

  /** ABS.S. */
  @Op(asm = "abs.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 000101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000001101 111011")
  public static void absS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    fpu.word(fd, fpu.word(fs) & ~Integer.MIN_VALUE);
  }

  /** MOV.S. */
  @MadeBy(Unit.FLOAT_MOVE)
  @Op(asm = "mov.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 000110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000000001 111011")
  public static void movS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    fpu.word(fd, fpu.word(fs));
  }

  /** NEG.S. */
  @Op(asm = "neg.s fd, fs")
  @Encoding("010001 10000 00000 fs:5 fd:5 000111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0000101101 111011")
  public static void negS(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    fpu.word(fd, fpu.word(fs) ^ Integer.MIN_VALUE);
  }

  /** SQRT.D. */
  @MadeBy(Unit.FLOAT_DIVIDE_D)
  @Op(asm = "sqrt.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100101000 111011")
  public static void sqrtD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    FpuAccess.setDoubleword(hart, fd, fpu.start().sqrt(Format.D, fpu.doubleword(fs)));
  }

  /** RECIP.D: 1 divided by fs. */
  @MadeBy(Unit.FLOAT_RECIP_D)
  @Op(asm = "recip.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 010101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0101001000 111011")
  public static void recipD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    FpuAccess.setDoubleword(hart, fd, fpu.start().div(Format.D, ONE_D, fpu.doubleword(fs)));
  }

  /** RSQRT.D: 1 divided by the rounded square root. */
  @MadeBy(Unit.FLOAT_RSQRT_D)
  @Op(asm = "rsqrt.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 010110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0100001000 111011")
  public static void rsqrtD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    long root = fpu.start().sqrt(Format.D, fpu.doubleword(fs));
    FpuAccess.setDoubleword(hart, fd, fpu.calculator.div(Format.D, ONE_D, root));
  }

  /** ABS.D. */
  @Op(asm = "abs.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 000101")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0010001101 111011")
  public static void absD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    fpu.doubleword(fd, fpu.doubleword(fs) & ~Long.MIN_VALUE);
  }

  /** MOV.D. */
  @MadeBy(Unit.FLOAT_MOVE)
  @Op(asm = "mov.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 000110")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0010000001 111011")
  public static void movD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    fpu.doubleword(fd, fpu.doubleword(fs));
  }

  /** NEG.D. */
  @Op(asm = "neg.d fd, fs")
  @Encoding("010001 10001 00000 fs:5 fd:5 000111")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 0010101101 111011")
  public static void negD(Hart hart, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    fpu.doubleword(fd, fpu.doubleword(fs) ^ Long.MIN_VALUE);
  }
}
