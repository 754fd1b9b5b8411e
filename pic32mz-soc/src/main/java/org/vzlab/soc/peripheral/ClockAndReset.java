package org.vzlab.soc.peripheral;

import java.util.function.Consumer;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.time.Clock;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * Oscillator, PLL, peripheral bus clocks and resets (DS60001320 sections 6 and 8). A clock switch
 * takes no time; a peripheral bus divider takes effect at once.
 *
 * <p>Board time counts SYSCLK cycles, so a change of SYSCLK itself (another source, other PLL
 * settings, SYSDIV) is stored, answered and reported, and changes no rate. Clock failure, sleep,
 * the reference clock outputs, brown-out and configuration mismatch resets are not modelled.
 * RCON.IDLE and RCON.SLEEP tell only of a WAIT that the watchdog has ended.
 */
public final class ClockAndReset extends Block {
  /** Peripheral bus clocks 1 to 8 exist, 6 does not. */
  private static final int BUSES = 8;

  private static final int PB7 = 7;
  private static final int ON = 1 << 15;
  private static final int PBDIVRDY = 1 << 11;
  private static final int FRCRDY = 1;
  private static final int SPDIVRDY = 1 << 1;
  private static final int POSCRDY = 1 << 2;
  private static final int SOSCRDY = 1 << 4;
  private static final int LPRCRDY = 1 << 5;
  private static final int SPLLRDY = 1 << 7;
  private static final int POSC_OFF = 3;

  private final SystemLock lock;
  private final ConfigurationWords words;
  private final Consumer<ResetCause> onReset;
  private final Register osccon;
  private final Field oswen;
  private final Field soscen;
  private final Field clklock;
  private final Field nosc;
  private final Field cosc;
  private final Register spllcon;
  private final Register rcon;
  private final Register rswrst;
  private final NmiControl nmis;
  private final Clock[] clocks = new Clock[BUSES + 1];

  /**
   * @param lock must be open for writes to OSCCON, SPLLCON, PBxDIV, RSWRST and RNMICON
   * @param words where the values after a reset come from
   * @param processor takes NMIs
   * @param onReset called while software reads RSWRST to reset the chip, and when the delay of an
   *     NMI has ended
   */
  public ClockAndReset(
      Site site,
      Scheduler time,
      SystemLock lock,
      ConfigurationWords words,
      InterruptTarget processor,
      Consumer<ResetCause> onReset) {
    super(site);
    this.lock = lock;
    this.words = words;
    this.onReset = onReset;
    osccon = register("OSCCON").unmodelled("CF", "SLPEN", "SLP2SPD", "DRMEN", "FRCDIV", "COSC");
    osccon.stores(this::switchClock);
    oswen = osccon.field("OSWEN");
    soscen = osccon.field("SOSCEN");
    clklock = osccon.field("CLKLOCK");
    nosc = osccon.field("NOSC");
    cosc = osccon.field("COSC");
    spllcon = locked("SPLLCON").unmodelled("PLLRANGE", "PLLICLK", "PLLIDIV", "PLLMULT", "PLLODIV");
    rcon = register("RCON");
    rswrst = locked("RSWRST");
    rswrst.afterRead(this::readResetTrigger);
    nmis = new NmiControl(register("RNMICON"), lock, time, processor, onReset);
    register("CLKSTAT").writable(0).reads(this::clockStatus);
    // BUSY is 0 at rest, and slewing takes no time here.
    Register slewcon = register("SLEWCON").unmodelled("DNEN", "UPEN", "SLWDIV", "SYSDIV");
    slewcon.writable(slewcon.spec().writable() & ~1);
    for (int i = 1; i <= 4; i++) {
      reference(i);
    }
    for (int bus = 1; bus <= BUSES; bus++) {
      if (part().hasRegister("PB" + bus + "DIV")) {
        divider(bus, time);
      }
    }
  }

  /**
   * The clock of a peripheral bus.
   *
   * @param bus 1, 2, 3, 4, 5, 7 or 8
   */
  public Clock peripheralClock(int bus) {
    Clock clock = bus < 1 || bus > BUSES ? null : clocks[bus];
    if (clock == null) {
      throw new IllegalArgumentException("the part has no peripheral bus clock " + bus);
    }
    return clock;
  }

  /** Puts all registers to what the configuration words and the cause make of them. */
  public void reset(ResetCause cause) {
    int flags = rcon.get();
    reset();
    rcon.set(
        switch (cause) {
          case POWER_ON -> rcon.spec().reset();
          case EXTERNAL -> flags | rcon.field("EXTR").mask();
          case SOFTWARE -> flags | rcon.field("SWR").mask();
          case WATCHDOG -> flags | rcon.field("WDTO").mask();
          case DEADMAN_TIMER -> flags | rcon.field("DMTO").mask();
        });
  }

  /** INTCON.NMIKEY has been written with the key: RNMICON.GNMI, and an NMI. */
  public void generalNmi() {
    nmis.general();
  }

  /**
   * The watchdog's event. While the processor waits it is an NMI that ends WAIT, RNMICON.WDTS, and
   * RCON tells what has happened; otherwise it is RNMICON.WDTO, with a reset to follow (DS60001320
   * section 6; Microchip's description of the same registers in the PIC32CX-BZ family, "WDT
   * Operation in Power-Saving Modes").
   */
  void watchdogEvent(boolean waiting) {
    if (waiting) {
      Field mode = rcon.field(osccon.field("SLPEN").isSet() ? "SLEEP" : "IDLE");
      rcon.set(rcon.get() | rcon.field("WDTO").mask() | mode.mask());
      nmis.watchdogWhileWaiting();
    } else {
      nmis.watchdog();
    }
  }

  /** The deadman timer's event: RNMICON.DMTO, with a reset to follow. */
  void deadmanEvent() {
    nmis.deadman();
  }

  @Override
  public void reset() {
    super.reset();
    nmis.reset();
    int source = words.get("DEVCFG1", "FNOSC");
    nosc.set(source);
    cosc.set(source);
    soscen.set(words.get("DEVCFG1", "FSOSCEN"));
    spllcon.field("PLLRANGE").set(words.get("DEVCFG2", "FPLLRNG"));
    spllcon.field("PLLICLK").set(words.get("DEVCFG2", "FPLLICLK"));
    spllcon.field("PLLIDIV").set(words.get("DEVCFG2", "FPLLIDIV"));
    spllcon.field("PLLMULT").set(words.get("DEVCFG2", "FPLLMULT"));
    spllcon.field("PLLODIV").set(words.get("DEVCFG2", "FPLLODIV"));
    for (int bus = 1; bus <= BUSES; bus++) {
      if (clocks[bus] != null) {
        clocks[bus].setDivider(resetDivider(bus));
      }
    }
  }

  /** SYSCLK cycles a tick after a reset: PB7 is the processor's own clock, the others are half. */
  private static int resetDivider(int bus) {
    return bus == PB7 ? 1 : 2;
  }

  private Register locked(String name) {
    Register register = register(name);
    return register.stores(raw -> lock.isOpen() ? raw : register.get());
  }

  private void divider(int bus, Scheduler time) {
    Clock clock = part("PB" + bus + "CLK", new Clock(time, resetDivider(bus)));
    clocks[bus] = clock;
    Register register = locked("PB" + bus + "DIV");
    Field pbdiv = register.field("PBDIV");
    // The device pack leaves PBDIV open; Microchip's data has /1 for PB7 and /2 for the others.
    register.reset(register.spec().reset() | PBDIVRDY | (resetDivider(bus) - 1));
    register.onWrite(
        (before, after) -> {
          if (before != after) {
            clock.setDivider(pbdiv.get() + 1);
          }
        });
    if ((register.spec().writable() & ON) != 0) {
      register.unmodelled("ON");
    }
  }

  private void reference(int number) {
    Register control =
        register("REFO" + number + "CON")
            .unmodelled("ROSEL", "RSLP", "OE", "SIDL", "FRZ", "ON", "RODIV");
    int on = control.field("ON").mask();
    int active = control.field("ACTIVE").mask();
    int divswen = control.field("DIVSWEN").mask();
    control.stores(raw -> (raw & on) != 0 ? (raw | active) & ~divswen : raw & ~(active | divswen));
    register("REFO" + number + "TRIM").unmodelled("ROTRIM");
  }

  /**
   * OSCCON: with OSWEN set the new source becomes the current one, unless DEVCFG1.FCKSM forbids
   * switching or CLKLOCK freezes the selection; OSWEN ends as 0.
   */
  private int switchClock(int raw) {
    int before = osccon.get();
    if (!lock.isOpen()) {
      return before;
    }
    int selection = nosc.mask() | oswen.mask();
    int after = clklock.isSet() ? (raw & ~selection) | (before & nosc.mask()) : raw;
    boolean allowed = (words.get("DEVCFG1", "FCKSM") & 1) != 0;
    if ((after & oswen.mask()) != 0 && allowed) {
      int source = (after & nosc.mask()) << 4;
      after = (after & ~cosc.mask()) | source;
    }
    return after & ~oswen.mask();
  }

  private int clockStatus() {
    return FRCRDY
        | SPDIVRDY
        | SPLLRDY
        | LPRCRDY
        | (words.get("DEVCFG1", "POSCMOD") != POSC_OFF ? POSCRDY : 0)
        | (soscen.isSet() ? SOSCRDY : 0);
  }

  private void readResetTrigger() {
    if (rswrst.get() != 0) {
      onReset.accept(ResetCause.SOFTWARE);
    }
  }
}
