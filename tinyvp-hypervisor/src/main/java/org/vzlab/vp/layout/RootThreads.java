package org.vzlab.vp.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Entry;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.MemoryRegion;
import org.vzlab.vp.config.SourcePosition;

/**
 * Allocates the hypervisor's threads. Their addresses are those of root mode: code and data in
 * KSEG0 and KSEG1, which only the kernel mode reaches, lie where they are linked; everything else
 * is mapped by the root TLB, and its flash and RAM are placed as a guest's are.
 *
 * <p>The symbols of the hypervisor that an entry can name are bodies of a few instructions in its
 * own flash, as the modelled hypervisor has no code otherwise.
 */
final class RootThreads {
  private static final long USER_END = 0x8000_0000L;

  /** Behind the vectors, which start the hypervisor's flash. */
  private static final int BODIES = 0x800;

  /** SYSCALL 0xF0000, which gives way; a branch back to it; NOP. */
  private static final int[] YIELD_FOR_EVER = {0x03C0000C, 0x1000FFFE, 0};

  private final Configurator configurator;
  private final BoardFile board;
  private final ImageSource images;
  private final Extent.Window flash;
  private final Extent.Window memory;
  private final List<Grant> grants;
  private final List<Load> loads;
  private final Findings findings;
  private final Map<String, Integer> symbols = new TreeMap<>();
  private boolean bodyLoaded;

  /** Allocates from the windows; grants and loads are added to. */
  RootThreads(
      Configurator configurator,
      BoardFile board,
      ImageSource images,
      Extent.Window flash,
      Extent.Window memory,
      List<Grant> grants,
      List<Load> loads,
      Findings findings) {
    this.configurator = configurator;
    this.board = board;
    this.images = images;
    this.flash = flash;
    this.memory = memory;
    this.grants = grants;
    this.loads = loads;
    this.findings = findings;
    int code = Image.parseAddress(board.values().getOrDefault("vzcode", "")).orElse(0x9D000000);
    symbols.put("loop", code + BODIES);
    symbols.put("idle", code + BODIES);
  }

  /** The threads in the order of their ids. */
  List<RootThread> of(List<Domain> threads) {
    List<RootThread> allocated = new ArrayList<>();
    for (Domain thread : threads) {
      findings.attempt(() -> allocated.add(allocate(thread)));
    }
    allocated.sort(Comparator.comparingInt(RootThread::id));
    return List.copyOf(allocated);
  }

  private RootThread allocate(Domain thread) throws ConfigException {
    int set = thread.shadowSet().orElse(0);
    Optional<Entry> symbol = thread.entry().filter(entry -> !entry.symbol().isEmpty());
    GuestFile file = GuestFile.open(thread, board, images);
    boolean builtIn = symbol.isPresent() && file.image() == null;
    int entry = builtIn ? builtIn(thread, symbol.get()) : file.entry();
    if (!builtIn) {
      requireReach(thread, file.entryPosition(), physical(thread, entry));
    }
    List<Grant> mapped = new ArrayList<>();
    List<Grant> direct = new ArrayList<>();
    List<Grant> code = isDirect(thread, entry) ? direct : mapped;
    if (file.rom() != null) {
      code.add(place(thread, file.rom(), "rom", code == direct, flash));
    }
    if (file.ram() != null) {
      code.add(place(thread, file.ram(), "ram", code == direct, memory));
    }
    addMemory(thread, mapped, direct);
    configurator.addRegisters(thread, thread.user() ? mapped : direct);
    requireRegisters(thread, mapped);
    for (List<Grant> reached : List.of(mapped, direct)) {
      reached.replaceAll(grant -> grant.inWords(findings));
      for (Grant grant : reached) {
        grant.checkAlignment();
      }
      Overlaps.checkInside(reached);
      grants.addAll(reached);
    }
    ImageBytes bytes = ImageBytes.of(thread, file, code, flash);
    loads.addAll(bytes.loads());
    if (!builtIn) {
      Configurator.checkEntry(file.entryPosition(), "thread", entry, physical(thread, entry), code);
    }
    AddressSpace space = new AddressSpace(mapped);
    return new RootThread(
        thread.id(),
        builtIn ? symbol.get().symbol() : file.name(),
        entry,
        thread.stack(),
        thread.user(),
        set,
        new PageTree(PagePairs.of(space.runs())),
        space.windows(),
        List.copyOf(bytes.data()));
  }

  /** A body of the hypervisor's own, which is put into its flash if anybody runs it. */
  private int builtIn(Domain thread, Entry entry) throws ConfigException {
    Integer address = symbols.get(entry.symbol());
    if (address == null) {
      throw new ConfigException(
          Check.ENTRIES,
          entry.position(),
          "entry \"" + entry.symbol() + "\"",
          "an address or a symbol of the hypervisor",
          "it has " + String.join(" and ", symbols.keySet()));
    }
    if (thread.user()) {
      throw new ConfigException(
          Check.ENTRIES,
          entry.position(),
          "entry \"" + entry.symbol() + "\" for " + thread.title() + " in user mode",
          "code that user mode reaches",
          "the hypervisor's code is in KSEG0: use mode = kernel, or an image of the thread's own");
    }
    if (!bodyLoaded) {
      ByteBuffer body =
          ByteBuffer.allocate(4 * YIELD_FOR_EVER.length).order(ByteOrder.LITTLE_ENDIAN);
      body.asIntBuffer().put(YIELD_FOR_EVER);
      loads.add(new Load(Image.physical(address), body.array(), "hypervisor"));
      bodyLoaded = true;
    }
    return address;
  }

  /** Whether the thread reaches an address without the TLB: in kernel mode, KSEG0 and KSEG1. */
  private static boolean isDirect(Domain thread, int address) {
    return !thread.user() && address >>> 30 == 2;
  }

  private static long physical(Domain thread, int address) {
    return Integer.toUnsignedLong(isDirect(thread, address) ? Image.physical(address) : address);
  }

  /** What the TLB maps is put where there is room, as a guest's; the rest is where it is linked. */
  private static Grant place(
      Domain thread, Extent extent, String name, boolean direct, Extent.Window window)
      throws ConfigException {
    if (!direct) {
      requireReach(thread, extent.position(), extent.base());
    }
    return new Grant(
        extent.position(),
        thread.title(),
        name,
        true,
        extent.base(),
        extent.size(),
        direct ? extent.base() : window.place(extent, thread.title()),
        extent.flags(),
        "");
  }

  private static void addMemory(Domain thread, List<Grant> mapped, List<Grant> direct)
      throws ConfigException {
    for (MemoryRegion region : thread.memory()) {
      if (region.kind().placed() || region.size() == 0) {
        continue;
      }
      boolean identity = isDirect(thread, region.address());
      long base = physical(thread, region.address());
      if (!identity) {
        requireReach(thread, region.position(), base);
      }
      (identity ? direct : mapped)
          .add(
              new Grant(
                  region.position(),
                  thread.title(),
                  region.kind() == MemoryRegion.Kind.CODE ? "code" : "data",
                  true,
                  base,
                  Integer.toUnsignedLong(region.size()),
                  identity ? base : Integer.toUnsignedLong(Image.physical(region.physical())),
                  region.flags(),
                  ""));
    }
  }

  private static void requireReach(Domain thread, SourcePosition position, long address)
      throws ConfigException {
    if (thread.user() && address >= USER_END) {
      throw new ConfigException(
          Check.THREADS,
          position,
          Grant.hex(address) + " for " + thread.title() + " in user mode",
          "addresses below 0x80000000",
          "user mode reaches no others: link it there or use mode = kernel");
    }
  }

  /** What a thread accesses itself, or the hypervisor on the real registers for it. */
  private static void requireRegisters(Domain thread, List<Grant> mapped) throws ConfigException {
    for (Grant grant : mapped) {
      requireReach(thread, grant.position(), grant.base());
      if (!grant.emulator().isEmpty()) {
        throw new ConfigException(
            Check.EMULATORS,
            grant.position(),
            grant.describe() + ", emulated by " + grant.emulator(),
            "the registers themselves: devices are emulated for guests only",
            "grant them with a regs line, or use mode = kernel");
      }
    }
  }
}
