package org.vzlab.mips.hart;

import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.IntCtl;
import org.vzlab.mips.cp0.SrsCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;

/**
 * What the processor does when it takes what has been raised: the only writer of Status.EXL, Cause,
 * EPC and what goes with them. Entry is that of MD00091 chapter "Exceptions", for root's registers
 * or the guest's; that into debug mode is of MD00047 without a probe. GuestCtl0.GM is not touched:
 * Root.Status.EXL or Debug.DM is what ends guest mode.
 */
final class ExceptionEntry {
  private static final int BEV_BASE = 0xBFC00200;
  private static final int REFILL = 0;
  private static final int GENERAL = 0x180;
  private static final int INTERRUPT = 0x200;
  private static final int DEBUG_VECTOR = 0xBFC00480;

  /** Config3.ISAOnExc: the instruction set of handlers. */
  private static final int ISA_ON_EXC = 16;

  private static final int NESTED_EXL = 1 << 1;
  private static final int NESTED_ERL = 1 << 2;

  private final Hart hart;
  private final Raised raised;
  private final TraceChannel<ExceptionTaken> trace = new TraceChannel<>();
  private final TraceChannel<ExceptionBegun> beginTrace = new TraceChannel<>();

  ExceptionEntry(Hart hart, Raised raised) {
    this.hart = hart;
    this.raised = raised;
  }

  TraceChannel<ExceptionTaken> trace() {
    return trace;
  }

  TraceChannel<ExceptionBegun> beginTrace() {
    return beginTrace;
  }

  private void begin(int owner) {
    if (beginTrace.isOn()) {
      beginTrace.emit(new ExceptionBegun(hart.scheduler.now(), owner));
    }
  }

  /** Whether the vector of an interrupt is what the controller says (EIC mode). */
  static boolean isVectored(Cp0 context) {
    return context.has(Cp0Register.CAUSE, Cause.IV)
        && !context.has(Cp0Register.STATUS, Status.BEV)
        && context.has(Cp0Register.INT_CTL, IntCtl.VS);
  }

  /** The offset of the vector of an interrupt that is not {@link #isVectored}. */
  static int interruptOffset(Cp0 context) {
    return context.has(Cp0Register.CAUSE, Cause.IV) ? INTERRUPT : GENERAL;
  }

  /** The offset of the vector of anything else. */
  int vectorOffset() {
    return raised.refill && !raised.context(hart).has(Cp0Register.STATUS, Status.EXL)
        ? REFILL
        : GENERAL;
  }

  /**
   * Writes the registers that say what an instruction did wrong.
   *
   * @param word the instruction
   * @param branch the branch in whose delay slot it stands, if {@link Hart#inDelaySlot}
   */
  void showCause(int word, int branch) {
    Cp0 context = raised.context(hart);
    if (raised.showsInstruction()) {
      if (!raised.atFetch) {
        context.set(Cp0Register.BAD_INSTR, word);
      }
      if (hart.inDelaySlot) {
        context.set(Cp0Register.BAD_INSTR_P, branch);
      }
    }
    if (raised.hasAddress) {
      context.set(Cp0Register.BAD_VADDR, raised.address);
    }
    if (raised.fromTlb) {
      hart.timing.account.count(Tally.TLB_EXCEPTION);
      context.replace(Cp0Register.CONTEXT, TlbFields.BAD_VPN2, raised.address >>> 9);
      context.replace(Cp0Register.ENTRY_HI, TlbFields.VPN2, raised.address);
    }
  }

  /**
   * Writes Status, Cause, EPC, NestedExc, NestedEPC and SRSCtl of the context and goes on at the
   * vector.
   *
   * @return the vector, for {@link #report}
   */
  int commit(int vectorOffset, int shadowSet) {
    final int from = hart.owner();
    final boolean fromGuest = hart.inGuest();
    begin(from);
    final long time = hart.scheduler.now();
    Cp0 context = raised.context(hart);
    int vector = base(context) + vectorOffset;
    int status = context.get(Cp0Register.STATUS);
    int resume = resume();
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
        Cp0Register.CAUSE,
        Cause.EXC_CODE | Cause.CE | Cause.AP,
        raised.code.code() << 2
            | raised.unit << Cause.CE_SHIFT
            | (raised.inPrologue ? Cause.AP : 0));
    context.set(Cp0Register.STATUS, status | Status.EXL);
    if (raised.toRoot) {
      enterRoot(from, fromGuest, vectorOffset);
    }
    goOn(context, vector);
    if (raised.code == ExcCode.INT) {
      hart.timing.stall(Stall.EXCEPTION, TimingConstant.INTERRUPT);
    }
    if (fromGuest && raised.toRoot) {
      hart.timing.stall(Stall.EXCEPTION, TimingConstant.GUEST_EXIT);
    }
    if (from != 0 && raised.toRoot) {
      hart.crossings.left(time, from, reason());
    } else if (fromGuest && raised.code == ExcCode.INT) {
      hart.crossings.delivered(time, from);
    }
    return vector;
  }

  /** Tells the listeners what has been committed; {@code from} was executing. */
  void report(int from, int vector) {
    report(from, raised.context(hart).get(Cp0Register.EPC), vector);
  }

  /** Goes on at the vector of an interrupt without entering a handler anew. */
  void jump(Cp0 context, int vectorOffset) {
    goOn(context, base(context) + vectorOffset);
  }

  /**
   * An NMI: begins at the reset vector, in the instruction set that is in force there, at error
   * level. But for Status and ErrorEPC nothing changes (MD00091 "NMI"), GuestCtl0.GM included; a
   * guest has no NMI of its own.
   */
  void nmi() {
    final int from = hart.owner();
    final int resume = resume();
    final boolean fromGuest = hart.inGuest();
    final long time = hart.scheduler.now();
    begin(from);
    if (fromGuest) {
      hart.usage.exited(from, ExitReason.NMI);
    }
    hart.root.replace(
        Cp0Register.STATUS,
        Status.BEV | Status.TS | Status.SR | Status.NMI | Status.ERL,
        Status.BEV | Status.NMI | Status.ERL);
    hart.root.set(Cp0Register.ERROR_EPC, resume);
    hart.sampler.used(hart.pc);
    hart.startup.begin();
    hart.inDelaySlot = false;
    hart.contextChanged();
    hart.timing.stall(Stall.EXCEPTION, TimingConstant.EXCEPTION);
    if (from != 0) {
      hart.crossings.left(time, from, ExitReason.NMI);
    }
    report(from, resume, Hart.RESET_VECTOR);
    hart.startup.nmiTaken();
  }

  private ExitReason reason() {
    return ExitReason.of(raised.code, raised.exit, raised.refill);
  }

  private int resume() {
    return hart.inDelaySlot ? hart.branchPc : hart.pc;
  }

  private void enterRoot(int from, boolean fromGuest, int vectorOffset) {
    if (raised.exit != null) {
      hart.root.replace(Cp0Register.GUEST_CTL0, GuestCtl.GEXC_CODE, raised.exit.code() << 2);
    }
    if (fromGuest) {
      if (reason() == ExitReason.EXCEPTION) {
        throw new IllegalStateException("no guest leaves to root by " + raised.code);
      }
      hart.usage.exited(from, reason());
    }
    hart.interrupts.endWait();
    hart.installedRoot.entered(vectorOffset);
  }

  /** PSS takes the old set, CSS the new one, if the context has more than one. */
  private static void changeSet(Cp0 context, int shadowSet) {
    int srsCtl = context.get(Cp0Register.SRS_CTL);
    if (SrsCtl.hss(srsCtl) != 0) {
      context.replace(
          Cp0Register.SRS_CTL, SrsCtl.PSS | SrsCtl.CSS, SrsCtl.css(srsCtl) << 6 | shadowSet);
    }
  }

  private static int base(Cp0 context) {
    return context.has(Cp0Register.STATUS, Status.BEV)
        ? BEV_BASE
        : context.get(Cp0Register.EBASE) & 0xFFFFF000;
  }

  /** Goes on at a vector, in the instruction set of the context's handlers. */
  private void goOn(Cp0 context, int vector) {
    hart.sampler.used(hart.pc);
    hart.pc = vector | (context.get(Cp0Register.CONFIG3) >>> ISA_ON_EXC & 1);
    hart.inDelaySlot = false;
    hart.contextChanged();
    hart.timing.stall(Stall.EXCEPTION, TimingConstant.EXCEPTION);
  }

  /**
   * A debug exception, or any exception in debug mode, which stays in it. Nothing but Debug and
   * DEPC changes. DExcCode, undefined after a debug exception, is Bp then.
   */
  void enterDebugMode() {
    final int from = hart.owner();
    final boolean fromGuest = hart.inGuest();
    final long time = hart.scheduler.now();
    int resume = resume();
    begin(from);
    hart.root.replace(
        Cp0Register.DEBUG,
        Debug.DM | Debug.IEXI | Debug.DBD | Debug.DBP | Debug.DEXC_CODE,
        Debug.DM
            | Debug.IEXI
            | (hart.inDelaySlot ? Debug.DBD : 0)
            | (hart.inDebugMode() ? 0 : Debug.DBP)
            | raised.code.code() << Debug.DEXC_CODE_SHIFT);
    hart.root.set(Cp0Register.DEPC, resume);
    if (fromGuest) {
      hart.usage.exited(from, ExitReason.DEBUG);
    }
    goOn(hart.root, DEBUG_VECTOR);
    if (from != 0) {
      hart.crossings.left(time, from, ExitReason.DEBUG);
    }
    report(from, resume, DEBUG_VECTOR);
  }

  private void report(int from, int epc, int vector) {
    if (trace.isOn()) {
      Cp0 context = raised.context(hart);
      trace.emit(
          new ExceptionTaken(
              hart.scheduler.now(),
              from,
              !raised.toRoot,
              raised.code,
              raised.exit == null ? -1 : raised.exit.code(),
              epc,
              context.get(Cp0Register.BAD_VADDR),
              context.get(Cp0Register.BAD_INSTR),
              vector));
    }
  }
}
