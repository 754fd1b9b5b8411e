package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;

/**
 * What CACHE and SYNCI do with the caches (MD00086; AN1600). TagLo and DataLo serve both caches.
 * Secondary and tertiary caches do not exist on this core, so operations on them do nothing: boot
 * code that initializes every cache a processor of this family may have uses them.
 *
 * <p>Choices where the manual leaves it open: hit operations go by the physical address, whatever
 * its cacheability; Fill and Fetch and Lock of what is not memory do nothing; Index Load Tag puts
 * the addressed word of the line into DataLo; index operations do not count as a use of the line;
 * operation 3 is reported and does nothing, and so do index loads and stores of tags while
 * ErrCtl.WST asks for the array of dirty and least-recently-used bits, whose layout is not public.
 */
public final class CacheInstructions {
  private static final int DATA = 1;
  private static final int PRIMARY_CACHES = 2;

  private static final int INDEX_INVALIDATE = 0;
  private static final int INDEX_LOAD_TAG = 1;
  private static final int INDEX_STORE_TAG = 2;
  private static final int IMPLEMENTATION_DEPENDENT = 3;
  private static final int HIT_INVALIDATE = 4;
  private static final int FILL_OR_WRITEBACK_INVALIDATE = 5;
  private static final int HIT_WRITEBACK = 6;

  /** ErrCtl.WST. */
  private static final int WST = 1 << 29;

  private static final int WORD = 4;

  private final Caches caches;
  private final Cp0 root;
  private final Faults faults;
  private final Unmodelled unmodelled;
  private final AccessTiming timing;

  CacheInstructions(
      Caches caches, Cp0 root, Faults faults, Unmodelled unmodelled, AccessTiming timing) {
    this.timing = timing;
    this.caches = caches;
    this.root = root;
    this.faults = faults;
    this.unmodelled = unmodelled;
  }

  /** Whether an operation of CACHE goes by a translated address. */
  public static boolean isTranslated(int op) {
    return op >>> 2 >= HIT_INVALIDATE;
  }

  /**
   * CACHE.
   *
   * @param op the instruction's field
   * @param address physical if {@link #isTranslated}, else the effective address
   */
  public void cache(int op, int address) throws GuestTrap {
    int which = op & 3;
    if (which >= PRIMARY_CACHES) {
      return;
    }
    timing.forgetLines();
    Cache cache = which == DATA ? caches.data : caches.instructions;
    caches.operate(cache);
    try {
      if (isTranslated(op)) {
        hit(cache, op >>> 2, address);
      } else {
        index(cache, op >>> 2, address);
      }
    } catch (BusError nothing) {
      throw faults.busError(Access.CACHE);
    }
  }

  /** SYNCI: makes what was stored into the line of a physical address visible to fetches. */
  public void synchronize(int pa) throws GuestTrap {
    cache(HIT_WRITEBACK << 2 | DATA, pa);
    cache(HIT_INVALIDATE << 2, pa);
  }

  /** Hit Invalidate of both caches by software that is modelled, which takes no time by itself. */
  public void discard(int pa) {
    timing.forgetLines();
    invalidate(caches.data, pa);
    invalidate(caches.instructions, pa);
  }

  /**
   * Index Invalidate of the instruction cache or Index Writeback Invalidate of the data cache by
   * software that is modelled, which takes no time by itself.
   */
  public void giveUp(boolean data, int address) throws BusError {
    timing.forgetLines();
    Cache cache = data ? caches.data : caches.instructions;
    caches.giveUp(cache, cache.indexed(address));
  }

  private static void invalidate(Cache cache, int pa) {
    int line = cache.find(pa);
    if (line != Cache.NONE) {
      Caches.invalidate(cache, line);
    }
  }

  private void index(Cache cache, int operation, int address) throws BusError {
    int line = cache.indexed(address);
    switch (operation) {
      case INDEX_INVALIDATE -> caches.displace(cache, line);
      case INDEX_LOAD_TAG -> loadTag(cache, line, address);
      case INDEX_STORE_TAG -> {
        if (!selectsWays(true)) {
          cache.tag(line, root.get(Cp0Register.TAG_LO));
        }
      }
      case IMPLEMENTATION_DEPENDENT ->
          unmodelled.touched(cache == caches.data ? "CACHE 0x0D" : "CACHE 0x0C", true);
      default -> throw new IllegalArgumentException("no index operation " + operation);
    }
  }

  private void loadTag(Cache cache, int line, int address) {
    if (!selectsWays(false)) {
      root.set(Cp0Register.TAG_LO, cache.tag(line));
      root.set(Cp0Register.DATA_LO, cache.read(line, address & -WORD, WORD));
    }
  }

  private boolean selectsWays(boolean write) {
    boolean selects = root.has(Cp0Register.ERR_CTL, WST);
    if (selects) {
      unmodelled.touched("ErrCtl.WST", write);
    }
    return selects;
  }

  private void hit(Cache cache, int operation, int pa) throws BusError {
    int line = cache.find(pa);
    switch (operation) {
      case HIT_INVALIDATE -> invalidate(cache, pa);
      case FILL_OR_WRITEBACK_INVALIDATE -> {
        if (cache == caches.instructions) {
          caches.fill(cache, pa);
        } else if (line != Cache.NONE) {
          caches.displace(cache, line);
        }
      }
      case HIT_WRITEBACK -> {
        if (cache == caches.data && line != Cache.NONE) {
          caches.writeBack(line);
        }
      }
      default -> fetchAndLock(cache, line, pa);
    }
  }

  private void fetchAndLock(Cache cache, int found, int pa) throws BusError {
    int line = found == Cache.NONE ? caches.fill(cache, pa) : found;
    if (line != Cache.NONE) {
      cache.tag(line, cache.tag(line) | Cache.L);
      cache.use(line);
    }
  }
}
