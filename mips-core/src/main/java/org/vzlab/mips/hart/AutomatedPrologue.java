package org.vzlab.mips.hart;

import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.IntCtl;
import org.vzlab.mips.cp0.SrsCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.timing.Stall;

/**
 * The automated prologue of interrupts and the epilogue that IRET is (MD00641, MD00838: the MCU
 * ASE), in root and in a guest by the IntCtl of each. Both only with IntCtl.APE, in EIC mode (a
 * vectored interrupt), with shadow sets, and with Status.BEV and ERL clear; without, an interrupt
 * is as ever and IRET is ERET.
 *
 * <p>The prologue follows the entry into the handler: it stores EPC, Status and SRSCtl in a frame
 * on the stack, moves $29 of the handler's set below it and sets Status.IPL to Cause.RIPL. IRET
 * loads them again, moves $29 back and ends the interrupt as ERET does. With IntCtl.ICE, and a
 * request above the level of the Status in the frame, it enters the next handler instead, on the
 * same frame, which the last IRET of the chain takes away; Cause.IC says that this has happened.
 * The prefetch of vectors (PF) is a matter of time only.
 *
 * <p>What the public instruction pages do not say is our choice. Handlers that look into the frame
 * depend on its layout: EPC, Status and SRSCtl at offsets 0, 4 and 8, as they are after the entry
 * (EXL set, CSS and PSS changed). StkDec gives the frame's words, and 0 to 3 stand for 3. With
 * UseKStk = 0, $29 comes from the previous set, with 1 the handler's own set has it already, in
 * whichever mode the interrupt came. ClrEXL clears Status.EXL, ERL and UM behind the stores and
 * after a chained entry: in root, with GuestCtl0.GM set, that is entering the guest, so a
 * hypervisor must not use it. The level alone decides about chaining, not Status.IE.
 *
 * <p>An exception that a store of the prologue raises is one at exception level, of the context
 * whose exception it is: at the general vector, with Cause.AP set, the interrupt's EPC, no
 * instruction in BadInstr, and $29 and Status.IPL as they were; the interrupt comes again, if it is
 * still requested, after ERET. One that root has to handle for a guest leaves the guest as it was
 * before the interrupt, with GuestCtl2 asking for it still, so that root can map the page and
 * return. A load of IRET raises what loads raise, with nothing changed.
 */
final class AutomatedPrologue {
  private static final int STACK_POINTER = 29;
  private static final int LEAST_WORDS = 3;
  private static final int STATUS_OFFSET = 4;
  private static final int SRS_CTL_OFFSET = 8;

  /** What the entry into a handler changes. */
  private static final Cp0Register[] CHANGED = {
    Cp0Register.STATUS,
    Cp0Register.CAUSE,
    Cp0Register.EPC,
    Cp0Register.SRS_CTL,
    Cp0Register.NESTED_EXC,
    Cp0Register.NESTED_EPC
  };

  private final Hart hart;
  private final int[] before = new int[CHANGED.length];

  AutomatedPrologue(Hart hart) {
    this.hart = hart;
  }

  /** Whether a vectored interrupt has a prologue, and IRET is more than ERET. */
  static boolean isOn(Cp0 context) {
    return context.has(Cp0Register.INT_CTL, IntCtl.APE)
        && !context.has(Cp0Register.STATUS, Status.ERL | Status.BEV)
        && SrsCtl.hss(context.get(Cp0Register.SRS_CTL)) != 0;
  }

  /** Keeps what {@link #undo} puts back. */
  void remember(Cp0 context) {
    for (int i = 0; i < CHANGED.length; i++) {
      before[i] = context.get(CHANGED[i]);
    }
  }

  /** The interrupt has not been taken; the caller goes back to the PC. */
  void undo(Cp0 context) {
    for (int i = 0; i < CHANGED.length; i++) {
      context.set(CHANGED[i], before[i]);
    }
    hart.contextChanged();
  }

  /** The prologue, in the handler's context and register set, before its first instruction. */
  void save(Cp0 context) throws GuestTrap {
    boolean ownStack = context.has(Cp0Register.INT_CTL, IntCtl.USE_K_STK);
    int top = ownStack ? hart.gpr[STACK_POINTER] : hart.sets().previous(STACK_POINTER);
    int frame = top - frameSize(context);
    store(frame, context.get(Cp0Register.EPC));
    store(frame + STATUS_OFFSET, context.get(Cp0Register.STATUS));
    store(frame + SRS_CTL_OFFSET, context.get(Cp0Register.SRS_CTL));
    hart.gpr[STACK_POINTER] = frame;
    raiseLevel(context);
  }

  private void store(int va, int value) throws GuestTrap {
    hart.timing.stall(Stall.MULTIPLE, TimingConstant.FURTHER_ACCESS);
    hart.mmu.storeWord(va, value);
  }

  private int load(int va) throws GuestTrap {
    hart.timing.stall(Stall.MULTIPLE, TimingConstant.FURTHER_ACCESS);
    return hart.mmu.loadWord(va);
  }

  /** The level is that of the interrupt, and with ClrEXL others may come. */
  private void raiseLevel(Cp0 context) {
    int status =
        Status.withIpl(context.get(Cp0Register.STATUS), Cause.ripl(context.get(Cp0Register.CAUSE)));
    boolean clear = context.has(Cp0Register.INT_CTL, IntCtl.CLR_EXL);
    context.set(
        Cp0Register.STATUS, clear ? status & ~(Status.EXL | Status.ERL | Status.UM) : status);
    hart.contextChanged();
  }

  /** The Status that IRET will restore. */
  int savedStatus() throws GuestTrap {
    return load(hart.gpr[STACK_POINTER] + STATUS_OFFSET);
  }

  /**
   * Takes the frame away: Status, SRSCtl and EPC are what they were in the handler's first moment.
   */
  void restore(Cp0 context, int status) throws GuestTrap {
    int frame = hart.gpr[STACK_POINTER];
    int srsCtl = load(frame + SRS_CTL_OFFSET);
    int epc = load(frame);
    hart.gpr[STACK_POINTER] = frame + frameSize(context);
    context.set(Cp0Register.EPC, epc);
    context.replace(
        Cp0Register.SRS_CTL, SrsCtl.EICSS | SrsCtl.ESS | SrsCtl.PSS | SrsCtl.CSS, srsCtl);
    setStatus(context, status);
    context.replace(Cp0Register.CAUSE, Cause.IC, 0);
  }

  /**
   * Goes on from one handler to the next, whose set and level SRSCtl.EICSS and Cause.RIPL say,
   * without taking the frame away.
   */
  void chain(Cp0 context, int status) {
    int frame = hart.gpr[STACK_POINTER];
    hart.gpr[STACK_POINTER] = frame + frameSize(context);
    int srsCtl = context.get(Cp0Register.SRS_CTL);
    context.replace(Cp0Register.SRS_CTL, SrsCtl.CSS, SrsCtl.eicss(srsCtl));
    setStatus(context, status);
    context.replace(Cp0Register.CAUSE, Cause.IC | Cause.EXC_CODE, Cause.IC);
    hart.contextChanged();
    hart.gpr[STACK_POINTER] = frame;
    raiseLevel(context);
  }

  private static void setStatus(Cp0 context, int status) {
    int old = context.get(Cp0Register.STATUS);
    context.set(Cp0Register.STATUS, Cp0Register.STATUS.written(old, status, Accessor.ROOT));
  }

  private static int frameSize(Cp0 context) {
    int words = IntCtl.stkDec(context.get(Cp0Register.INT_CTL));
    return 4 * Math.max(words, LEAST_WORDS);
  }
}
