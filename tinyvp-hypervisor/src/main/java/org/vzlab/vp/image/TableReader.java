package org.vzlab.vp.image;

import static org.vzlab.vp.image.Block.error;
import static org.vzlab.vp.image.Block.hex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.vp.config.MailboxConfig;
import org.vzlab.vp.config.SupervisionConfig;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.PageNodes;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.ConsolePort;
import org.vzlab.vp.vdev.Pic32mz;

/**
 * Reads tables. Whatever is in them is either sound, and the hypervisor can run it, or an error.
 */
final class TableReader {
  private static final int MOST_GUESTS = 7;
  private static final int MOST_THREADS = 255;
  private static final int MOST_SETS = 7;

  /** Bytes of the interrupt controller's registers. */
  private static final int CONTROLLER = 0x1000;

  private final FlashView flash;
  private final Block block;
  private final PageNodes nodes;
  private final DataTable data;
  private ConsolePort console;

  TableReader(FlashView flash, Block block) {
    this.flash = flash;
    this.block = block;
    data = new DataTable(block);
    int[] words = new int[block.count(Table.PAGES) * PageTree.NODE_BYTES / 4];
    for (int i = 0; i < words.length; i++) {
      words[i] = block.word(Table.PAGES, 0, i);
    }
    nodes = new PageNodes(words, block.offset(Table.PAGES));
  }

  TableImage read() throws ImageException {
    if (block.count(Table.BOARD) != 1) {
      throw error("board", block.count(Table.BOARD) + " entries", "one");
    }
    String hardware = block.name(block.word(Table.BOARD, 0, 0), "board");
    int uart = block.word(Table.BOARD, 0, 1);
    if (uart < 1 || uart > 6) {
      throw error("board, console", "UART " + Integer.toUnsignedString(uart), "UART 1 to 6");
    }
    console = ConsolePort.uart(uart);
    Map<TimingConstant, Integer> timing = timing();
    List<Partition> guests = guests();
    List<RootThread> threads = threads(guests);
    Layout layout =
        new Layout(
            guests,
            threads,
            loads(),
            setup(),
            ScheduleTable.read(block),
            MailboxTable.read(block),
            SupervisionTable.read(block));
    data.check(layout);
    ScheduleTable.check(layout);
    MailboxTable.check(layout);
    SupervisionTable.check(layout);
    return new TableImage(hardware, uart, timing, layout);
  }

  private Map<TimingConstant, Integer> timing() throws ImageException {
    Map<TimingConstant, Integer> values = new EnumMap<>(TimingConstant.class);
    for (int i = 0; i < block.count(Table.TIMING); i++) {
      String who = Table.TIMING.title() + ", entry " + (i + 1);
      String key = block.name(block.word(Table.TIMING, i, 0), who);
      int value = block.word(Table.TIMING, i, 1);
      TimingConstant found = null;
      for (TimingConstant constant : TimingConstant.values()) {
        found = constant.key().equals(key) ? constant : found;
      }
      if (found == null || values.containsKey(found)) {
        throw error(who, "key '" + key + "'", "a constant of the timing model, each once");
      }
      if (value < found.least() || value > found.most()) {
        throw error(who, key + " = " + value, "%d to %d".formatted(found.least(), found.most()));
      }
      values.put(found, value);
    }
    return values;
  }

  private List<Partition> guests() throws ImageException {
    int count = block.count(Table.GUESTS);
    if (count == 0 || count != block.count(Table.INTERRUPTS)) {
      throw error(
          "guests",
          count + " and " + block.count(Table.INTERRUPTS) + " interrupt tables",
          "at least one guest, and a table for each");
    }
    List<Partition> guests = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < count; i++) {
      int options = block.word(Table.GUESTS, i, 0);
      int id = options >>> Format.OPTION_SET;
      int expected =
          id << Format.OPTION_SET | id << Format.OPTION_GUEST | (options & Format.OPTION_POLLING);
      if (id <= last || id > MOST_GUESTS || options != expected) {
        throw error(
            "guests, entry " + (i + 1) + ", options",
            hex(options),
            "0x0n0n000p with n from %d to %d and p 0 or 1".formatted(last + 1, MOST_GUESTS));
      }
      last = id;
      guests.add(guest(i, id, (options & Format.OPTION_POLLING) != 0));
    }
    return List.copyOf(guests);
  }

  private Partition guest(int entry, int id, boolean polling) throws ImageException {
    String who = "guest " + id;
    String name = block.name(block.word(Table.GUESTS, entry, 2), who);
    PageTree pages = pages(block.word(Table.GUESTS, entry, 3), who);
    BitSet own = interrupts(entry, 0, who + ", own interrupts");
    BitSet emulated = interrupts(entry, Format.MASK_WORDS, who + ", emulated interrupts");
    if (own.intersects(emulated)) {
      throw error(who + ", interrupts", "one both own and emulated", "each one or the other");
    }
    return new Partition(
        id,
        name,
        block.word(Table.GUESTS, entry, 1),
        polling,
        pages,
        windows(block.word(Table.GUESTS, entry, 4), block.word(Table.GUESTS, entry, 5), who),
        own,
        emulated,
        data.of(id));
  }

  private PageTree pages(int offset, String who) throws ImageException {
    try {
      return nodes.tree(offset);
    } catch (ImageException e) {
      throw new ImageException(
          "tables at %s: %s, page tree: %s"
              .formatted(hex(TableImage.ADDRESS), who, e.getMessage()));
    }
  }

  private List<Window> windows(int offset, int count, String who) throws ImageException {
    List<Window> windows = new ArrayList<>();
    int first = block.entry(Table.WINDOWS, offset, count, who);
    for (int i = 0; i < count; i++) {
      String which = who + ", window " + (i + 1);
      Window window = window(first + i, which);
      if (i > 0 && Integer.compareUnsigned(windows.get(i - 1).base(), window.base()) > 0) {
        throw error(
            which, "base " + hex(window.base()), "one behind " + hex(windows.get(i - 1).base()));
      }
      windows.add(window);
    }
    return List.copyOf(windows);
  }

  private Window window(int entry, String who) throws ImageException {
    int base = block.word(Table.WINDOWS, entry, 0);
    int size = block.word(Table.WINDOWS, entry, 1);
    int physical = block.word(Table.WINDOWS, entry, 2);
    int flags = block.word(Table.WINDOWS, entry, 5);
    boolean words = ((base | size | physical) & 3) == 0;
    if (!words || size <= 0 || wraps(base, size) || wraps(physical, size)) {
      throw error(
          who,
          "%s, %s bytes, physical %s"
              .formatted(hex(base), Integer.toUnsignedString(size), hex(physical)),
          "whole words below 4 GB");
    }
    int all = Format.WINDOW_READ | Format.WINDOW_WRITE | Format.WINDOW_IGNORE | Format.WINDOW_LOG;
    if ((flags & ~all) != 0) {
      throw error(who + ", flags", hex(flags), "no others than " + hex(all));
    }
    String device = block.name(block.word(Table.WINDOWS, entry, 3), who);
    String emulator = block.name(block.word(Table.WINDOWS, entry, 4), who);
    if (!isEmulated(emulator, physical, size)) {
      throw error(
          who,
          "emulator '%s' at %s, %d bytes".formatted(emulator, hex(physical), size),
          "none; ic_emulator inside the interrupt controller; a mailbox; a supervision; or console at "
              + hex(console.base()));
    }
    return new Window(
        base,
        size,
        physical,
        device,
        emulator,
        (flags & Format.WINDOW_READ) != 0,
        (flags & Format.WINDOW_WRITE) != 0,
        (flags & Format.WINDOW_IGNORE) != 0,
        (flags & Format.WINDOW_LOG) != 0);
  }

  private static boolean wraps(int address, int size) {
    return Integer.toUnsignedLong(address) + size > 1L << 32;
  }

  private boolean isEmulated(String emulator, int physical, int size) {
    return switch (emulator) {
      case "" -> true;
      case "ic_emulator" -> {
        int offset = physical - Pic32mz.INTERRUPTS;
        yield offset >= 0 && offset <= CONTROLLER - size;
      }
      case "console" -> physical == console.base();
      case Mailbox.EMULATOR -> size <= MailboxConfig.BLOCK;
      case Supervision.EMULATOR -> size <= SupervisionConfig.BLOCK;
      default -> false;
    };
  }

  private BitSet interrupts(int entry, int from, String who) throws ImageException {
    BitSet numbers = new BitSet();
    for (int number = 0; number < Format.MASK_WORDS * 32; number++) {
      if ((block.word(Table.INTERRUPTS, entry, from + number / 32) >>> (number % 32) & 1) != 0) {
        numbers.set(number);
      }
    }
    if (numbers.length() > Pic32mz.INTERRUPT_COUNT) {
      throw error(
          who, "interrupt " + (numbers.length() - 1), "0 to " + (Pic32mz.INTERRUPT_COUNT - 1));
    }
    return numbers;
  }

  private List<RootThread> threads(List<Partition> guests) throws ImageException {
    List<RootThread> threads = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < block.count(Table.THREADS); i++) {
      int options = block.word(Table.THREADS, i, 0);
      int id = block.word(Table.THREADS, i, 1);
      int set = options >>> Format.OPTION_SET;
      String who = "threads, entry " + (i + 1);
      boolean taken = guests.stream().anyMatch(guest -> guest.id() == id);
      if (id <= last || id > MOST_THREADS || taken) {
        throw error(
            who + ", id",
            Integer.toUnsignedString(id),
            "%d to %d, and no guest's".formatted(last + 1, MOST_THREADS));
      }
      int flags = options & (Format.OPTION_USER | Format.OPTION_STACK);
      if (set > MOST_SETS || options != (set << Format.OPTION_SET | flags)) {
        throw error(who + ", options", hex(options), "0x0s0000fl with s from 0 to 7");
      }
      boolean stack = (options & Format.OPTION_STACK) != 0;
      int pointer = block.word(Table.THREADS, i, 3);
      last = id;
      threads.add(
          new RootThread(
              id,
              block.name(block.word(Table.THREADS, i, 4), who),
              block.word(Table.THREADS, i, 2),
              stack ? OptionalInt.of(pointer) : OptionalInt.empty(),
              (options & Format.OPTION_USER) != 0,
              set,
              pages(block.word(Table.THREADS, i, 5), "thread " + id),
              realWindows(i, "thread " + id),
              data.of(id)));
    }
    return List.copyOf(threads);
  }

  /** The windows of a thread, for which nothing is emulated. */
  private List<Window> realWindows(int thread, String who) throws ImageException {
    List<Window> windows =
        windows(block.word(Table.THREADS, thread, 6), block.word(Table.THREADS, thread, 7), who);
    for (Window window : windows) {
      if (!window.emulator().isEmpty()) {
        throw error(
            who + ", window at " + hex(window.base()),
            "emulator '" + window.emulator() + "'",
            "none: a thread has the real registers");
      }
    }
    return windows;
  }

  private List<RegisterWrite> setup() throws ImageException {
    int words = block.count(Table.SETUP);
    if (words % 2 == 0 || block.word(Table.SETUP, words - 1, 0) != 0) {
      throw error(Table.SETUP.title(), words + " words", "pairs of words, and a zero as its end");
    }
    List<RegisterWrite> writes = new ArrayList<>();
    for (int i = 0; i < words - 1; i += 2) {
      int address = block.word(Table.SETUP, i, 0);
      if (address == 0 || address % 4 != 0) {
        throw error(
            Table.SETUP.title() + ", entry " + (i / 2 + 1),
            "address " + hex(address),
            "that of a register");
      }
      writes.add(new RegisterWrite(address, block.word(Table.SETUP, i + 1, 0)));
    }
    return List.copyOf(writes);
  }

  private List<Load> loads() throws ImageException {
    Ranges ranges = new Ranges();
    ranges.add(TableImage.ADDRESS, block.length());
    List<Load> loads = new ArrayList<>();
    for (int i = 0; i < block.count(Table.LOADS); i++) {
      int address = block.word(Table.LOADS, i, 0);
      int size = block.word(Table.LOADS, i, 1);
      String who = Table.LOADS.title() + ", entry " + (i + 1);
      String owner = block.name(block.word(Table.LOADS, i, 2), who);
      boolean inFlash =
          Integer.compareUnsigned(address - Format.FLASH, Format.FLASH_BYTES) < 0
              && size > 0
              && size <= Format.FLASH_BYTES - (address - Format.FLASH);
      if (!inFlash || !ranges.add(address, size)) {
        throw error(
            who,
            "%s bytes of %s at %s".formatted(Integer.toUnsignedString(size), owner, hex(address)),
            "a place of their own in program flash, %s to %s"
                .formatted(hex(Format.FLASH), hex(Format.FLASH + Format.FLASH_BYTES - 1)));
      }
      loads.add(new Load(address, bytes(address, size), owner));
    }
    return List.copyOf(loads);
  }

  private byte[] bytes(int address, int size) {
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      int at = address + i;
      data[i] = (byte) (flash.word(at & -4) >>> (8 * (at & 3)));
    }
    return data;
  }
}
