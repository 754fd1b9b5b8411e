package org.vzlab.soc.peripheral;

import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.ConfigurationWord;
import org.vzlab.soc.chip.Site;

/**
 * The Deadman Timer, DMT (DS60001320, section "Deadman Timer"; PIC32 Family Reference Manual
 * section 9, DS60001114; the same registers in the PIC32CX-BZ family). It counts instruction
 * fetches, so that it stands still in WAIT, and meets its event when DMTCNT reaches DMTPSCNT.
 * Software clears it by 0x40 to STEP1 and then 0x08 to STEP2, the second while the window is open:
 * from DMTPSINTV on. Another value is the event as well, and BAD1 or BAD2; so is clearing before
 * the window opens. DMTSTAT keeps all that until a reset. DEVCFG1, as it is at a reset, has the
 * count (DMTCNT = n is 2^(n+8)), the window (DMTINTV) and FDMTEN, which switches the timer on for
 * good. The event is {@link ClockAndReset#deadmanEvent}.
 *
 * <p>Chosen where public text is silent or not of one mind: software can clear ON unless FDMTEN is
 * set (Linux's pic32-dmt.c and Harmony's library do; Microchip's text on later families says that
 * the timer stays on until a reset). Switching on begins at 0. While the timer is off the steps are
 * stored and do nothing. STEP2 = 0x08 without STEP1 = 0x40 before it is BAD2 and the event; both
 * right but too early is the event alone. After an event that software has answered the count goes
 * on; at DMTPSCNT it stops until it is cleared. The values of DMTCNT that are reserved, above 23,
 * act as 23.
 *
 * <p>A count is looked at when it can be reached at the earliest, an instruction a cycle. A delay
 * slot belongs to its branch, so the event may come one instruction late.
 */
public final class Deadman extends Block {
  private static final int STEP1 = 0x40;
  private static final int STEP1_MASK = 0xFF00;
  private static final int STEP2 = 0x08;
  private static final int STEP2_MASK = 0xFF;

  /** The device pack has both as one field, BAD. */
  private static final int BAD1 = 1 << 7;

  private static final int BAD2 = 1 << 6;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 31;

  private final ConfigurationWords words;
  private final ProcessorActivity processor;
  private final ClockAndReset reset;
  private final ConfigurationWord devcfg1;
  private final Register dmtcon;
  private final Field on;
  private final Register dmtpreclr;
  private final Register dmtclr;
  private final Register dmtstat;
  private final Field dmtevent;
  private final Field winopn;
  private final Register dmtpscnt;
  private final Register dmtpsintv;
  private final Event match;

  /** DEVCFG1 as it was at the reset. */
  private int configured;

  /** The processor's count of instructions when DMTCNT was 0. */
  private long start;

  /**
   * @param words DEVCFG1
   * @param processor whose instructions are counted
   * @param reset takes the event
   */
  public Deadman(
      Site site,
      Scheduler time,
      ConfigurationWords words,
      ProcessorActivity processor,
      ClockAndReset reset) {
    super(site);
    this.words = words;
    this.processor = processor;
    this.reset = reset;
    devcfg1 = part().configurationWord("DEVCFG1");
    dmtcon = register("DMTCON").stores(raw -> raw | forced()).onWrite(this::switched);
    on = dmtcon.field("ON");
    dmtpreclr = register("DMTPRECLR").onStore(this::firstStep);
    dmtclr = register("DMTCLR").onStore(this::secondStep);
    dmtstat = register("DMTSTAT").shows(this::status);
    dmtevent = dmtstat.field("DMTEVENT");
    winopn = dmtstat.field("WINOPN");
    register("DMTCNT").shows(() -> (int) count());
    dmtpscnt = register("DMTPSCNT");
    dmtpsintv = register("DMTPSINTV");
    match = time.event("DMT.match", 0, this::look);
    processor.onWake(this::goOn);
    part(
        "count",
        visitor -> {
          configured = visitor.int32("configured", configured);
          start = visitor.int64("start", start);
        });
  }

  @Override
  public void reset() {
    super.reset();
    configured = words.read("DEVCFG1");
    int power = Math.min(SHORTEST + devcfg1.get("DMTCNT", configured), LONGEST);
    long end = 1L << power;
    dmtpscnt.set((int) end);
    dmtpsintv.set((int) (end - (end >> devcfg1.get("DMTINTV", configured))));
    dmtcon.set(forced());
    begin();
  }

  /** ON, if software cannot clear it. */
  private int forced() {
    return devcfg1.get("FDMTEN", configured) == 0 ? 0 : on.mask();
  }

  private void switched(int before, int after) {
    if (before != after) {
      begin();
    }
  }

  /** DMTCNT is 0 from now on. */
  private void begin() {
    start = processor.instructions();
    match.cancel();
    goOn();
  }

  private long end() {
    return Integer.toUnsignedLong(dmtpscnt.get());
  }

  private long count() {
    return on.isSet() ? Math.min(processor.instructions() - start, end()) : 0;
  }

  private boolean isOpen() {
    return on.isSet() && count() >= Integer.toUnsignedLong(dmtpsintv.get());
  }

  private int status() {
    return dmtstat.get() | (isOpen() ? winopn.mask() : 0);
  }

  /** The count may have been reached. */
  private void look() {
    if (count() == end()) {
      event(0);
    } else {
      goOn();
    }
  }

  /** Sets when to look; while the processor waits there is no such time, until it goes on. */
  private void goOn() {
    long left = end() - count();
    if (on.isSet() && left > 0 && !match.isPending() && !processor.isWaiting()) {
      match.in(left);
    }
  }

  private void firstStep(int mask, int bits) {
    if (on.isSet() && (mask & STEP1_MASK) != 0 && (bits & STEP1_MASK) != STEP1 << 8) {
      event(BAD1);
    }
  }

  private void secondStep(int mask, int bits) {
    if (!on.isSet() || (mask & STEP2_MASK) == 0) {
      return;
    }
    if ((bits & STEP2_MASK) != STEP2 || dmtpreclr.get() != STEP1 << 8) {
      event(BAD2);
    } else if (!isOpen()) {
      event(0);
    } else {
      dmtpreclr.set(0);
      dmtclr.set(0);
      begin();
    }
  }

  private void event(int bad) {
    dmtstat.set(dmtstat.get() | bad | dmtevent.mask());
    reset.deadmanEvent();
  }
}
