package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestAccess;
import org.vzlab.mips.cp0.GuestAccess.Answer;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.SrsCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** Moves between general registers and those of CP0, hardware and other sets (MD00086, MD00847). */
public final class PrivilegedRegister {
  private static final int CPU_NUM = 0;
  private static final int SYNCI_STEP = 1;
  private static final int CC = 2;
  private static final int CC_RES = 3;
  private static final int ULR = 29;

  /** Bytes in a cache line of this core (Config1.IL and DL). */
  private static final int CACHE_LINE = 16;

  private PrivilegedRegister() {}

  /** MFC0. A number that names no register reads 0. */
  @MadeBy(Unit.COP0)
  @Op(asm = "mfc0 rt, $c0[, sel]", writes = "rt")
  @Encoding("010000 00000 rt:5 c0:5 00000000 sel:3")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 c0:5 00 sel:3 00011 111100")
  public static int mfc0(Hart hart, int c0, int sel) throws GuestTrap {
    PrivilegedAccess.requireCp0(hart);
    Cp0Register register = Cp0Register.of(c0, sel);
    if (hart.inGuest() && GuestAccess.read(register, hart.root) != Answer.ALLOWED) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
    return register == null ? 0 : hart.registers.read(register, PrivilegedAccess.self(hart));
  }

  /** MTC0. A number that names no register takes the value and forgets it. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "mtc0 rt, $c0[, sel]")
  @Encoding("010000 00100 rt:5 c0:5 00000000 sel:3")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 c0:5 00 sel:3 01011 111100")
  public static void mtc0(Hart hart, int rt, int c0, int sel) throws GuestTrap {
    PrivilegedAccess.requireCp0(hart);
    Cp0Register register = Cp0Register.of(c0, sel);
    if (hart.inGuest()) {
      int old = register == null ? 0 : hart.guest.get(register);
      switch (GuestAccess.write(register, old, rt, hart.root)) {
        case GPSI -> throw hart.traps.raiseExit(GuestExit.GPSI);
        case GSFC -> throw hart.traps.raiseExit(GuestExit.GSFC);
        case ALLOWED -> {}
      }
    }
    if (register != null) {
      hart.registers.write(register, rt, PrivilegedAccess.self(hart));
    }
  }

  /** DI: Status as it was, and no interrupts. */
  @MadeBy(value = Unit.COP0, writes = MadeBy.State.COP0)
  @Op(asm = "di [rt]", writes = "rt")
  @Encoding("010000 01011 rt:5 01100 00000 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rt:5 0100011101 111100")
  public static int di(Hart hart) throws GuestTrap {
    return setInterruptEnable(hart, 0);
  }

  /** EI: Status as it was, and interrupts. */
  @MadeBy(value = Unit.COP0, writes = MadeBy.State.COP0)
  @Op(asm = "ei [rt]", writes = "rt")
  @Encoding("010000 01011 rt:5 01100 00000 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 rt:5 0101011101 111100")
  public static int ei(Hart hart) throws GuestTrap {
    return setInterruptEnable(hart, Status.IE);
  }

  private static int setInterruptEnable(Hart hart, int enable) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    int old = hart.context().get(Cp0Register.STATUS);
    hart.registers.write(
        Cp0Register.STATUS, (old & ~Status.IE) | enable, PrivilegedAccess.self(hart));
    return old;
  }

  /**
   * RDHWR: in user mode only what HWREna allows. Guest.Count is what root gives (GPSI unless GT =
   * 1).
   */
  @MadeBy(Unit.COP0)
  @Op(asm = "rdhwr rt, $hwr", writes = "rt")
  @Encoding("011111 00000 rt:5 hwr:5 00000 111011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 hwr:5 0110101100 111100")
  public static int rdhwr(Hart hart, int hwr) throws GuestTrap {
    int enabled = hart.context().get(Cp0Register.HWRENA);
    if (!PrivilegedAccess.isCp0Usable(hart) && (enabled >>> hwr & 1) == 0) {
      throw hart.traps.raise(ExcCode.RI);
    }
    return switch (hwr) {
      case CPU_NUM -> hart.registers.read(Cp0Register.EBASE, PrivilegedAccess.self(hart)) & 0x3FF;
      case SYNCI_STEP -> CACHE_LINE;
      case CC -> count(hart);
      case CC_RES -> Hart.COUNT_RESOLUTION;
      case ULR -> hart.registers.read(Cp0Register.USER_LOCAL, PrivilegedAccess.self(hart));
      default -> throw hart.traps.raise(ExcCode.RI);
    };
  }

  private static int count(Hart hart) throws GuestTrap {
    if (hart.inGuest() && !hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.GT)) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
    return hart.registers.read(Cp0Register.COUNT, PrivilegedAccess.self(hart));
  }

  /** RDPGPR: a register of the previous set. */
  @MadeBy(Unit.COP0)
  @Op(asm = "rdpgpr rd, $previous", writes = "rd")
  @Encoding("010000 01010 previous:5 rd:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rd:5 previous:5 1110000101 111100")
  public static int rdpgpr(Hart hart, int previous) throws GuestTrap {
    requireShadowSets(hart);
    return hart.sets().previous(previous);
  }

  /** WRPGPR: sets a register of the previous set. */
  @Op(asm = "wrpgpr $previous, rt")
  @Encoding("010000 01110 rt:5 previous:5 00000000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 previous:5 rt:5 1111000101 111100")
  public static void wrpgpr(Hart hart, int previous, int rt) throws GuestTrap {
    requireShadowSets(hart);
    hart.sets().previous(previous, rt);
  }

  private static void requireShadowSets(Hart hart) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    if (hart.inGuest() && SrsCtl.hss(hart.guest.get(Cp0Register.SRS_CTL)) == 0) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
  }
}
