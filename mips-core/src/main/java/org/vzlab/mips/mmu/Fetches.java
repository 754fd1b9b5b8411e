package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.mips.cp0.GuestTrap;

/**
 * Fetches of instructions by virtual address, in the address space that the {@link Mmu} has chosen.
 * An engine fetches a page at a time and keeps what it has decoded, where that may be kept.
 */
public final class Fetches {
  private final CoreBus bus;
  private final TwoStage translation;
  private final Watchpoints watchpoints;
  private final Faults faults;
  private final AccessTiming timing;
  private final boolean timed;
  private KeptPages current;
  private boolean inGuest;
  private Memory memory;
  private int pageOffset;
  private boolean kept;
  private int physical;

  /**
   * @param timed whether accesses take time
   */
  Fetches(
      CoreBus bus,
      TwoStage translation,
      Watchpoints watchpoints,
      Faults faults,
      AccessTiming timing,
      boolean timed) {
    this.bus = bus;
    this.translation = translation;
    this.watchpoints = watchpoints;
    this.faults = faults;
    this.timing = timing;
    this.timed = timed;
  }

  /** Chooses the pages that are found from now on, and whether they are a guest's. */
  void select(KeptPages pages, boolean guestMode) {
    current = pages;
    inGuest = guestMode;
  }

  /**
   * Translates the page of an instruction, whose alignment is the caller's affair; {@link #memory}
   * and {@link #offset} say where it is. Only whole pages of memory can be fetched from: the rest
   * is a bus error.
   */
  public void find(int va) throws GuestTrap {
    int index = (va >>> 12) & KeptPages.INDEX;
    if (current.fetchTag[index] != (va & KeptPages.PAGE)) {
      findSlowly(va);
    } else {
      memory = current.fetchMemory[index];
      pageOffset = current.fetchOffset[index];
      physical = current.fetchPage[index];
      kept = true;
    }
    kept &= inGuest || !watchpoints.watchesFetches(va);
  }

  /**
   * Whether the instructions of the page fetched last may be kept once they have been decoded. If
   * not, each is fetched anew every time: {@link #before}, then {@link #half} for each of its
   * halfwords.
   */
  public boolean isKept() {
    return kept;
  }

  /**
   * Is told of the address of an instruction before anything else is done with it, unless it has
   * been kept. May be told twice.
   */
  public void before(int va) throws GuestTrap {
    if (!inGuest) {
      watchpoints.check(va, Access.FETCH);
    }
  }

  /** A halfword of an instruction in a page that is not kept. */
  public int half(int va) throws GuestTrap {
    int pa = translation.physical(va, Access.FETCH);
    if (timed) {
      timing.translateFetch(va, translation.page(pa));
    }
    try {
      return bus.fetch(pa, 2, translation.cacheability());
    } catch (BusError nothing) {
      throw faults.busError(Access.FETCH);
    }
  }

  /** The memory of the page fetched last. */
  public Memory memory() {
    return memory;
  }

  /** Offset in {@link #memory} of the page fetched last. */
  public int offset() {
    return pageOffset;
  }

  /** The physical page fetched last, as {@link AccessTiming#fetch} wants it. */
  public int physical() {
    return physical;
  }

  private void findSlowly(int va) throws GuestTrap {
    int pa = translation.physical(va, Access.FETCH);
    Region region = bus.at(pa);
    if (region == null || region.memory() == null) {
      throw faults.busError(Access.FETCH);
    }
    int offset = region.offsetInMemory(pa & KeptPages.PAGE);
    if (offset < 0 || offset % Memory.PAGE != 0 || offset + Memory.PAGE > region.memory().size()) {
      throw faults.busError(Access.FETCH);
    }
    memory = region.memory();
    pageOffset = offset;
    physical = translation.page(pa);
    kept = !bus.caches.serve(pa, translation.cacheability()) && bus.opens(pa, false);
    if (kept) {
      current.fillFetch(va, physical, memory, offset);
    }
  }
}
