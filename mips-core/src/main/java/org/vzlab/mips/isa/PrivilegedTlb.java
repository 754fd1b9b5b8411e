package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.timing.Unit;

/** The TLB instructions of the context that executes (MD00086, MD00847). */
@MadeBy(value = Unit.COP0_CHANGE, writes = MadeBy.State.COP0)
public final class PrivilegedTlb {
  private PrivilegedTlb() {}

  private static void requireWritten(Hart hart, int conflict) throws GuestTrap {
    if (conflict != Tlb.NONE) {
      throw hart.traps.raiseMachineCheck();
    }
  }

  /** TLBR. */
  @Op(asm = "tlbr")
  @Encoding("010000 1 0000000000000000000 000001")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0001001101 111100")
  public static void tlbr(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    hart.tlb.tlbr(hart.inGuest());
  }

  /** TLBWI. */
  @Op(asm = "tlbwi")
  @Encoding("010000 1 0000000000000000000 000010")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0010001101 111100")
  public static void tlbwi(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    requireWritten(hart, hart.tlb.tlbwi(hart.inGuest()));
  }

  /**
   * TLBINV. Config4.IE does not announce it and TLBINVF; they are executed all the same, because
   * whether the core lacks them is not documented.
   */
  @Op(asm = "tlbinv")
  @Encoding("010000 1 0000000000000000000 000011")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0100001101 111100")
  public static void tlbinv(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    hart.tlb.tlbinv(hart.inGuest());
  }

  /** TLBINVF. */
  @Op(asm = "tlbinvf")
  @Encoding("010000 1 0000000000000000000 000100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0101001101 111100")
  public static void tlbinvf(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    hart.tlb.tlbinvf(hart.inGuest());
  }

  /** TLBWR. */
  @Op(asm = "tlbwr")
  @Encoding("010000 1 0000000000000000000 000110")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0011001101 111100")
  public static void tlbwr(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    requireWritten(hart, hart.tlb.tlbwr(hart.inGuest()));
  }

  /** TLBP. */
  @Op(asm = "tlbp")
  @Encoding("010000 1 0000000000000000000 001000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0000001101 111100")
  public static void tlbp(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireTlb(hart);
    hart.tlb.tlbp(hart.inGuest());
  }
}
