package org.vzlab.mips.hart;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.timing.Stall;

/**
 * What comes between instructions: NMIs, what the external interrupt controller requests of root,
 * what root requests of the guest in GuestCtl2; and WAIT, which the first two end. Debug mode holds
 * back all of them; nothing else holds back an NMI (MD00091 "NMI").
 */
public final class InterruptInput implements Stateful {
  private final Hart hart;
  private boolean nmi;
  private boolean waiting;
  private int level;
  private int vectorOffset;
  private int shadowSet;
  private Runnable onWake = () -> {};

  InterruptInput(Hart hart) {
    this.hart = hart;
  }

  /** The controller's request from now on; level 0 is none. */
  void request(int ripl, int offset, int set) {
    level = ripl;
    vectorOffset = offset;
    shadowSet = set;
    hart.scheduler.preempt();
  }

  /** The level that is requested of the guest, or of root. */
  int level(boolean ofGuest) {
    return ofGuest ? GuestCtl.gripl(hart.root.get(Cp0Register.GUEST_CTL2)) : level;
  }

  /** The offset from EBase that goes with {@link #level(boolean)}. */
  int vectorOffset(boolean ofGuest) {
    return ofGuest ? hart.root.get(Cp0Register.GUEST_CTL2) & GuestCtl.GVEC : vectorOffset;
  }

  /** The shadow set that goes with {@link #level(boolean)}. */
  int shadowSet(boolean ofGuest) {
    return ofGuest ? (hart.root.get(Cp0Register.GUEST_CTL2) & GuestCtl.GEICSS) >>> 18 : shadowSet;
  }

  /** What was requested has been taken: root's request of a guest is gone. */
  void taken(boolean ofGuest) {
    if (ofGuest) {
      hart.root.replace(Cp0Register.GUEST_CTL2, GuestCtl.GRIPL, 0);
    }
  }

  /** An NMI from now on, until it is taken. */
  void nmi() {
    nmi = true;
    hart.scheduler.preempt();
  }

  /** The processor is reset: no NMI, no WAIT; the controller's request is its own affair. */
  void reset() {
    nmi = false;
    endWait();
  }

  /** Sets what hears of the end of each WAIT, by a reset too. */
  public void onWake(Runnable listener) {
    onWake = listener;
  }

  /**
   * Whether the processor is in WAIT, of root's or of modelled root software, as far as the last
   * look at what could end it tells.
   */
  public boolean isWaiting() {
    return waiting;
  }

  /** WAIT has been executed. */
  void await() {
    waiting = true;
    hart.crossings.waiting();
    hart.scheduler.preempt();
  }

  void endWait() {
    if (waiting) {
      waiting = false;
      onWake.run();
    }
  }

  /**
   * Whether WAIT goes on. Config7.WII of this core: a request above Status.IPL ends it even if
   * Status.IE is clear.
   */
  boolean isAwaited() {
    if (waiting && (isNmiDue() || level > Status.ipl(hart.root.get(Cp0Register.STATUS)))) {
      hart.crossings.woken();
      hart.timing.stall(Stall.IDLE, TimingConstant.WAKE_UP);
      hart.sampler.waited();
      endWait();
    }
    return waiting;
  }

  /**
   * Takes what is requested and accepted before the next instruction: an NMI, or root's interrupt,
   * a watch exception that was deferred, the guest's interrupt.
   *
   * @return whether there was something to take
   */
  boolean take() {
    if (isNmiDue()) {
      nmi = false;
      hart.traps.nmi();
      return true;
    }
    boolean taken = false;
    if (!hart.inDebugMode() && Status.accepts(hart.root.get(Cp0Register.STATUS), level)) {
      hart.traps.interrupt(false);
      taken = true;
    }
    taken |= hart.traps.deferredWatch();
    if (hart.inGuest() && Status.accepts(hart.guest.get(Cp0Register.STATUS), level(true))) {
      hart.traps.interrupt(true);
      taken = true;
    }
    return taken;
  }

  private boolean isNmiDue() {
    return nmi && !hart.inDebugMode();
  }

  @Override
  public void visit(StateVisitor visitor) {
    nmi = visitor.flag("nmi", nmi);
    waiting = visitor.flag("waiting", waiting);
    level = visitor.int32("level", level);
    vectorOffset = visitor.int32("vectorOffset", vectorOffset);
    shadowSet = visitor.int32("shadowSet", shadowSet);
  }
}
