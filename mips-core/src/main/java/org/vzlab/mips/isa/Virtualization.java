package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.Unit;

/** The instructions of the Virtualization Module (MD00847): root's, and the guest's HYPCALL. */
public final class Virtualization {
  private Virtualization() {}

  /** HYPCALL: in root a Reserved Instruction. */
  @Op(asm = "hypcall [code]")
  @Encoding("010000 1 0000 code:10 00000 101000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 code:10 1100001101 111100")
  public static void hypcall(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireCp0(hart);
    throw hart.inGuest() ? hart.traps.raiseExit(GuestExit.HC) : hart.traps.raise(ExcCode.RI);
  }

  /** MFGC0: what the guest has not reads 0. */
  @MadeBy(Unit.COP0)
  @Op(asm = "mfgc0 rt, $c0[, sel]", writes = "rt")
  @Encoding("010000 00011 rt:5 c0:5 00000000 sel:3")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 c0:5 00 sel:3 10011 111100")
  public static int mfgc0(Hart hart, int c0, int sel) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    Cp0Register register = Cp0Register.of(c0, sel);
    return register == null ? 0 : hart.registers.read(register, Accessor.ROOT_FOR_GUEST);
  }

  /** MTGC0: what the guest has not is not written. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "mtgc0 rt, $c0[, sel]")
  @Encoding("010000 00011 rt:5 c0:5 01000000 sel:3")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 rt:5 c0:5 00 sel:3 11011 111100")
  public static void mtgc0(Hart hart, int rt, int c0, int sel) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    Cp0Register register = Cp0Register.of(c0, sel);
    if (register != null) {
      hart.registers.write(register, rt, Accessor.ROOT_FOR_GUEST);
    }
  }

  /** TLBGR. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbgr")
  @Encoding("010000 1 0000000000000000000 001001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0001000101 111100")
  public static void tlbgr(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbgr();
  }

  /** TLBGWI. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbgwi")
  @Encoding("010000 1 0000000000000000000 001010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0010000101 111100")
  public static void tlbgwi(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbgwi();
  }

  /** TLBGINV. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbginv")
  @Encoding("010000 1 0000000000000000000 001011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0100000101 111100")
  public static void tlbginv(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbginv();
  }

  /** TLBGINVF. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbginvf")
  @Encoding("010000 1 0000000000000000000 001100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0101000101 111100")
  public static void tlbginvf(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbginvf();
  }

  /** TLBGWR. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbgwr")
  @Encoding("010000 1 0000000000000000000 001110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0011000101 111100")
  public static void tlbgwr(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbgwr();
  }

  /** TLBGP. */
  @MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
  @Op(asm = "tlbgp")
  @Encoding("010000 1 0000000000000000000 010000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0000000101 111100")
  public static void tlbgp(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireRoot(hart);
    hart.tlb.tlbgp();
  }
}
