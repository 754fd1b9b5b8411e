package org.vzlab.mips.hart;

import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.port.RootWork;

/** Tells of each {@link Crossing}; nothing is made while nobody listens. */
final class Crossings {
  private final Hart hart;
  private final TraceChannel<Crossing> trace = new TraceChannel<>();

  Crossings(Hart hart) {
    this.hart = hart;
  }

  TraceChannel<Crossing> trace() {
    return trace;
  }

  /** See {@link Crossing.Left}; the handler is about to be fetched now. */
  void left(long time, int owner, ExitReason reason) {
    if (trace.isOn()) {
      trace.emit(new Crossing.Left(time, now(), owner, reason, hart.instructions));
    }
  }

  /** See {@link Crossing.Entered}; the first instruction is about to be fetched now. */
  void entered(long time) {
    if (trace.isOn()) {
      boolean interruptible = hart.root.has(Cp0Register.STATUS, Status.IE);
      trace.emit(new Crossing.Entered(time, now(), hart.owner(), interruptible, hart.instructions));
    }
  }

  /** Root has written GuestCtl2. */
  void presented(int old, int written) {
    if (trace.isOn() && ((old ^ written) & (GuestCtl.GRIPL | GuestCtl.GVEC)) != 0) {
      trace.emit(new Crossing.Presented(now(), GuestCtl.gripl(written)));
    }
  }

  /** See {@link Crossing.Delivered}; the handler is about to be fetched now. */
  void delivered(long time, int guestId) {
    if (trace.isOn()) {
      trace.emit(new Crossing.Delivered(time, now(), guestId, hart.instructions));
    }
  }

  void waiting() {
    if (trace.isOn()) {
      trace.emit(new Crossing.Waiting(now()));
    }
  }

  void woken() {
    if (trace.isOn()) {
      trace.emit(new Crossing.Woken(now()));
    }
  }

  void charged(RootWork work, int times, long cycles) {
    if (trace.isOn()) {
      trace.emit(new Crossing.Charged(now(), work, times, cycles));
    }
  }

  void reset() {
    if (trace.isOn()) {
      trace.emit(new Crossing.Reset(now()));
    }
  }

  private long now() {
    return hart.scheduler.now();
  }
}
