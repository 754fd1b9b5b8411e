package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.fpu.Format;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * FPU multiplications with an addition (MD00086, by mnemonic). They are not fused: the product is
 * rounded, then the sum, with the exceptions of both. The negation of a NaN changes its sign.
 */
@MadeBy(Unit.FLOAT_MULTIPLY_S)
public final class FloatMultiplyAdd {
  private FloatMultiplyAdd() {}

  private static final long SIGN_S = 0x80000000L;
  private static final long SIGN_D = Long.MIN_VALUE;

  /** MADD.S: fs times ft, plus fr. */
  @Op(asm = "madd.s fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 100 000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 000001")
  public static void maddS(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long product = fpu.start().mul(Format.S, fpu.single(fs), fpu.single(ft));
    long result = fpu.calculator.add(Format.S, product, fpu.single(fr));
    FpuAccess.setWord(hart, fd, result);
  }

  /** MADD.D: fs times ft, plus fr. */
  @MadeBy(Unit.FLOAT_MULTIPLY_D)
  @Op(asm = "madd.d fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 100 001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 001001")
  public static void maddD(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fr | ft | fs | fd);
    long product = fpu.start().mul(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    long result = fpu.calculator.add(Format.D, product, fpu.doubleword(fr));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** MSUB.S: fs times ft, minus fr. */
  @Op(asm = "msub.s fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 101 000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 100001")
  public static void msubS(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long product = fpu.start().mul(Format.S, fpu.single(fs), fpu.single(ft));
    long result = fpu.calculator.sub(Format.S, product, fpu.single(fr));
    FpuAccess.setWord(hart, fd, result);
  }

  /** MSUB.D: fs times ft, minus fr. */
  @MadeBy(Unit.FLOAT_MULTIPLY_D)
  @Op(asm = "msub.d fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 101 001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 101001")
  public static void msubD(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fr | ft | fs | fd);
    long product = fpu.start().mul(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    long result = fpu.calculator.sub(Format.D, product, fpu.doubleword(fr));
    FpuAccess.setDoubleword(hart, fd, result);
  }

  /** NMADD.S: fs times ft, plus fr, negated. */
  @Op(asm = "nmadd.s fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 110 000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 000010")
  public static void nmaddS(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long product = fpu.start().mul(Format.S, fpu.single(fs), fpu.single(ft));
    long result = fpu.calculator.add(Format.S, product, fpu.single(fr));
    FpuAccess.setWord(hart, fd, result ^ SIGN_S);
  }

  /** NMADD.D: fs times ft, plus fr, negated. */
  @MadeBy(Unit.FLOAT_MULTIPLY_D)
  @Op(asm = "nmadd.d fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 110 001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 001010")
  public static void nmaddD(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fr | ft | fs | fd);
    long product = fpu.start().mul(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    long result = fpu.calculator.add(Format.D, product, fpu.doubleword(fr));
    FpuAccess.setDoubleword(hart, fd, result ^ SIGN_D);
  }

  /** NMSUB.S: fs times ft, minus fr, negated. */
  @Op(asm = "nmsub.s fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 111 000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 100010")
  public static void nmsubS(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    long product = fpu.start().mul(Format.S, fpu.single(fs), fpu.single(ft));
    long result = fpu.calculator.sub(Format.S, product, fpu.single(fr));
    FpuAccess.setWord(hart, fd, result ^ SIGN_S);
  }

  /** NMSUB.D: fs times ft, minus fr, negated. */
  @MadeBy(Unit.FLOAT_MULTIPLY_D)
  @Op(asm = "nmsub.d fd, fr, fs, ft")
  @Encoding("010011 fr:5 ft:5 fs:5 fd:5 111 001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 ft:5 fs:5 fd:5 fr:5 101010")
  public static void nmsubD(Hart hart, int fr, int ft, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fr | ft | fs | fd);
    long product = fpu.start().mul(Format.D, fpu.doubleword(fs), fpu.doubleword(ft));
    long result = fpu.calculator.sub(Format.D, product, fpu.doubleword(fr));
    FpuAccess.setDoubleword(hart, fd, result ^ SIGN_D);
  }
}
