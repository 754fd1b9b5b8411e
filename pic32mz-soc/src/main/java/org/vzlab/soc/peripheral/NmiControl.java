package org.vzlab.soc.peripheral;

import java.util.function.Consumer;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;

/**
 * RNMICON, the non-maskable interrupts and the delay from one to a reset (DS60001320 section 6,
 * register 6-3). Setting a flag that was clear asks the processor for an NMI, whoever sets it: the
 * watchdog, the deadman timer, software in this register, or a key in INTCON.NMIKEY. Software
 * clears the flags. WDTO and DMTO also start a count of NMICNT SYSCLK cycles, at whose end the chip
 * is reset unless software has cleared them both; NMICNT = 0 resets at once.
 *
 * <p>The clock monitor is not modelled. NMICNT reads as written while it counts; whether it shows
 * the count is not documented.
 */
final class NmiControl {
  private final Register rnmicon;
  private final Field nmicnt;
  private final Field gnmi;
  private final Field wdts;
  private final Field wdto;
  private final Field dmto;
  private final int flags;
  private final InterruptTarget processor;
  private final Event delay;

  /**
   * @param reset called when the count has ended, in the middle of whatever happens then
   */
  NmiControl(
      Register rnmicon,
      SystemLock lock,
      Scheduler time,
      InterruptTarget processor,
      Consumer<ResetCause> reset) {
    this.rnmicon = rnmicon;
    this.processor = processor;
    nmicnt = rnmicon.field("NMICNT");
    gnmi = rnmicon.field("GNMI");
    wdts = rnmicon.field("WDTS");
    wdto = rnmicon.field("WDTO");
    dmto = rnmicon.field("DMTO");
    flags = rnmicon.spec().writable() & ~nmicnt.mask();
    delay =
        time.event(
            "RNMICON.NMICNT",
            0,
            () -> reset.accept(wdto.isSet() ? ResetCause.WATCHDOG : ResetCause.DEADMAN_TIMER));
    rnmicon
        .stores(raw -> lock.isOpen() ? raw : rnmicon.get())
        .onWrite((before, after) -> flagged(before));
  }

  /** INTCON.NMIKEY has been written with the key. */
  void general() {
    rnmicon.set(rnmicon.get() | gnmi.mask());
    processor.nmi();
  }

  /** The watchdog has met its event. */
  void watchdog() {
    raise(wdto);
  }

  /** The watchdog has timed out while the processor waited. */
  void watchdogWhileWaiting() {
    raise(wdts);
  }

  /** The deadman timer has met its event. */
  void deadman() {
    raise(dmto);
  }

  private void raise(Field flag) {
    int before = rnmicon.get();
    flag.set(true);
    flagged(before);
  }

  /** Forgets the count; the register is reset with its block. */
  void reset() {
    delay.cancel();
  }

  private void flagged(int before) {
    int set = rnmicon.get() & ~before;
    if ((set & flags) != 0) {
      processor.nmi();
    }
    if (!wdto.isSet() && !dmto.isSet()) {
      delay.cancel();
    } else if ((set & (wdto.mask() | dmto.mask())) != 0) {
      delay.in(nmicnt.get());
    }
  }
}
