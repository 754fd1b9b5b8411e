package org.vzlab.soc;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.chip.Site;
import org.vzlab.soc.intc.Evic;
import org.vzlab.soc.peripheral.ClockAndReset;
import org.vzlab.soc.peripheral.Deadman;
import org.vzlab.soc.peripheral.Dma;
import org.vzlab.soc.peripheral.FlashController;
import org.vzlab.soc.peripheral.PinSelect;
import org.vzlab.soc.peripheral.Port;
import org.vzlab.soc.peripheral.Prefetch;
import org.vzlab.soc.peripheral.SystemBus;
import org.vzlab.soc.peripheral.SystemConfig;
import org.vzlab.soc.peripheral.Uart;
import org.vzlab.soc.peripheral.Watchdog;

/**
 * The blocks of the chip and their places (DS60001320, memory map), and the peripheral bus each is
 * on (its section "Oscillator configuration", system and peripheral clock distribution; NuttX
 * pic32mz_lowinit.c): 7 is the processor's own clock, which everything on the system bus has. A
 * block may use those in rows above its own. A part has the rows in which it has registers. A row
 * whose factory is {@link #declared} has no model yet: all its registers are declared unmodelled.
 */
final class ChipTable {
  private static final int SLOT = 0x200;

  /** Letters of ports, in the order of their addresses. */
  private static final String PORTS = "ABCDEFGHJK";

  /** Builds a block. */
  @FunctionalInterface
  interface Factory {
    Block create(Site site, Parts parts);
  }

  /** A block and its place: name, number of its peripheral bus, physical address, bytes. */
  record Row(String name, int bus, int base, int size, Factory factory) {}

  /** What a bit of PMD1 to PMD7 switches off: a block, or one register of it if not null. */
  record Disable(String bit, String block, String register) {}

  /** A part of the register windows, and the bus on which nobody answers there. */
  record Window(int bus, int base, int size) {}

  private final List<Row> rows = new ArrayList<>();

  private final PartTable part;

  private ChipTable(PartTable part) {
    this.part = part;
    row("INT", 7, 0x1F810000, 0x1000, ChipTable::interruptController);
    row("CFG", 1, 0x1F800000, SLOT, (site, p) -> new SystemConfig(site, p.lock(), p.words()));
    row("SB", 7, 0x1F8F0000, 0xC000, ChipTable::systemBus);
    row("NVM", 5, 0x1F800600, SLOT, (site, p) -> new FlashController(site));
    row("RTCC", 1, 0x1F800C00, SLOT, ChipTable::declared);
    row("CVR", 1, 0x1F800E00, SLOT, ChipTable::declared);
    row("ICD", 1, 0x1F801000, SLOT, ChipTable::declared);
    row("CRU", 1, 0x1F801200, SLOT, ChipTable::clockAndReset);
    row("WDT", 1, 0x1F800800, SLOT, ChipTable::watchdog);
    row("DMT", 7, 0x1F800A00, SLOT, ChipTable::deadman);
    row("PPS", 1, 0x1F801400, 0x300, ChipTable::pinSelect);
    row("DMA", 7, 0x1F811000, 0x1000, ChipTable::dma);
    slots("I2C", 2, 0x1F820000, 5);
    slots("SPI", 2, 0x1F821000, 6);
    for (int i = 1; i <= 6; i++) {
      int number = i;
      int base = 0x1F822000 + SLOT * (i - 1);
      row("UART" + i, 2, base, SLOT, (site, parts) -> uart(site, parts, number));
    }
    row("PMP", 2, 0x1F82E000, SLOT, ChipTable::declared);
    slots("TMR", 3, 0x1F840000, 9);
    slots("ICAP", 3, 0x1F842000, 9);
    slots("OCMP", 3, 0x1F844000, 9);
    row("ADCHS", 3, 0x1F84B000, 0x1000, ChipTable::declared);
    row("CMP", 3, 0x1F84C000, SLOT, ChipTable::declared);
    for (int i = 0; i < PORTS.length(); i++) {
      char letter = PORTS.charAt(i);
      int base = 0x1F860000 + 0x100 * i;
      row("PORT" + letter, 4, base, 0x100, (site, parts) -> port(site, parts, letter));
    }
    row("CAN1", 5, 0x1F880000, 0x1000, ChipTable::declared);
    row("CAN2", 5, 0x1F881000, 0x1000, ChipTable::declared);
    row("ETH", 5, 0x1F882000, 0x400, ChipTable::declared);
    row("USBCR", 5, 0x1F884000, 0x100, ChipTable::declared);
    row("PCACHE", 7, 0x1F8E0000, 0x100, (site, p) -> new Prefetch(site, p.time()));
    row("EBI", 8, 0x1F8E1000, SLOT, ChipTable::declared);
    row("SQI1", 5, 0x1F8E2000, 0x100, ChipTable::declared);
    row("USB", 5, 0x1F8E3000, 0x400, ChipTable::declared);
    row("RNG", 5, 0x1F8E6000, 0x100, ChipTable::declared);
  }

  /** The table of a part. */
  static List<Row> rows(PartTable part) {
    return new ChipTable(part).rows;
  }

  /** The register windows: all that no row claims in them is on the bus of its neighbours. */
  static List<Window> windows() {
    return List.of(
        new Window(1, 0x1F800000, 0x10000),
        new Window(7, 0x1F810000, 0x10000),
        new Window(2, 0x1F820000, 0x20000),
        new Window(3, 0x1F840000, 0x20000),
        new Window(4, 0x1F860000, 0x20000),
        new Window(5, 0x1F880000, 0x70000),
        new Window(7, 0x1F8F0000, 0x10000));
  }

  /**
   * What the bits of PMD1 to PMD7 disable (DS60001320, table "Peripheral module disable bits and
   * locations"). CMSTAT, which two modules share, and USBCRCON stay.
   */
  static List<Disable> disables() {
    List<Disable> all = new ArrayList<>();
    disable(all, "UART", "U", 6);
    disable(all, "I2C", "I2C", 5);
    disable(all, "SPI", "SPI", 6);
    disable(all, "TMR", "T", 9);
    disable(all, "ICAP", "IC", 9);
    disable(all, "OCMP", "OC", 9);
    disable(all, "CAN", "CAN", 2);
    for (String block : List.of("DMA", "PMP", "CVR", "RTCC", "ETH", "USB", "EBI", "SQI1", "RNG")) {
      all.add(new Disable(block + "MD", block, null));
    }
    all.add(new Disable("ADCMD", "ADCHS", null));
    all.add(new Disable("CMP1MD", "CMP", "CM1CON"));
    all.add(new Disable("CMP2MD", "CMP", "CM2CON"));
    for (int i = 1; i <= 4; i++) {
      all.add(new Disable("REFO" + i + "MD", "CRU", "REFO" + i + "CON"));
      all.add(new Disable("REFO" + i + "MD", "CRU", "REFO" + i + "TRIM"));
    }
    return all;
  }

  private static void disable(List<Disable> all, String block, String bit, int count) {
    for (int i = 1; i <= count; i++) {
      all.add(new Disable(bit + i + "MD", block + i, null));
    }
  }

  private void row(String name, int bus, int base, int size, Factory factory) {
    if (!part.registers(base, size).isEmpty()) {
      rows.add(new Row(name, bus, base, size, factory));
    }
  }

  private void slots(String name, int bus, int base, int count) {
    for (int i = 1; i <= count; i++) {
      row(name + i, bus, base + SLOT * (i - 1), SLOT, ChipTable::declared);
    }
  }

  private static Block declared(Site site, Parts parts) {
    return new Block(site);
  }

  private static Block interruptController(Site site, Parts parts) {
    return new Evic(
        site,
        parts.time(),
        parts.target(),
        parts.interruptTrace(),
        () -> parts.the(ClockAndReset.class).generalNmi());
  }

  private static Block systemBus(Site site, Parts parts) {
    return new SystemBus(
        site, parts.bus(), parts.the(SystemConfig.class), parts.line("SYSTEM_BUS_PROTECTION"));
  }

  private static Block dma(Site site, Parts parts) {
    List<IrqLine> lines = new ArrayList<>();
    for (int i = 0; i < Dma.CHANNELS; i++) {
      lines.add(parts.line("DMA" + i));
    }
    return new Dma(
        site,
        new Dma.Wiring(
            parts.time(),
            parts.bus(),
            parts.timing(),
            parts.the(SystemBus.class),
            parts.the(Evic.class),
            List.copyOf(lines)));
  }

  private static Block clockAndReset(Site site, Parts parts) {
    return new ClockAndReset(
        site, parts.time(), parts.lock(), parts.words(), parts.target(), parts.onReset());
  }

  private static Block watchdog(Site site, Parts parts) {
    ClockAndReset reset = parts.the(ClockAndReset.class);
    return new Watchdog(site, parts.time(), parts.words(), parts.activity(), reset);
  }

  private static Block deadman(Site site, Parts parts) {
    ClockAndReset reset = parts.the(ClockAndReset.class);
    return new Deadman(site, parts.time(), parts.words(), parts.activity(), reset);
  }

  private static Block pinSelect(Site site, Parts parts) {
    return new PinSelect(site, parts.the(SystemConfig.class)::pinsAreLocked);
  }

  private static Block uart(Site site, Parts parts, int number) {
    Uart.Wiring wiring =
        new Uart.Wiring(
            parts.the(ClockAndReset.class).peripheralClock(2),
            parts.line("UART" + number + "_FAULT"),
            parts.line("UART" + number + "_RX"),
            parts.line("UART" + number + "_TX"),
            parts.the(PinSelect.class),
            parts.uartTrace());
    return new Uart(site, number, parts.time(), wiring);
  }

  private static Block port(Site site, Parts parts, char letter) {
    return new Port(site, letter, parts.line("CHANGE_NOTICE_" + letter));
  }
}
