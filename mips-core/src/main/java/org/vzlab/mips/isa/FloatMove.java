package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/**
 * Moves between, to and from FPU registers, conditional ones included (MD00086, by mnemonic).
 *
 * <p>Control registers that are not there raise Reserved Instruction.
 */
@MadeBy(Unit.FLOAT_MOVE)
public final class FloatMove {
  private FloatMove() {}

  private static final int FIR = 0;
  private static final int UFR = 1;
  private static final int UNFR = 4;
  private static final int FCCR = 25;
  private static final int FEXR = 26;
  private static final int FENR = 28;
  private static final int FCSR = 31;

  /** MFC1. */
  @MadeBy(Unit.FLOAT_TRANSFER)
  @Op(asm = "mfc1 rt, fs", writes = "rt")
  @Encoding("010001 00000 rt:5 fs:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0010000000 111011")
  public static int mfc1(Hart hart, int fs) throws GuestTrap {
    return FpuAccess.usable(hart).word(fs);
  }

  /** MTC1. */
  @MadeBy(value = Unit.FLOAT_TRANSFER, to = "fs")
  @Op(asm = "mtc1 rt, fs")
  @Encoding("010001 00100 rt:5 fs:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0010100000 111011")
  public static void mtc1(Hart hart, int rt, int fs) throws GuestTrap {
    FpuAccess.usable(hart).word(fs, rt);
  }

  /** MFHC1: the upper half of a 64-bit register. */
  @MadeBy(Unit.FLOAT_TRANSFER)
  @Op(asm = "mfhc1 rt, fs", writes = "rt")
  @Encoding("010001 00011 rt:5 fs:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0011000000 111011")
  public static int mfhc1(Hart hart, int fs) throws GuestTrap {
    return (int) (FpuAccess.pairs(hart, fs).doubleword(fs) >>> 32);
  }

  /** MTHC1: the upper half of a 64-bit register. */
  @MadeBy(value = Unit.FLOAT_TRANSFER, to = "fs")
  @Op(asm = "mthc1 rt, fs")
  @Encoding("010001 00111 rt:5 fs:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0011100000 111011")
  public static void mthc1(Hart hart, int rt, int fs) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs);
    fpu.doubleword(fs, (fpu.doubleword(fs) & 0xFFFFFFFFL) | ((long) rt << 32));
  }

  /** CFC1. UNFR can only be written. */
  @MadeBy(value = Unit.FLOAT_TRANSFER, reads = MadeBy.State.FLOAT)
  @Op(asm = "cfc1 rt, $fs", writes = "rt")
  @Encoding("010001 00010 rt:5 fs:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0001000000 111011")
  public static int cfc1(Hart hart, int fs) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    return switch (fs) {
      case FIR -> Fpu.FIR;
      case UFR -> UserFr.get(hart);
      case FCCR -> fpu.fccr();
      case FEXR -> fpu.fexr();
      case FENR -> fpu.fenr();
      case FCSR -> fpu.fcsr();
      default -> throw hart.traps.raise(ExcCode.RI);
    };
  }

  /**
   * CTC1: raises what it leaves set in both Cause and Enables, after writing. UFR and UNFR take
   * register 0 only.
   */
  @MadeBy(value = Unit.FLOAT_TRANSFER, reads = MadeBy.State.FLOAT, writes = MadeBy.State.CONDITION)
  @Op(asm = "ctc1 rt, $fs")
  @Encoding("010001 00110 rt:5 fs:5 00000000000 number=rt")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 0001100000 111011 number=rt")
  public static void ctc1(Hart hart, int rt, int fs, int number) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    switch (fs) {
      case FIR -> {}
      case UFR -> UserFr.set(hart, number, 0);
      case UNFR -> UserFr.set(hart, number, Status.FR);
      case FCCR -> fpu.fccr(rt);
      case FEXR -> fpu.fexr(rt);
      case FENR -> fpu.fenr(rt);
      case FCSR -> fpu.fcsr(rt);
      default -> throw hart.traps.raise(ExcCode.RI);
    }
    if (fpu.isPending()) {
      throw hart.traps.raise(ExcCode.FPE);
    }
  }

  /** MOVF: if the condition code is clear. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.CONDITION)
  @Op(asm = "movf rd, rs, cc", writes = "rd")
  @Encoding("000000 rs:5 cc:3 00 rd:5 00000 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rd:5 rs:5 cc:3 0000101 111011")
  public static int movf(Hart hart, int rs, int cc, int rd) throws GuestTrap {
    return FpuAccess.usable(hart).condition(cc) ? rd : rs;
  }

  /** MOVF.S: if the condition code is clear. */
  @MadeBy(value = Unit.FLOAT_MOVE, reads = MadeBy.State.CONDITION)
  @Op(asm = "movf.s fd, fs, cc")
  @Encoding("010001 10000 cc:3 00 fs:5 fd:5 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 cc:3 0000000 100000")
  public static void movfS(Hart hart, int cc, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    if (!fpu.condition(cc)) {
      fpu.word(fd, fpu.word(fs));
    }
  }

  /** MOVF.D: if the condition code is clear. */
  @MadeBy(value = Unit.FLOAT_MOVE, reads = MadeBy.State.CONDITION)
  @Op(asm = "movf.d fd, fs, cc")
  @Encoding("010001 10001 cc:3 00 fs:5 fd:5 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 cc:3 0001000 100000")
  public static void movfD(Hart hart, int cc, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    if (!fpu.condition(cc)) {
      fpu.doubleword(fd, fpu.doubleword(fs));
    }
  }

  /** MOVT: if the condition code is set. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.CONDITION)
  @Op(asm = "movt rd, rs, cc", writes = "rd")
  @Encoding("000000 rs:5 cc:3 01 rd:5 00000 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rd:5 rs:5 cc:3 0100101 111011")
  public static int movt(Hart hart, int rs, int cc, int rd) throws GuestTrap {
    return FpuAccess.usable(hart).condition(cc) ? rs : rd;
  }

  /** MOVT.S: if the condition code is set. */
  @MadeBy(value = Unit.FLOAT_MOVE, reads = MadeBy.State.CONDITION)
  @Op(asm = "movt.s fd, fs, cc")
  @Encoding("010001 10000 cc:3 01 fs:5 fd:5 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 cc:3 0000001 100000")
  public static void movtS(Hart hart, int cc, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    if (fpu.condition(cc)) {
      fpu.word(fd, fpu.word(fs));
    }
  }

  /** MOVT.D: if the condition code is set. */
  @MadeBy(value = Unit.FLOAT_MOVE, reads = MadeBy.State.CONDITION)
  @Op(asm = "movt.d fd, fs, cc")
  @Encoding("010001 10001 cc:3 01 fs:5 fd:5 010001")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 fd:5 fs:5 cc:3 0001001 100000")
  public static void movtD(Hart hart, int cc, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    if (fpu.condition(cc)) {
      fpu.doubleword(fd, fpu.doubleword(fs));
    }
  }

  /** MOVZ.S: if rt is 0. */
  @Op(asm = "movz.s fd, fs, rt")
  @Encoding("010001 10000 rt:5 fs:5 fd:5 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 fd:5 00001 111000")
  public static void movzS(Hart hart, int rt, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    if (rt == 0) {
      fpu.word(fd, fpu.word(fs));
    }
  }

  /** MOVZ.D: if rt is 0. */
  @Op(asm = "movz.d fd, fs, rt")
  @Encoding("010001 10001 rt:5 fs:5 fd:5 010010")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 fd:5 00101 111000")
  public static void movzD(Hart hart, int rt, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    if (rt == 0) {
      fpu.doubleword(fd, fpu.doubleword(fs));
    }
  }

  /** MOVN.S: if rt is not 0. */
  @Op(asm = "movn.s fd, fs, rt")
  @Encoding("010001 10000 rt:5 fs:5 fd:5 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 fd:5 00000 111000")
  public static void movnS(Hart hart, int rt, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.usable(hart);
    if (rt != 0) {
      fpu.word(fd, fpu.word(fs));
    }
  }

  /** MOVN.D: if rt is not 0. */
  @Op(asm = "movn.d fd, fs, rt")
  @Encoding("010001 10001 rt:5 fs:5 fd:5 010011")
  @Encoding(isa = Isa.MICROMIPS, value = "010101 rt:5 fs:5 fd:5 00100 111000")
  public static void movnD(Hart hart, int rt, int fs, int fd) throws GuestTrap {
    Fpu fpu = FpuAccess.pairs(hart, fs | fd);
    if (rt != 0) {
      fpu.doubleword(fd, fpu.doubleword(fs));
    }
  }
}
