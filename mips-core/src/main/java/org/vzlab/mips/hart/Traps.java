package org.vzlab.mips.hart;

import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.IntCtl;
import org.vzlab.mips.cp0.SrsCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.Faults;
import org.vzlab.mips.timing.Stall;

/**
 * Exceptions: what is being raised and who hears of it, the way into the handler ({@link
 * ExceptionEntry}), and ERET, IRET and DERET. Exits from a guest are those of MD00847.
 */
public final class Traps implements Faults {
  private final Hart hart;
  private final Raised raised = new Raised();
  private final ExceptionEntry entry;
  private final InterruptInput interrupts;
  private final AutomatedPrologue prologue;

  Traps(Hart hart, InterruptInput interrupts) {
    this.hart = hart;
    this.interrupts = interrupts;
    entry = new ExceptionEntry(hart, raised);
    prologue = new AutomatedPrologue(hart);
  }

  /** Every exception and interrupt taken, in both contexts. */
  public TraceChannel<ExceptionTaken> trace() {
    return entry.trace();
  }

  /** The same before it is taken. */
  public TraceChannel<ExceptionBegun> beginTrace() {
    return entry.beginTrace();
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
    raised.exit = reason;
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
    raised.unit = coprocessor;
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
    raised.breakpoint = true;
    return trap;
  }

  /** Raises Machine Check for a TLB write that would match twice: Root.Status.TS says so. */
  public GuestTrap raiseMachineCheck() {
    hart.root.replace(Cp0Register.STATUS, Status.TS, Status.TS);
    return raise(ExcCode.MCHECK, true);
  }

  @Override
  public GuestTrap addressError(int va, Access access) {
    GuestTrap trap = raise(access == Access.STORE ? ExcCode.ADES : ExcCode.ADEL, !hart.inGuest());
    raised.hasAddress = true;
    raised.address = va;
    raised.atFetch = access == Access.FETCH;
    return trap;
  }

  @Override
  public GuestTrap tlbFault(
      boolean root, ExcCode faultCode, int faultAddress, boolean noEntry, Access access) {
    GuestTrap trap = raise(faultCode, root);
    raised.exit = root && hart.inGuest() ? GuestExit.GPA : null;
    raised.hasAddress = true;
    raised.address = faultAddress;
    raised.fromTlb = true;
    raised.refill = noEntry;
    raised.atFetch = access == Access.FETCH;
    return trap;
  }

  @Override
  public GuestTrap watch(Access access) {
    GuestTrap trap = raise(ExcCode.WATCH, true);
    raised.atFetch = access == Access.FETCH;
    return trap;
  }

  /**
   * Takes the Watch exception that Root.Cause.WP has kept, as soon as root's EXL, ERL and DM are
   * all clear: if ERET has cleared the last of them for a guest, before the guest's next
   * instruction. Software clears WP (MD00091 "Cause").
   *
   * @return whether it has been taken
   */
  boolean deferredWatch() {
    if (!hart.root.has(Cp0Register.CAUSE, Cause.WP)
        || hart.root.has(Cp0Register.STATUS, Status.EXL | Status.ERL)
        || hart.inDebugMode()) {
      return false;
    }
    raise(ExcCode.WATCH, true);
    enter(0, 0);
    return true;
  }

  /** A bus error is root's affair even if a guest's access meets it, as tinyVP expects. */
  @Override
  public GuestTrap busError(Access access) {
    GuestTrap trap = raise(access == Access.FETCH ? ExcCode.IBE : ExcCode.DBE, true);
    raised.atFetch = access == Access.FETCH;
    return trap;
  }

  private GuestTrap raise(ExcCode code, boolean inRoot) {
    raised.begin(code, inRoot);
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
    if (raised.breakpoint || hart.inDebugMode()) {
      entry.enterDebugMode();
      return;
    }
    entry.showCause(word, branch);
    commit(entry.vectorOffset(), SrsCtl.ess(raised.context(hart).get(Cp0Register.SRS_CTL)));
  }

  /** Takes an NMI. */
  void nmi() {
    raise(ExcCode.INT, true);
    entry.nmi();
  }

  /**
   * Takes the interrupt that is requested of the guest, or of root. A guest's is what root has put
   * into GuestCtl2, whose GRIPL becomes 0; GVEC is a byte offset from Guest.EBase (tinyVP's guests
   * prove it).
   */
  void interrupt(boolean ofGuest) {
    raise(ExcCode.INT, !ofGuest);
    Cp0 context = raised.context(hart);
    if (ExceptionEntry.isVectored(context) && AutomatedPrologue.isOn(context)) {
      takeWithPrologue(context, ofGuest);
      return;
    }
    accept(context, ofGuest);
    if (ExceptionEntry.isVectored(context)) {
      commit(interrupts.vectorOffset(ofGuest), interrupts.shadowSet(ofGuest));
    } else {
      commit(ExceptionEntry.interruptOffset(context), SrsCtl.ess(context.get(Cp0Register.SRS_CTL)));
    }
  }

  /** Cause.RIPL and SRSCtl.EICSS take what is requested. */
  private void accept(Cp0 context, boolean ofGuest) {
    context.replace(Cp0Register.CAUSE, Cause.RIPL, interrupts.level(ofGuest) << Cause.RIPL_SHIFT);
    context.replace(Cp0Register.SRS_CTL, SrsCtl.EICSS, interrupts.shadowSet(ofGuest) << 18);
    interrupts.taken(ofGuest);
  }

  private void takeWithPrologue(Cp0 context, boolean ofGuest) {
    final int from = hart.owner();
    final int resume = hart.pc;
    final int request = hart.root.get(Cp0Register.GUEST_CTL2);
    prologue.remember(context);
    final int offset = interrupts.vectorOffset(ofGuest);
    final int set = interrupts.shadowSet(ofGuest);
    accept(context, ofGuest);
    int vector = entry.commit(offset, set);
    try {
      prologue.save(context);
    } catch (GuestTrap trap) {
      raised.atFetch = true;
      raised.inPrologue = true;
      hart.pc = resume;
      if (ofGuest && raised.toRoot) {
        prologue.undo(context);
        hart.root.set(Cp0Register.GUEST_CTL2, request);
      }
      enter(0, 0);
    }
    if (raised.code == ExcCode.INT) {
      entry.report(from, vector);
    }
    if (ofGuest && context.has(Cp0Register.STATUS, Status.EXL)) {
      hardwareFieldChange();
    }
  }

  /** Enters a handler; root may hear that a guest's Status.EXL has changed by that. */
  private void commit(int vectorOffset, int shadowSet) {
    boolean nested = raised.context(hart).has(Cp0Register.STATUS, Status.EXL);
    int from = hart.owner();
    entry.report(from, entry.commit(vectorOffset, shadowSet));
    if (!raised.toRoot && !nested) {
      hardwareFieldChange();
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

  /**
   * ERET: leaves error or exception level in the context that executes, and with it possibly root
   * for a guest. Clears the LLbit of that context only.
   *
   * @return the address to go on at
   */
  public int eret() {
    return leave(hart.context().get(Cp0Register.STATUS));
  }

  /**
   * IRET: ERET, or the epilogue of an {@link AutomatedPrologue}, or without that the way into the
   * next handler.
   *
   * @return the address to go on at
   */
  public int iret() throws GuestTrap {
    boolean inGuest = hart.inGuest();
    Cp0 context = hart.context();
    int before = context.get(Cp0Register.STATUS);
    if (!AutomatedPrologue.isOn(context)) {
      return leave(before);
    }
    int status = prologue.savedStatus();
    if (!context.has(Cp0Register.INT_CTL, IntCtl.ICE)
        || !ExceptionEntry.isVectored(context)
        || interrupts.level(inGuest) <= Status.ipl(status)) {
      prologue.restore(context, status);
      return leave(before);
    }
    int offset = interrupts.vectorOffset(inGuest);
    accept(context, inGuest);
    prologue.chain(context, status);
    entry.jump(context, offset);
    if (inGuest) {
      hart.crossings.delivered(hart.scheduler.now(), hart.guestId());
    }
    if (inGuest && ((before ^ context.get(Cp0Register.STATUS)) & Status.EXL) != 0) {
      hardwareFieldChange();
    }
    return hart.pc;
  }

  /**
   * @param before Status of the context before the instruction
   */
  private int leave(int before) {
    final int from = hart.pc;
    boolean inGuest = hart.inGuest();
    Cp0 context = hart.context();
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
    returned(from);
    if (inGuest && (before & (Status.EXL | Status.ERL)) == Status.EXL) {
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
    final int from = hart.pc;
    hart.root.replace(Cp0Register.DEBUG, Debug.DM | Debug.IEXI, 0);
    hart.pc = hart.root.get(Cp0Register.DEPC);
    returned(from);
    return hart.pc;
  }

  /** The instruction that returns belongs to the context it leaves, and so does its time. */
  private void returned(int from) {
    final long issued = hart.scheduler.now();
    hart.timing.stall(Stall.EXCEPTION, TimingConstant.ERET);
    hart.sampler.used(from);
    boolean inGuest = hart.inGuest();
    hart.contextChanged();
    if (hart.inGuest() && !inGuest) {
      hart.timing.stall(Stall.EXCEPTION, TimingConstant.GUEST_ENTRY);
      hart.crossings.entered(issued);
    }
  }
}
