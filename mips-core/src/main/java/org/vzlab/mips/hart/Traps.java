package org.vzlab.mips.hart;

import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.SrsCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.Faults;

/**
 * Exceptions: what is being raised, the entry into the handler, and ERET. The only writer of
 * Status.EXL, Cause, EPC and what goes with them. Entry is that of MD00091 chapter "Exceptions",
 * for root's registers or the guest's; exits from a guest are those of MD00847, debug exceptions
 * and DERET those of MD00047 without a probe. GuestCtl0.GM is not touched: Root.Status.EXL or
 * Debug.DM is what ends guest mode.
 */
public final class Traps implements Faults {
  private static final int BEV_BASE = 0xBFC00200;
  private static final int REFILL = 0;
  private static final int GENERAL = 0x180;
  private static final int INTERRUPT = 0x200;
  private static final int DEBUG_VECTOR = 0xBFC00480;
  private static final int VS = 0x3E0;

  /** Config3.ISAOnExc: the instruction set of handlers. */
  private static final int ISA_ON_EXC = 16;

  private static final int NESTED_EXL = 1 << 1;
  private static final int NESTED_ERL = 1 << 2;

  private final Hart hart;
  private final TraceChannel<ExceptionTaken> trace = new TraceChannel<>();

  // What has been raised last.
  private ExcCode code = ExcCode.INT;
  private boolean toRoot;
  private GuestExit exit;
  private int unit;
  private boolean hasAddress;
  private int address;
  private boolean fromTlb;
  private boolean refill;
  private boolean atFetch;
  private boolean breakpoint;

  Traps(Hart hart) {
    this.hart = hart;
  }

  /** Every exception and interrupt taken, in both contexts. */
  public TraceChannel<ExceptionTaken> trace() {
    return trace;
  }

  /**
   * Raises an exception in the context that executes; to be thrown by the caller, as in {@code
   * throw hart.traps.raise(ExcCode.OV)}. A guest's Reserved Instruction goes to root if
   * GuestCtl0.RI says so.
   */
  public GuestTrap raise(ExcCode code) {
    if (code == ExcCode.RI
        && hart.inGuest()
        && hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.RI)) {
      return raiseExit(GuestExit.GRR);
    }
    return raise(code, !hart.inGuest());
  }

  /** Raises a guest exit to root. */
  public GuestTrap raiseExit(GuestExit reason) {
    GuestTrap trap = raise(ExcCode.GE, true);
    exit = reason;
    return trap;
  }

  /**
   * Raises Coprocessor Unusable: in the guest if the guest has not enabled the unit, otherwise in
   * root.
   */
  public GuestTrap raiseUnusable(int coprocessor) {
    int enable = Status.CU0 << coprocessor;
    boolean guests = hart.inGuest() && !hart.guest.has(Cp0Register.STATUS, enable);
    GuestTrap trap = raise(ExcCode.CPU, !guests);
    unit = coprocessor;
    return trap;
  }

  /**
   * Raises DSP ASE State Disabled: in the guest if the guest has not enabled the DSP, otherwise in
   * root.
   */
  public GuestTrap raiseDspDisabled() {
    boolean guests = hart.inGuest() && !hart.guest.has(Cp0Register.STATUS, Status.MX);
    return raise(ExcCode.DSPDIS, !guests);
  }

  /** Raises Debug Breakpoint, which is root's in every mode. */
  public GuestTrap raiseDebugBreakpoint() {
    GuestTrap trap = raise(ExcCode.BP, true);
    breakpoint = true;
    return trap;
  }

  @Override
  public GuestTrap addressError(int va, Access access) {
    GuestTrap trap = raise(access == Access.STORE ? ExcCode.ADES : ExcCode.ADEL, !hart.inGuest());
    hasAddress = true;
    address = va;
    atFetch = access == Access.FETCH;
    return trap;
  }

  @Override
  public GuestTrap tlbFault(
      boolean root, ExcCode faultCode, int faultAddress, boolean noEntry, Access access) {
    GuestTrap trap = raise(faultCode, root);
    exit = root && hart.inGuest() ? GuestExit.GPA : null;
    hasAddress = true;
    address = faultAddress;
    fromTlb = true;
    refill = noEntry;
    atFetch = access == Access.FETCH;
    return trap;
  }

  /** A bus error is root's affair even if a guest's access meets it, as tinyVP expects. */
  @Override
  public GuestTrap busError(Access access) {
    GuestTrap trap = raise(access == Access.FETCH ? ExcCode.IBE : ExcCode.DBE, true);
    atFetch = access == Access.FETCH;
    return trap;
  }

  private GuestTrap raise(ExcCode raised, boolean inRoot) {
    code = raised;
    toRoot = inRoot;
    exit = null;
    unit = 0;
    hasAddress = false;
    fromTlb = false;
    refill = false;
    atFetch = false;
    breakpoint = false;
    return GuestTrap.INSTANCE;
  }

  /**
   * Enters the handler of what was raised last: writes the context's CP0 registers and sets {@link
   * Hart#pc}.
   *
   * @param word the instruction that raised it
   * @param branch the branch in whose delay slot it stands, if {@link Hart#inDelaySlot}
   */
  public void enter(int word, int branch) {
    if (breakpoint || hart.inDebugMode()) {
      enterDebugMode();
      return;
    }
    Cp0 context = toRoot ? hart.root : hart.guest;
    if (code.showsInstruction() && exit != GuestExit.GHFC) {
      if (!atFetch) {
        context.set(Cp0Register.BAD_INSTR, word);
      }
      if (hart.inDelaySlot) {
        context.set(Cp0Register.BAD_INSTR_P, branch);
      }
    }
    if (hasAddress) {
      context.set(Cp0Register.BAD_VADDR, address);
    }
    if (fromTlb) {
      context.replace(Cp0Register.CONTEXT, TlbFields.BAD_VPN2, address >>> 9);
      context.replace(Cp0Register.ENTRY_HI, TlbFields.VPN2, address);
    }
    boolean nested = context.has(Cp0Register.STATUS, Status.EXL);
    int offset = refill && !nested ? REFILL : GENERAL;
    int set = SrsCtl.ess(context.get(Cp0Register.SRS_CTL));
    commit(context, base(context) + offset, offset, set);
  }

  /**
   * A debug exception, or any exception in debug mode, which stays in it. Nothing but Debug and
   * DEPC changes. DExcCode, undefined after a debug exception, is Bp then.
   */
  private void enterDebugMode() {
    final int from = hart.guestId();
    final boolean fromGuest = hart.inGuest();
    boolean fromDebugMode = hart.inDebugMode();
    hart.root.replace(
        Cp0Register.DEBUG,
        Debug.DM | Debug.IEXI | Debug.DBD | Debug.DBP | Debug.DEXC_CODE,
        Debug.DM
            | Debug.IEXI
            | (hart.inDelaySlot ? Debug.DBD : 0)
            | (fromDebugMode ? 0 : Debug.DBP)
            | code.code() << Debug.DEXC_CODE_SHIFT);
    int resume = hart.inDelaySlot ? hart.branchPc : hart.pc;
    hart.root.set(Cp0Register.DEPC, resume);
    if (fromGuest) {
      hart.usage.exited(from, ExitReason.DEBUG);
    }
    hart.pc = handler(hart.root, DEBUG_VECTOR);
    hart.inDelaySlot = false;
    hart.contextChanged();
    report(hart.root, from, resume, DEBUG_VECTOR);
  }

  /** Takes the interrupt that the controller requests of root. */
  void interrupt(int ripl, int vectorOffset, int shadowSet) {
    raise(ExcCode.INT, true);
    commitInterrupt(hart.root, ripl, vectorOffset, shadowSet);
  }

  /**
   * Delivers the interrupt that root has put into GuestCtl2, whose GRIPL becomes 0. GVEC is a byte
   * offset from Guest.EBase (tinyVP's guests prove it).
   */
  void guestInterrupt() {
    int request = hart.root.get(Cp0Register.GUEST_CTL2);
    hart.root.replace(Cp0Register.GUEST_CTL2, GuestCtl.GRIPL, 0);
    raise(ExcCode.INT, false);
    int set = (request & GuestCtl.GEICSS) >>> 18;
    commitInterrupt(hart.guest, GuestCtl.gripl(request), request & GuestCtl.GVEC, set);
  }

  private void commitInterrupt(Cp0 context, int ripl, int vectorOffset, int shadowSet) {
    context.replace(Cp0Register.CAUSE, Cause.RIPL, ripl << Cause.RIPL_SHIFT);
    context.replace(Cp0Register.SRS_CTL, SrsCtl.EICSS, shadowSet << 18);
    int set = SrsCtl.ess(context.get(Cp0Register.SRS_CTL));
    int offset = INTERRUPT;
    if (!context.has(Cp0Register.CAUSE, Cause.IV)) {
      offset = GENERAL;
    } else if (!context.has(Cp0Register.STATUS, Status.BEV)
        && context.has(Cp0Register.INT_CTL, VS)) {
      offset = vectorOffset;
      set = shadowSet;
    }
    commit(context, base(context) + offset, offset, set);
  }

  /** A vector with the ISA mode of the context's handlers. */
  private static int handler(Cp0 context, int vector) {
    return vector | (context.get(Cp0Register.CONFIG3) >>> ISA_ON_EXC & 1);
  }

  private static int base(Cp0 context) {
    return context.has(Cp0Register.STATUS, Status.BEV)
        ? BEV_BASE
        : context.get(Cp0Register.EBASE) & 0xFFFFF000;
  }

  /**
   * Writes Status, Cause, EPC, NestedExc, NestedEPC and SRSCtl of the context and goes on there.
   */
  private void commit(Cp0 context, int vector, int vectorOffset, int shadowSet) {
    final int from = hart.guestId();
    final boolean fromGuest = hart.inGuest();
    int status = context.get(Cp0Register.STATUS);
    int resume = hart.inDelaySlot ? hart.branchPc : hart.pc;
    context.set(
        Cp0Register.NESTED_EXC,
        ((status & Status.EXL) != 0 ? NESTED_EXL : 0)
            | ((status & Status.ERL) != 0 ? NESTED_ERL : 0));
    context.set(Cp0Register.NESTED_EPC, resume);
    if ((status & Status.EXL) == 0) {
      context.set(Cp0Register.EPC, resume);
      context.replace(Cp0Register.CAUSE, Cause.BD, hart.inDelaySlot ? Cause.BD : 0);
      if ((status & (Status.BEV | Status.ERL)) == 0) {
        changeSet(context, shadowSet);
      }
    }
    context.replace(
        Cp0Register.CAUSE, Cause.EXC_CODE | Cause.CE, code.code() << 2 | unit << Cause.CE_SHIFT);
    context.set(Cp0Register.STATUS, status | Status.EXL);
    if (toRoot) {
      enterRoot(from, fromGuest, vectorOffset);
    }
    hart.pc = handler(context, vector);
    hart.inDelaySlot = false;
    hart.contextChanged();
    report(context, from, context.get(Cp0Register.EPC), vector);
    if (!toRoot && (status & Status.EXL) == 0) {
      hardwareFieldChange();
    }
  }

  private void enterRoot(int from, boolean fromGuest, int vectorOffset) {
    if (exit != null) {
      hart.root.replace(Cp0Register.GUEST_CTL0, GuestCtl.GEXC_CODE, exit.code() << 2);
    }
    if (fromGuest) {
      hart.usage.exited(from, ExitReason.of(code, exit, refill));
    }
    hart.rootEntered(vectorOffset);
  }

  /** PSS takes the old set, CSS the new one, if the context has more than one. */
  private static void changeSet(Cp0 context, int shadowSet) {
    int srsCtl = context.get(Cp0Register.SRS_CTL);
    if (SrsCtl.hss(srsCtl) != 0) {
      context.replace(
          Cp0Register.SRS_CTL, SrsCtl.PSS | SrsCtl.CSS, SrsCtl.css(srsCtl) << 6 | shadowSet);
    }
  }

  /**
   * Raises Guest Hardware Field Change, if root wants to hear of it, after hardware has changed
   * Guest.Status.EXL: EPC is where the guest goes on.
   */
  private void hardwareFieldChange() {
    if (hart.root.has(Cp0Register.GUEST_CTL0, GuestCtl.MC)
        && !hart.root.has(Cp0Register.GUEST_CTL0_EXT, GuestCtl.FCD)) {
      raiseExit(GuestExit.GHFC);
      enter(0, 0);
    }
  }

  private void report(Cp0 context, int from, int epc, int vector) {
    if (trace.isOn()) {
      trace.emit(
          new ExceptionTaken(
              hart.scheduler.now(),
              from,
              context == hart.guest,
              code,
              exit == null ? -1 : exit.code(),
              epc,
              context.get(Cp0Register.BAD_VADDR),
              context.get(Cp0Register.BAD_INSTR),
              vector));
    }
  }

  /**
   * ERET: leaves error or exception level in the context that executes, and with it possibly root
   * for a guest. Clears the LLbit of that context only.
   *
   * @return the address to go on at
   */
  public int eret() {
    boolean inGuest = hart.inGuest();
    Cp0 context = inGuest ? hart.guest : hart.root;
    int status = context.get(Cp0Register.STATUS);
    hart.mmu.clearLink(inGuest);
    if ((status & Status.ERL) != 0) {
      context.set(Cp0Register.STATUS, status & ~Status.ERL);
      hart.pc = context.get(Cp0Register.ERROR_EPC);
    } else {
      context.set(Cp0Register.STATUS, status & ~Status.EXL);
      hart.pc = context.get(Cp0Register.EPC);
      int srsCtl = context.get(Cp0Register.SRS_CTL);
      if ((status & Status.BEV) == 0 && SrsCtl.hss(srsCtl) != 0) {
        context.replace(Cp0Register.SRS_CTL, SrsCtl.CSS, SrsCtl.pss(srsCtl));
      }
    }
    hart.contextChanged();
    if (inGuest && (status & (Status.EXL | Status.ERL)) == Status.EXL) {
      hardwareFieldChange();
    }
    return hart.pc;
  }

  /**
   * DERET: leaves debug mode. LLbit stays as it is.
   *
   * @return the address to go on at
   */
  public int deret() {
    hart.root.replace(Cp0Register.DEBUG, Debug.DM | Debug.IEXI, 0);
    hart.pc = hart.root.get(Cp0Register.DEPC);
    hart.contextChanged();
    return hart.pc;
  }
}
