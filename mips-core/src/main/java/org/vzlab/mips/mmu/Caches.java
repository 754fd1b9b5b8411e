package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.AccessTime;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The primary caches as Config1 describes them: 16 KB for instructions and 4 KB for data,
 * physically tagged. They work in one of two modes, chosen when the machine is built.
 *
 * <p>Coherent, the default: loads, stores and fetches pass the data arrays by, so that memory
 * always holds what was stored last. A line that is filled stays without data, and a dirty line is
 * written back without changing memory. Tags change by CACHE operations, and by accesses if what
 * they take is modelled ({@link AccessTiming}).
 *
 * <p>With stale lines: what is cached by its {@link Cacheability} goes through the arrays, so that
 * memory and whoever else reads or writes it differ from what the processor sees until a line is
 * written back, invalidated or replaced.
 *
 * <p>The bus's guard is asked about each access of coherent caches, as if it missed. With stale
 * lines it is asked about what reaches the bus, a line at a time: what hits is not checked.
 *
 * <p>Only memory is ever cached. If all lines of a set are valid and locked, an access that misses
 * goes to memory as if uncached; a line whose writing back meets a bus error is lost, and the
 * access that displaced it raises the error. Neither has a public source. Reset leaves the arrays
 * as they are: they are undefined then (MD00091), and boot code has to initialize them.
 */
final class Caches implements Stateful {
  private static final int INSTRUCTION_SETS = 256;
  private static final int DATA_SETS = 64;
  private static final int WORD = 4;

  final Cache instructions = new Cache(INSTRUCTION_SETS);
  final Cache data = new Cache(DATA_SETS);

  private final Bus bus;
  private final CommonDevices devices;
  private final BusTiming timing;
  private boolean stale;

  /** Whether the next store through the arrays begins an access; the rest of one takes no time. */
  private boolean storeBegins;

  /**
   * Caches with every line invalid, coherent.
   *
   * @param devices what hides memory from the caches
   * @param timing hears of lines on their way
   */
  Caches(Bus bus, CommonDevices devices, BusTiming timing) {
    this.bus = bus;
    this.devices = devices;
    this.timing = timing;
  }

  /** Chooses the mode. */
  void keepStaleLines(boolean keep) {
    stale = keep;
  }

  /** Whether lines can be stale. */
  boolean keepStaleLines() {
    return stale;
  }

  /** Whether an access with an attribute goes through the arrays. */
  boolean serve(int pa, int cacheability) {
    return stale && Cacheability.isCached(cacheability) && isMemory(pa);
  }

  /** Whether there is memory for the whole line. */
  private boolean isMemory(int pa) {
    int first = pa & -Cache.LINE;
    Region region = bus.at(first);
    return region != null
        && region.memory() != null
        && region.contains(first + Cache.LINE - 1)
        && !devices.contains(pa);
  }

  /** Loads through the data cache. */
  int load(int pa, int size) throws BusError {
    return read(data, pa, size);
  }

  /** Fetches through the instruction cache. */
  int fetch(int pa, int size) throws BusError {
    return read(instructions, pa, size);
  }

  /**
   * A fetch or load uses the line of an address of memory. With stale lines it goes through the
   * arrays anyway.
   *
   * @return whether there is a line, or room for it
   */
  boolean touch(Cache cache, int pa) {
    if (stale) {
      return cache.find(pa) != Cache.NONE || cache.victim(pa) != Cache.NONE;
    }
    try {
      return use(cache, pa) != Cache.NONE;
    } catch (BusError e) {
      throw new IllegalStateException("a coherent line needs no data", e);
    }
  }

  /** The same for a store. */
  void touchToStore(int pa, int cacheability) {
    if (stale) {
      storeBegins = true;
      return;
    }
    try {
      useToStore(pa, cacheability, true);
    } catch (BusError e) {
      throw new IllegalStateException("a coherent line needs no data", e);
    }
  }

  private int read(Cache cache, int pa, int size) throws BusError {
    int line = use(cache, pa);
    return line == Cache.NONE ? bus.readGuarded(pa, size) : cache.read(line, pa, size);
  }

  /**
   * The line of an address that is stored to, which differs from memory then unless the store is
   * written through; {@link Cache#NONE} if there is none and none is filled.
   *
   * @param begins whether an access begins with this store
   */
  private int useToStore(int pa, int cacheability, boolean begins) throws BusError {
    boolean allocates = cacheability != Cacheability.WRITE_THROUGH;
    int line = allocates ? use(data, pa) : data.find(pa);
    if (begins && line == Cache.NONE) {
      timing.missed(AccessTime.Kind.WRITE);
    }
    if (!writesThrough(line, cacheability)) {
      data.tag(line, data.tag(line) | Cache.D);
    } else if (begins) {
      timing.writeThrough(pa);
    }
    return line;
  }

  private static boolean writesThrough(int line, int cacheability) {
    return line == Cache.NONE || cacheability <= Cacheability.WRITE_THROUGH_ALLOCATE;
  }

  /** Stores through the data cache. */
  void store(int pa, int size, int value, int cacheability) throws BusError {
    boolean begins = storeBegins;
    storeBegins = false;
    int line = useToStore(pa, cacheability, begins);
    if (line != Cache.NONE) {
      data.write(line, pa, size, value);
    }
    if (writesThrough(line, cacheability)) {
      bus.writeGuarded(pa, size, value);
    }
  }

  /** The line of an address, filled if need be; {@link Cache#NONE} if there is no room. */
  private int use(Cache cache, int pa) throws BusError {
    int found = cache.find(pa);
    if (found != Cache.NONE) {
      cache.use(found);
      return found;
    }
    int line = fill(cache, pa);
    if (line != Cache.NONE) {
      timing.missed(kind(cache));
    }
    return line;
  }

  /**
   * Fills a line, whether or not its address is in the cache; nothing happens if it is not memory.
   *
   * @return the line, or {@link Cache#NONE} if there is no room
   */
  int fill(Cache cache, int pa) throws BusError {
    int found = cache.find(pa);
    int line = found == Cache.NONE ? cache.victim(pa) : found;
    if (line == Cache.NONE || !isMemory(pa)) {
      return Cache.NONE;
    }
    int lock = found == Cache.NONE ? 0 : cache.tag(line) & Cache.L;
    displace(cache, line);
    int first = pa & -Cache.LINE;
    timing.fill(first, kind(cache));
    if (stale) {
      cache.write(line, first, WORD, bus.readGuarded(first, WORD));
      for (int at = first + WORD; at < first + Cache.LINE; at += WORD) {
        cache.write(line, at, WORD, bus.read(at, WORD));
      }
    }
    cache.tag(line, (pa & Cache.PA) | Cache.V | lock);
    cache.use(line);
    return line;
  }

  private AccessTime.Kind kind(Cache cache) {
    return cache == data ? AccessTime.Kind.READ : AccessTime.Kind.FETCH;
  }

  /** What a CACHE operation takes, without the lines it moves. */
  void operate(Cache cache) {
    timing.operate(kind(cache));
  }

  /** Index Invalidate and Hit Invalidate. */
  static void invalidate(Cache cache, int line) {
    cache.tag(line, cache.tag(line) & ~(Cache.V | Cache.D | Cache.L));
  }

  /** Writes a line back if it is valid and dirty; it is clean then. */
  void writeBack(int line) throws BusError {
    int tag = data.tag(line);
    if ((tag & (Cache.V | Cache.D)) == (Cache.V | Cache.D)) {
      data.tag(line, tag & ~Cache.D);
      timing.writeBack(data.address(line));
      copyBack(line);
    }
  }

  private void copyBack(int line) throws BusError {
    int first = data.address(line);
    if (stale && bus.guard().permits(first, true)) {
      for (int at = first; at < first + Cache.LINE; at += WORD) {
        bus.write(at, WORD, data.read(line, at, WORD));
      }
    }
  }

  /** As {@link #displace}, in no time. */
  void giveUp(Cache cache, int line) throws BusError {
    boolean dirty = cache == data && (data.tag(line) & (Cache.V | Cache.D)) == (Cache.V | Cache.D);
    try {
      if (dirty) {
        copyBack(line);
      }
    } finally {
      invalidate(cache, line);
    }
  }

  /** Writes a line back if need be and invalidates it. */
  void displace(Cache cache, int line) throws BusError {
    try {
      if (cache == data) {
        writeBack(line);
      }
    } finally {
      invalidate(cache, line);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    storeBegins = visitor.flag("storeBegins", storeBegins);
    visitor.enter("instructions", instructions);
    visitor.enter("data", data);
  }
}
