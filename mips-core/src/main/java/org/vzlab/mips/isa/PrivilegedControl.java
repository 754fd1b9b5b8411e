package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.CacheInstructions;
import org.vzlab.mips.timing.Unit;

/** Exceptions on purpose, the way back from them, waiting, hazards and caches (MD00086). */
@SuppressWarnings("DoNotCallSuggester") // Generated code calls what always raises.
public final class PrivilegedControl {
  private static final int HIT_INVALIDATE = 4;
  private static final int HIT_WRITEBACK = 6;
  private static final int PRIMARY_CACHES = 2;

  private PrivilegedControl() {}

  /** SYSCALL. */
  @Op(asm = "syscall [code]")
  @Encoding("000000 code:20 001100")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 code:10 1000101101 111100")
  public static void syscall(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.SYS);
  }

  /** BREAK. */
  @Op(asm = "break [code[, code2]]")
  @Encoding("000000 code:10 code2:10 001101")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 code:10 code2:10 000111")
  @Encoding(isa = Isa.MICROMIPS, asm = "break [code]", value = "010001 101000 code:4")
  public static void breakpoint(Hart hart) throws GuestTrap {
    throw hart.traps.raise(ExcCode.BP);
  }

  /** SDBBP: a debug exception, in every mode; in debug mode an exception of that. */
  @Op(asm = "sdbbp [code]")
  @Encoding("011100 code:20 111111")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 code:10 1101101101 111100")
  @Encoding(isa = Isa.MICROMIPS, asm = "sdbbp [code]", value = "010001 101100 code:4")
  public static void sdbbp(Hart hart) throws GuestTrap {
    throw hart.traps.raiseDebugBreakpoint();
  }

  /** DERET: outside debug mode a Reserved Instruction, which a guest always is. */
  @Op(asm = "deret", flow = Flow.RESUME)
  @Encoding("010000 1 0000000000000000000 011111")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 1110001101 111100")
  public static int deret(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireCp0(hart);
    if (!hart.inDebugMode()) {
      throw hart.traps.raise(ExcCode.RI);
    }
    PrivilegedAccess.requireOutsideDelaySlot(hart);
    return hart.traps.deret();
  }

  /** IRET (MD00641): ERET as long as IntCtl.APE is 0. */
  @Op(asm = "iret", flow = Flow.RESUME)
  @Encoding("010000 1 0000000000000000000 111000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 1101001101 111100")
  public static int iret(Hart hart) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    PrivilegedAccess.requireOutsideDelaySlot(hart);
    return hart.traps.iret();
  }

  /** ERET. */
  @Op(asm = "eret", flow = Flow.RESUME)
  @Encoding("010000 1 0000000000000000000 011000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 1111001101 111100")
  public static int eret(Hart hart) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    PrivilegedAccess.requireOutsideDelaySlot(hart);
    return hart.traps.eret();
  }

  /** WAIT: in a guest always GPSI, so that root can schedule. */
  @Op(asm = "wait [code]")
  @Encoding("010000 1 code:19 100000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 code:10 1001001101 111100")
  public static void await(Hart hart) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    if (hart.inGuest()) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
    hart.await();
  }

  /** EHB has nothing to clear: every write to CP0 takes effect at once. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.COP0)
  @Op(asm = "ehb")
  @Encoding("000000 00000 00000 00000 00011 000000")
  @Encoding(isa = Isa.MICROMIPS, value = "000000 00000 00000 0001100000 000000")
  public static void ehb() {}

  /** CACHE. */
  @Op(asm = "cache op, offset(base)")
  @Encoding("101111 base:5 op:5 offset:s16")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 op:5 base:5 0110 offset:s12")
  public static void cache(Hart hart, int op, int base, int offset) throws GuestTrap {
    PrivilegedAccess.requirePrivilege(hart);
    int operation = op >>> 2;
    if (hart.inGuest() && !isGuests(hart, op & 3, operation)) {
      throw hart.traps.raiseExit(GuestExit.GPSI);
    }
    int address = base + offset;
    boolean translated = CacheInstructions.isTranslated(op);
    hart.mmu.cacheInstructions.cache(
        op, translated ? hart.mmu.translate(address, Access.CACHE) : address);
  }

  /** Hit operations with CG, index invalidations with CGI too; GPSI otherwise (MD00847). */
  private static boolean isGuests(Hart hart, int cache, int operation) {
    if (cache >= PRIMARY_CACHES || !hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.CG)) {
      return false;
    }
    return operation == 0
        ? hart.root.has(Cp0Register.GUEST_CTL0_EXT, GuestCtl.CGI)
        : operation >= HIT_INVALIDATE && operation <= HIT_WRITEBACK;
  }

  /** Every other word of coprocessor 0, MFHC0 and MTHC0 included, which this core does not have. */
  @Op(asm = "cop0 function")
  @Encoding("010000 function:26")
  public static void cop0(Hart hart) throws GuestTrap {
    PrivilegedAccess.requireCp0(hart);
    throw hart.traps.raise(ExcCode.RI);
  }
}
