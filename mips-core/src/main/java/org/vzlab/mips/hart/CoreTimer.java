package org.vzlab.mips.hart;

import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * Count and Compare of both contexts. Count steps every second SYSCLK cycle (RDHWR CCRes of this
 * core is 2); Guest.Count is Root.Count + GTOffset. A match sets the context's Cause.TI. Root's
 * drives the core timer's interrupt line until Compare is written; the guest's leads nowhere, for
 * this part does not connect it (tinyVP and MEOS work around that).
 */
final class CoreTimer implements Stateful {
  private static final long WHOLE_TURN = 1L << 32;

  private final Scheduler scheduler;
  private final Cp0 root;
  private final Cp0 guest;
  private final Event match;
  private final Event guestMatch;
  private IrqLine line = IrqLine.unconnected();

  /** Count was this at the time {@link #anchor}. */
  private int base;

  private long anchor;
  private boolean stopped;

  CoreTimer(Scheduler scheduler, Cp0 root, Cp0 guest) {
    this.scheduler = scheduler;
    this.root = root;
    this.guest = guest;
    match = scheduler.event("hart.Compare", 0, this::matched);
    guestMatch = scheduler.event("hart.Guest.Compare", 0, this::guestMatched);
    anchor = scheduler.now();
    schedule();
  }

  void connect(IrqLine coreTimer) {
    line = coreTimer;
  }

  /** The registers have been reset; Count goes on from 0. */
  void reset() {
    stopped = false;
    line.set(false);
    setCount(0);
  }

  int count() {
    return stopped ? base : base + (int) steps();
  }

  int guestCount() {
    return count() + root.get(Cp0Register.GT_OFFSET);
  }

  void setCount(int count) {
    base = count;
    anchor = scheduler.now();
    schedule();
  }

  /** Cause.DC has been written. */
  void stop(boolean stop) {
    if (stop != stopped) {
      setCount(count());
      stopped = stop;
      schedule();
    }
  }

  /** Compare has been written: the request ends, and the match is somewhere else. */
  void compareWritten() {
    root.replace(Cp0Register.CAUSE, Cause.TI, 0);
    line.set(false);
    schedule();
  }

  /** Guest.Compare has been written. */
  void guestCompareWritten() {
    guest.replace(Cp0Register.CAUSE, Cause.TI, 0);
    schedule();
  }

  /** Sets the events; to be called after every change of Count, Compare or GTOffset. */
  void schedule() {
    if (stopped) {
      match.cancel();
      guestMatch.cancel();
    } else {
      match.at(timeOf(root.get(Cp0Register.COMPARE) - count()));
      guestMatch.at(timeOf(guest.get(Cp0Register.COMPARE) - guestCount()));
    }
  }

  /** When Count will have made some more steps; none means a whole turn. */
  private long timeOf(int distance) {
    long ahead = distance == 0 ? WHOLE_TURN : Integer.toUnsignedLong(distance);
    return anchor + Hart.COUNT_RESOLUTION * (steps() + ahead);
  }

  private long steps() {
    return (scheduler.now() - anchor) / Hart.COUNT_RESOLUTION;
  }

  private void matched() {
    root.replace(Cp0Register.CAUSE, Cause.TI, Cause.TI);
    line.set(true);
    match.at(timeOf(root.get(Cp0Register.COMPARE) - count()));
  }

  private void guestMatched() {
    guest.replace(Cp0Register.CAUSE, Cause.TI, Cause.TI);
    guestMatch.at(timeOf(guest.get(Cp0Register.COMPARE) - guestCount()));
  }

  @Override
  public void visit(StateVisitor visitor) {
    base = visitor.int32("base", base);
    anchor = visitor.int64("anchor", anchor);
    stopped = visitor.flag("stopped", stopped);
  }
}
