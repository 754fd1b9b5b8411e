package org.vzlab.soc.peripheral;

import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.ConfigurationWord;
import org.vzlab.soc.chip.Site;

/**
 * The Watchdog Timer, WDT (DS60001320, section "Watchdog Timer"; PIC32 Family Reference Manual
 * section 9, DS60001114). It counts LPRC / 32, 1024 times a second, and times out after 2^RUNDIV
 * counts unless software stores 0x5743 to WDTCLRKEY by an access of 16 bits; a store of another
 * size or value, and CLR, SET and INV, do not clear it (Linux's pic32-wdt.c and Harmony's WDT
 * library store so). DEVCFG1, as it is at a reset, gives RUNDIV, switches the timer on for good
 * (FWDTEN) and has the window: FWDTWINSZ = 0 to 3 opens it for the last 75, 50, 37.5 or 25 % of the
 * period, in force with WINDIS = 0 or WDTCON.WDTWINEN. A time-out, and clearing before the window
 * opens, are the event: {@link ClockAndReset#watchdogEvent}.
 *
 * <p>Chosen where public text is silent: the LPRC has exactly its nominal 32.768 kHz, its count
 * begins when the timer is switched on or cleared, and half a cycle is rounded up. A RUNDIV above
 * 20 acts as 20 and reads as programmed (as the same timer of the PIC32CX-BZ family does). After a
 * time-out the count begins anew; clearing too early leaves it as it is, and needs NMICNT like a
 * time-out. The count goes on in WAIT, and the end of WAIT does not clear it (DS60001114 has it
 * cleared by an interrupt that ends Idle in older parts, whose WDTCON has no key; for newer ones
 * Microchip lists no such thing). WDTSPGM has no effect, for programming flash is not modelled.
 */
public final class Watchdog extends Block {
  private static final int KEY = 0x5743;
  private static final int KEY_MASK = 0xFFFF_0000;
  private static final int LONGEST = 20;

  /** Half SYSCLK cycles in a count: 200 MHz and 32.768 kHz / 32. */
  private static final long HALF_CYCLES = 2L * 200_000_000 * 32 / 32_768;

  /** Eighths of the period in which the window is closed, by FWDTWINSZ. */
  private static final int[] CLOSED = {2, 4, 5, 6};

  private final Scheduler time;
  private final ConfigurationWords words;
  private final ProcessorActivity processor;
  private final ClockAndReset reset;
  private final ConfigurationWord devcfg1;
  private final Register wdtcon;
  private final Field on;
  private final Field wdtwinen;
  private final Field rundiv;
  private final Event timeOut;

  /** DEVCFG1 as it was at the reset. */
  private int configured;

  /** When the count was 0, in SYSCLK cycles. */
  private long start;

  /**
   * @param words DEVCFG1
   * @param processor whether it waits decides what a time-out does
   * @param reset takes the event
   */
  public Watchdog(
      Site site,
      Scheduler time,
      ConfigurationWords words,
      ProcessorActivity processor,
      ClockAndReset reset) {
    super(site);
    this.time = time;
    this.words = words;
    this.processor = processor;
    this.reset = reset;
    devcfg1 = part().configurationWord("DEVCFG1");
    wdtcon =
        register("WDTCON")
            .stores(raw -> (raw & ~KEY_MASK) | forced())
            .onWrite(this::written)
            .onStore(this::stored);
    on = wdtcon.field("ON");
    wdtwinen = wdtcon.field("WDTWINEN");
    rundiv = wdtcon.field("RUNDIV");
    timeOut = time.event("WDT.timeOut", 0, this::timedOut);
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
    rundiv.set(devcfg1.get("WDTPS", configured));
    wdtcon.set(wdtcon.get() | forced());
    timeOut.cancel();
    if (on.isSet()) {
      begin();
    }
  }

  /** ON, if software cannot clear it. */
  private int forced() {
    return devcfg1.get("FWDTEN", configured) == 0 ? 0 : on.mask();
  }

  private void written(int before, int after) {
    if ((after & on.mask()) == 0) {
      timeOut.cancel();
    } else if ((before & on.mask()) == 0) {
      begin();
    }
  }

  private void stored(int mask, int bits) {
    if (mask == KEY_MASK && bits >>> 16 == KEY && on.isSet()) {
      if (time.now() >= opening()) {
        begin();
      } else {
        reset.watchdogEvent(processor.isWaiting());
      }
    }
  }

  private void timedOut() {
    begin();
    reset.watchdogEvent(processor.isWaiting());
  }

  private void begin() {
    start = time.now();
    timeOut.at(start + cycles(8));
  }

  /** The first time at which the timer may be cleared. */
  private long opening() {
    boolean windowed = wdtwinen.isSet() || devcfg1.get("WINDIS", configured) == 0;
    return windowed ? start + cycles(CLOSED[devcfg1.get("FWDTWINSZ", configured)]) : start;
  }

  /** SYSCLK cycles in eighths of the period, rounded up. */
  private long cycles(int eighths) {
    long period = HALF_CYCLES << Math.min(rundiv.get(), LONGEST);
    return (period * eighths + 15) / 16;
  }
}
