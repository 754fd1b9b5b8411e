package org.vzlab.soc;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;
import org.vzlab.soc.intc.Evic;
import org.vzlab.soc.peripheral.ClockAndReset;
import org.vzlab.soc.peripheral.FlashController;
import org.vzlab.soc.peripheral.PinSelect;
import org.vzlab.soc.peripheral.Port;
import org.vzlab.soc.peripheral.SystemBus;
import org.vzlab.soc.peripheral.SystemConfig;
import org.vzlab.soc.peripheral.Uart;

/**
 * The blocks of the chip and their places (DS60001320, memory map). A block may use those in rows
 * above its own. A row whose factory is {@link #declared} has no model yet: all its registers are
 * declared unmodelled.
 */
final class ChipTable {
  private static final int SLOT = 0x200;

  /** Builds a block. */
  @FunctionalInterface
  interface Factory {
    Block create(Site site, Parts parts);
  }

  /** A block and its place: name, physical address, bytes. */
  record Row(String name, int base, int size, Factory factory) {}

  private final List<Row> rows = new ArrayList<>();

  private ChipTable() {
    row("INT", 0x1F810000, 0x1000, ChipTable::interruptController);
    row("CFG", 0x1F800000, SLOT, (site, p) -> new SystemConfig(site, p.lock(), p.words()));
    row("NVM", 0x1F800600, SLOT, (site, p) -> new FlashController(site));
    row("WDT", 0x1F800800, SLOT, ChipTable::declared);
    row("DMT", 0x1F800A00, SLOT, ChipTable::declared);
    row("RTCC", 0x1F800C00, SLOT, ChipTable::declared);
    row("CVR", 0x1F800E00, SLOT, ChipTable::declared);
    row("ICD", 0x1F801000, SLOT, ChipTable::declared);
    row("CRU", 0x1F801200, SLOT, ChipTable::clockAndReset);
    row("PPS", 0x1F801400, 0x300, ChipTable::pinSelect);
    row("DMA", 0x1F811000, 0x1000, ChipTable::declared);
    slots("I2C", 0x1F820000, 5);
    slots("SPI", 0x1F821000, 6);
    for (int i = 1; i <= 6; i++) {
      int number = i;
      int base = 0x1F822000 + SLOT * (i - 1);
      row("UART" + i, base, SLOT, (site, parts) -> uart(site, parts, number));
    }
    row("PMP", 0x1F82E000, SLOT, ChipTable::declared);
    slots("TMR", 0x1F840000, 9);
    slots("ICAP", 0x1F842000, 9);
    slots("OCMP", 0x1F844000, 9);
    row("ADCHS", 0x1F84B000, 0x1000, ChipTable::declared);
    row("CMP", 0x1F84C000, SLOT, ChipTable::declared);
    for (char letter = 'A'; letter <= 'G'; letter++) {
      char which = letter;
      int base = 0x1F860000 + 0x100 * (letter - 'A');
      row("PORT" + letter, base, 0x100, (site, parts) -> port(site, parts, which));
    }
    row("ETH", 0x1F882000, 0x400, ChipTable::declared);
    row("USBCR", 0x1F884000, 0x100, ChipTable::declared);
    row("PCACHE", 0x1F8E0000, 0x100, ChipTable::declared);
    row("EBI", 0x1F8E1000, SLOT, ChipTable::declared);
    row("SQI1", 0x1F8E2000, 0x100, ChipTable::declared);
    row("USB", 0x1F8E3000, 0x400, ChipTable::declared);
    row("RNG", 0x1F8E6000, 0x100, ChipTable::declared);
    row("SB", 0x1F8F0000, 0x1000, (site, p) -> new SystemBus(site));
    row("SBT", 0x1F8F8000, 0x4000, (site, p) -> new SystemBus(site));
  }

  /** The table. */
  static List<Row> rows() {
    return new ChipTable().rows;
  }

  private void row(String name, int base, int size, Factory factory) {
    rows.add(new Row(name, base, size, factory));
  }

  private void slots(String name, int base, int count) {
    for (int i = 1; i <= count; i++) {
      row(name + i, base + SLOT * (i - 1), SLOT, ChipTable::declared);
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

  private static Block clockAndReset(Site site, Parts parts) {
    return new ClockAndReset(
        site, parts.time(), parts.lock(), parts.words(), parts.target(), parts.onReset());
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
