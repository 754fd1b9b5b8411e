package org.vzlab.vp.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.PageNodes;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.Pic32mz;

/** Writes tables: the same image gives the same bytes. */
final class TableWriter {
  private final TableImage image;
  private final Layout layout;
  private final Names names = new Names();
  private final Map<Table, Integer> sizes = new EnumMap<>(Table.class);
  private final Map<Table, ByteBuffer> tables = new EnumMap<>(Table.class);
  private final Map<Table, Integer> offsets = new EnumMap<>(Table.class);

  TableWriter(TableImage image) {
    this.image = image;
    this.layout = image.layout();
  }

  /** Bytes of header, directory and tables. */
  int length() throws ImageException {
    collectNames();
    return measure();
  }

  WrittenTables write() throws ImageException {
    byte[] bytes = new byte[length()];
    checkInterrupts();
    checkLoads(bytes.length);
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(Format.SIGNATURE_0).putInt(Format.SIGNATURE_1);
    block.putInt(Format.VERSION).putInt(bytes.length).putInt(0);
    for (Table table : Table.values()) {
      int offset = offsets.get(table);
      block.putInt(table.number()).putInt(offset).putInt(sizes.get(table));
      tables.put(table, block.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(offset));
    }
    board();
    layout.partitions().forEach(this::guest);
    layout.threads().forEach(this::thread);
    setup();
    loads();
    ScheduleTable.entries(layout.schedule()).forEach(entry -> put(Table.SCHEDULE, entry));
    for (Mailbox mailbox : layout.mailboxes()) {
      put(Table.MAILBOXES, MailboxTable.entry(mailbox, name(mailbox.name())));
    }
    layout.supervisions().forEach(s -> put(Table.SUPERVISIONS, SupervisionTable.entry(s)));
    tables.get(Table.NAMES).put(names.bytes());
    block.putInt(Format.CRC_WORD, Format.crc(bytes));
    return new WrittenTables(bytes, Collections.unmodifiableMap(sizes));
  }

  private void collectNames() throws ImageException {
    names.add(image.hardware());
    for (TimingConstant constant : image.timing().keySet()) {
      names.add(constant.key());
    }
    for (Partition guest : layout.partitions()) {
      names.add(guest.name());
      addNames(guest.windows());
    }
    for (RootThread thread : layout.threads()) {
      names.add(thread.name());
      addNames(thread.windows());
    }
    for (Mailbox mailbox : layout.mailboxes()) {
      names.add(mailbox.name());
    }
    for (Load load : layout.loads()) {
      names.add(load.owner());
    }
  }

  private void addNames(List<Window> windows) throws ImageException {
    for (Window window : windows) {
      names.add(window.device());
      names.add(window.emulator());
    }
  }

  private void checkInterrupts() throws ImageException {
    for (Partition guest : layout.partitions()) {
      int most = Math.max(guest.ownInterrupts().length(), guest.emulatedInterrupts().length());
      if (most > Pic32mz.INTERRUPT_COUNT) {
        throw new ImageException(
            "guest %d, interrupts: found %d, expected 0 to %d"
                .formatted(guest.id(), most - 1, Pic32mz.INTERRUPT_COUNT - 1));
      }
    }
  }

  /** The reader would find a guest's bytes in the place of tables. */
  private void checkLoads(int length) throws ImageException {
    for (Load load : layout.loads()) {
      long start = Integer.toUnsignedLong(load.address());
      if (start < TableImage.ADDRESS + length && start + load.data().length > TableImage.ADDRESS) {
        throw new ImageException(
            "the bytes of %s: found them at 0x%08X, expected a place outside the tables, 0x%08X to 0x%08X"
                .formatted(
                    load.owner(),
                    load.address(),
                    TableImage.ADDRESS,
                    TableImage.ADDRESS + length - 1));
      }
    }
  }

  /** Where every table begins, and how long all of it is. */
  private int measure() throws ImageException {
    int nodes = 0;
    int windows = 0;
    int data = 0;
    for (Partition guest : layout.partitions()) {
      nodes += guest.pages().sizeInBytes() / PageTree.NODE_BYTES;
      windows += guest.windows().size();
      data += guest.data().size();
    }
    for (RootThread thread : layout.threads()) {
      nodes += thread.pages().sizeInBytes() / PageTree.NODE_BYTES;
      windows += thread.windows().size();
      data += thread.data().size();
    }
    int length = Format.TABLES;
    for (Table table : Table.values()) {
      int entries =
          switch (table) {
            case BOARD -> 1;
            case TIMING -> image.timing().size();
            case GUESTS, INTERRUPTS -> layout.partitions().size();
            case THREADS -> layout.threads().size();
            case PAGES -> nodes;
            case WINDOWS -> windows;
            case SETUP -> 2 * layout.setup().size() + 1;
            case LOADS -> layout.loads().size();
            case DATA -> data;
            case MAILBOXES -> layout.mailboxes().size();
            case SUPERVISIONS -> layout.supervisions().size();
            case SCHEDULE -> ScheduleTable.entries(layout.schedule()).size();
            case NAMES -> names.bytes().length / table.entryBytes();
          };
      offsets.put(table, length);
      sizes.put(table, entries * table.entryBytes());
      length += entries * table.entryBytes();
    }
    if (length > Format.MOST_BYTES) {
      throw new ImageException(
          "the hypervisor's tables: found %d bytes, expected at most %d"
              .formatted(length, Format.MOST_BYTES));
    }
    return length;
  }

  private void board() {
    put(Table.BOARD, name(image.hardware()), image.consoleUart());
    image.timing().forEach((constant, value) -> put(Table.TIMING, name(constant.key()), value));
  }

  private void guest(Partition guest) {
    int id = guest.id();
    put(
        Table.GUESTS,
        id << Format.OPTION_SET
            | id << Format.OPTION_GUEST
            | (guest.polling() ? Format.OPTION_POLLING : 0),
        guest.entry(),
        name(guest.name()),
        pages(guest.pages()),
        tables.get(Table.WINDOWS).position(),
        guest.windows().size());
    guest.windows().forEach(this::window);
    interrupts(guest.ownInterrupts());
    interrupts(guest.emulatedInterrupts());
    data(id, guest.data());
  }

  private void thread(RootThread thread) {
    put(
        Table.THREADS,
        thread.shadowSet() << Format.OPTION_SET
            | (thread.user() ? Format.OPTION_USER : 0)
            | (thread.stack().isPresent() ? Format.OPTION_STACK : 0),
        thread.id(),
        thread.entry(),
        thread.stack().orElse(0),
        name(thread.name()),
        pages(thread.pages()),
        tables.get(Table.WINDOWS).position(),
        thread.windows().size());
    thread.windows().forEach(this::window);
    data(thread.id(), thread.data());
  }

  private void data(int task, List<InitialData> data) {
    data.forEach(part -> put(Table.DATA, task, part.flash(), part.ram(), part.size()));
  }

  private int pages(PageTree tree) {
    int offset = tables.get(Table.PAGES).position();
    put(Table.PAGES, PageNodes.of(tree, offset));
    return offset;
  }

  private void window(Window window) {
    put(
        Table.WINDOWS,
        window.base(),
        window.size(),
        window.physical(),
        name(window.device()),
        name(window.emulator()),
        (window.readable() ? Format.WINDOW_READ : 0)
            | (window.writable() ? Format.WINDOW_WRITE : 0)
            | (window.ignoreWrites() ? Format.WINDOW_IGNORE : 0)
            | (window.logIgnored() ? Format.WINDOW_LOG : 0));
  }

  private void interrupts(BitSet numbers) {
    int[] mask = new int[Format.MASK_WORDS];
    numbers.stream().forEach(number -> mask[number / 32] |= 1 << (number % 32));
    put(Table.INTERRUPTS, mask);
  }

  private void setup() throws ImageException {
    for (RegisterWrite write : layout.setup()) {
      if (write.address() == 0) {
        throw new ImageException(
            "the board set-up list: found address 0, expected another: a zero ends the list");
      }
      put(Table.SETUP, write.address(), write.value());
    }
    put(Table.SETUP, 0);
  }

  private void loads() {
    for (Load load : layout.loads()) {
      put(Table.LOADS, load.address(), load.data().length, name(load.owner()));
    }
  }

  private void put(Table table, int... words) {
    for (int word : words) {
      tables.get(table).putInt(word);
    }
  }

  private int name(String name) {
    return offsets.get(Table.NAMES) + names.offset(name);
  }
}
