package org.vzlab.soc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vzlab.kit.bus.AccessTime;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Clock;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.ConfigurationWord;
import org.vzlab.soc.chip.ModuleDisable;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.chip.Site;
import org.vzlab.soc.intc.Evic;
import org.vzlab.soc.intc.InterruptChange;
import org.vzlab.soc.peripheral.ClockAndReset;
import org.vzlab.soc.peripheral.ConfigurationWords;
import org.vzlab.soc.peripheral.Dma;
import org.vzlab.soc.peripheral.Port;
import org.vzlab.soc.peripheral.Prefetch;
import org.vzlab.soc.peripheral.ProcessorActivity;
import org.vzlab.soc.peripheral.ResetCause;
import org.vzlab.soc.peripheral.SystemConfig;
import org.vzlab.soc.peripheral.SystemLock;
import org.vzlab.soc.peripheral.Uart;
import org.vzlab.soc.peripheral.UartByte;

/**
 * A PIC32MZ EF without its processor: memories, peripherals and interrupt controller on a bus, as
 * after power-on with all configuration words erased.
 *
 * <p>Boot flash 1 answers in the lower boot alias and boot flash 2 in the upper one; swapping them
 * is not modelled. Every address of the register windows that no block claims reads 0 and is
 * reported.
 */
public final class Pic32mz implements Stateful {
  private static final int RAM_BASE = 0;
  private static final int RAM_SIZE = 0x80000;
  private static final int FLASH_BASE = 0x1D000000;
  private static final int FLASH_SIZE = 0x200000;
  private static final int LOWER_BOOT = 0x1FC00000;
  private static final int UPPER_BOOT = 0x1FC20000;
  private static final int BOOT1 = 0x1FC40000;
  private static final int BOOT2 = 0x1FC60000;
  private static final int BOOT_SIZE = 0x14000;
  private static final int FACTORY_BASE = 0x1FC54000;

  private final PartTable part;
  private final Memory ram = Memory.ram("RAM", RAM_SIZE);
  private final Memory flash = Memory.flash("program flash", FLASH_SIZE);
  private final Memory boot1 = Memory.flash("boot flash 1", BOOT_SIZE);
  private final Memory boot2 = Memory.flash("boot flash 2", BOOT_SIZE);
  private final Memory factory = Memory.flash("factory words", Memory.PAGE);
  private final SystemLock lock = new SystemLock();
  private final ConfigurationWords words;
  private final TraceChannel<UartByte> uartTrace = new TraceChannel<>();
  private final TraceChannel<InterruptChange> interruptTrace = new TraceChannel<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Evic evic;
  private final ClockAndReset clockAndReset;
  private final Dma dma;
  private final List<Uart> uarts;
  private final Map<Character, Port> ports = new TreeMap<>();
  private Consumer<ResetCause> onReset;

  /**
   * Builds the chip and maps it.
   *
   * @param which the part
   * @param time board time; one unit is a SYSCLK cycle
   * @param bus where the chip's memories and registers are mapped
   * @param processor hears of interrupt requests and NMIs
   * @param activity what the watchdogs see of the processor
   * @param unmodelled hears of what the chip has and the model has not
   * @param timing what memories and peripherals take with an access
   */
  public Pic32mz(
      Part which,
      Scheduler time,
      Bus bus,
      InterruptTarget processor,
      ProcessorActivity activity,
      Unmodelled unmodelled,
      TimingTable timing) {
    part = PartTable.of(which);
    words = new ConfigurationWords(part, boot1, LOWER_BOOT);
    onReset = cause -> unmodelled.touched("RSWRST", false);
    Parts parts =
        new Parts(
            time,
            bus,
            timing,
            part,
            processor,
            activity,
            words,
            lock,
            cause -> onReset.accept(cause),
            uartTrace,
            interruptTrace,
            blocks);
    List<ChipTable.Row> rows = ChipTable.rows(part);
    for (ChipTable.Row row : rows) {
      Site site = new Site(row.name(), row.base(), row.size(), part, unmodelled);
      Block block = row.factory().create(site, parts);
      block.declareRest();
      blocks.add(block);
    }
    ChipTable.disables().forEach(disable -> connect(disable, parts.the(SystemConfig.class)));
    evic = parts.the(Evic.class);
    clockAndReset = parts.the(ClockAndReset.class);
    dma = parts.the(Dma.class);
    mapRegisters(bus, rows, timing);
    mapMemories(bus, timing, parts.the(Prefetch.class));
    uarts = parts.all(Uart.class);
    parts.all(Port.class).forEach(port -> ports.put(port.letter(), port));
    eraseWords();
    reset(ResetCause.POWER_ON);
  }

  /** A smaller part may have neither the bit nor the block. */
  private void connect(ChipTable.Disable disable, SystemConfig config) {
    for (Block block : blocks) {
      if (block.name().equals(disable.block())) {
        config.moduleDisable(disable.bit()).ifPresent(bit -> connect(bit, block, disable));
      }
    }
  }

  private static void connect(ModuleDisable bit, Block block, ChipTable.Disable disable) {
    if (disable.register() == null) {
      block.disabledBy(bit);
    } else {
      block.disabledBy(bit, disable.register());
    }
  }

  private void mapRegisters(Bus bus, List<ChipTable.Row> rows, TimingTable timing) {
    for (int i = 0; i < rows.size(); i++) {
      ChipTable.Row row = rows.get(i);
      bus.map(row.base(), row.size(), blocks.get(i), registerTime(row.bus(), timing));
    }
    for (ChipTable.Window window : ChipTable.windows()) {
      bus.window(window.base(), window.size(), registerTime(window.bus(), timing));
    }
  }

  /** What an access takes of something on the system bus, which the DMA controller may be using. */
  private AccessTime shared(AccessTime time) {
    return (address, kind) -> dma.waitAt(address) + time.cycles(address, kind);
  }

  /** What registers on a peripheral bus take. Nobody waits for a store to come back. */
  private AccessTime registerTime(int number, TimingTable timing) {
    Clock clock = peripheralClock(number);
    int sync = timing.get(TimingConstant.PERIPHERAL_SYNC);
    int clocks = timing.get(TimingConstant.PERIPHERAL_CLOCKS);
    return shared(
        (address, kind) -> clocks * clock.divider() + (kind == AccessTime.Kind.WRITE ? 0 : sync));
  }

  private void mapMemories(Bus bus, TimingTable timing, Prefetch prefetch) {
    int ramWait = timing.get(TimingConstant.SRAM_WAIT);
    AccessTime flashTime = shared(prefetch);
    bus.map(RAM_BASE, ram, shared((address, kind) -> ramWait));
    bus.map(FLASH_BASE, flash, flashTime);
    bus.map(LOWER_BOOT, boot1, flashTime);
    bus.map(UPPER_BOOT, boot2, flashTime);
    bus.map(BOOT1, boot1, flashTime);
    bus.map(BOOT2, boot2, flashTime);
    bus.map(FACTORY_BASE, factory, flashTime);
  }

  private void eraseWords() {
    for (ConfigurationWord word : part.configurationWords()) {
      int address = word.address();
      if (address >= FACTORY_BASE && address < BOOT2) {
        factory.write(address - FACTORY_BASE, 4, word.erased());
      } else if (address >= BOOT2) {
        boot2.write(address - BOOT2, 4, word.erased());
      } else if (address >= BOOT1) {
        boot1.write(address - BOOT1, 4, word.erased());
      }
    }
  }

  /** Whether boot code is microMIPS, as DEVCFG0.BOOTISA says (DS60001320, register 34-3). */
  public boolean bootsMicromips() {
    return words.get("DEVCFG0", "BOOTISA") == 0;
  }

  /** 512 KB of RAM at physical address 0. */
  public Memory ram() {
    return ram;
  }

  /** 2 MB of program flash at physical address 0x1D000000. */
  public Memory flash() {
    return flash;
  }

  /** Boot flash 1, also in the lower boot alias: what the processor starts from. */
  public Memory bootFlash() {
    return boot1;
  }

  /** The configuration words in boot flash 1; a change takes effect at the next reset. */
  public ConfigurationWords configurationWords() {
    return words;
  }

  /**
   * A UART.
   *
   * @param number 1 to 6
   */
  public Uart uart(int number) {
    return uarts.get(number - 1);
  }

  /**
   * A port.
   *
   * @param letter A to K without I
   * @throws IllegalArgumentException if the part has no such port
   */
  public Port port(char letter) {
    Port port = ports.get(letter);
    if (port == null) {
      throw new IllegalArgumentException("the part has no port " + letter);
    }
    return port;
  }

  /** All ports in the order of their letters. */
  public Collection<Port> ports() {
    return Collections.unmodifiableCollection(ports.values());
  }

  /** The interrupt controller. */
  public Evic evic() {
    return evic;
  }

  /** The DMA controller. */
  public Dma dma() {
    return dma;
  }

  /** The line of an interrupt source; 0, 1 and 2 are the processor's own to drive. */
  public IrqLine irqLine(int number) {
    return evic.line(number);
  }

  /**
   * The clock of a peripheral bus.
   *
   * @param bus 1, 2, 3, 4, 5, 7 or 8
   */
  public Clock peripheralClock(int bus) {
    return clockAndReset.peripheralClock(bus);
  }

  /** The part's documentation. */
  public PartTable part() {
    return part;
  }

  /** All blocks with registers. */
  public List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /** Characters at the pins of the UARTs. */
  public TraceChannel<UartByte> uartTrace() {
    return uartTrace;
  }

  /** Interrupt flags and requests. */
  public TraceChannel<InterruptChange> interruptTrace() {
    return interruptTrace;
  }

  /**
   * Sets what happens when software resets the chip through RSWRST, or an NMI that nobody has
   * answered in time does. It is called in the middle of a load or a time step: it should end the
   * processor's slice, and the run loop then call {@link #reset} with the cause.
   */
  public void onReset(Consumer<ResetCause> listener) {
    onReset = listener;
  }

  /**
   * Puts all registers to their reset values; memories, levels at the pins and characters on their
   * way to a UART stay.
   */
  public void reset(ResetCause cause) {
    for (Block block : blocks) {
      if (block == clockAndReset) {
        clockAndReset.reset(cause);
      } else if (block != evic) {
        block.reset();
      }
    }
    evic.reset(); // last: the others have let go of their lines
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("ram", ram);
    visitor.enter("flash", flash);
    visitor.enter("boot1", boot1);
    visitor.enter("boot2", boot2);
    visitor.enter("factory", factory);
    for (Block block : blocks) {
      visitor.enter(block.name(), block);
    }
  }
}
