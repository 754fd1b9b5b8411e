package org.vzlab.mips.mmu;

import org.vzlab.kit.bus.AccessTime;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;
import org.vzlab.mips.timing.Timing;

/**
 * What each fetch, load and store takes: micro-TLBs, the caches' tags, and what leaves the core. It
 * is told of every access.
 *
 * <p>The page of an access comes as a word that {@link TwoStage#page} makes: the physical page, and
 * flags below it.
 *
 * <p>Instructions that are not cached are fetched a word at a time; the second of two short ones in
 * a word comes with the first, if it is executed after it. What the core holds of a word otherwise
 * is not public. A micro-TLB is emptied when a translation may have changed: when an entry of a TLB
 * is written, and when the address space of root, or of the guest, is another than before. CACHE
 * and SYNCI translate their address beside the micro-TLBs.
 */
public final class AccessTiming implements Stateful {
  /** The page is translated by a TLB. */
  static final int MAPPED = 1 << 3;

  /** It is translated by the guest's TLB and by root's. */
  static final int TWICE = 1 << 4;

  /** It is a page of the guest's address space. */
  static final int GUEST = 1 << 7;

  /** It is cached, by the attribute in the low bits. */
  static final int CACHED = 1 << 5;

  /** What answers is inside the core: no bus is needed. */
  static final int INTERNAL = 1 << 6;

  /** A line that no instruction is in. */
  private static final int NO_LINE = -1;

  private static final int LINE_SHIFT = 4;
  private static final int PAGE = -4096;
  private static final int SHORT = 2;

  private final Timing timing;
  private final CycleAccount account;
  private final Caches caches;
  private final Cache instructions;
  private final Cache data;
  private final int[] newestInstructions;
  private final int[] newestData;
  private final int[] newestDirty;
  private final BusTiming bus;
  private final MicroTlb instructionPages;
  private final MicroTlb dataPages;

  /**
   * The line of 16 bytes, by virtual address, that was fetched last and costs nothing more. It may
   * be forgotten at any time: looking for it anew then costs nothing either.
   */
  private int line = NO_LINE;

  /**
   * The line, by virtual address, of the load or store made last, if the data cache holds it: to
   * use it again changes nothing there. It may be forgotten at any time, too.
   */
  private int dataLine = NO_LINE;

  /** The same, if to store into it again changes nothing either. */
  private int storeLine = NO_LINE;

  /** Address of the instruction that was fetched last, if it was not cached. */
  private int uncached;

  /** The address space of root and that of the guest. */
  private final long[] spaces = new long[2];

  AccessTiming(Timing timing, Caches caches, BusTiming bus) {
    this.timing = timing;
    this.account = timing.account;
    this.caches = caches;
    instructions = caches.instructions;
    data = caches.data;
    newestInstructions = instructions.newest;
    newestData = data.newest;
    newestDirty = data.newestDirty;
    this.bus = bus;
    int entries = Math.max(1, timing.get(TimingConstant.MICRO_TLB_ENTRIES));
    instructionPages = new MicroTlb(entries);
    dataPages = new MicroTlb(entries);
  }

  /**
   * The instruction at a virtual address is about to be issued.
   *
   * @param page the physical page it is in
   */
  public void fetch(int va, int page) {
    if (va >>> LINE_SHIFT != line) {
      fetchLine(va, page);
    }
  }

  private void fetchLine(int va, int page) {
    if ((page & CACHED) == 0) {
      account.count(Tally.UNCACHED_FETCH);
    }
    fetchRest(va, page);
  }

  /** The part at a virtual address, in the next line, of the instruction fetched last. */
  public void fetchRest(int va, int page) {
    translateFetch(va, page);
    int pa = (page & PAGE) | (va & ~PAGE);
    if ((page & CACHED) == 0) {
      fetchWord(va, pa);
    } else if (Cache.has(newestInstructions, pa) || caches.touch(instructions, pa)) {
      line = va >>> LINE_SHIFT;
    } else {
      bus.missed(AccessTime.Kind.FETCH);
      fetchWord(va, pa);
    }
  }

  /** An instruction's address is translated, before anything is fetched from there. */
  void translateFetch(int va, int page) {
    if ((page & MAPPED) != 0 && !instructionPages.use(tag(va, page))) {
      missed(Tally.INSTRUCTION_TLB_MISS, page);
    }
  }

  private void fetchWord(int va, int pa) {
    boolean follows = (va & SHORT) != 0 && va - SHORT == uncached;
    uncached = va;
    line = NO_LINE;
    if (!follows) {
      bus.fetch(pa & -4);
    }
  }

  /** A load is about to be made. */
  void load(int va, int page) {
    if (va >>> LINE_SHIFT == dataLine) {
      account.dataAccesses++;
    } else {
      loadElsewhere(va, page);
    }
  }

  private void loadElsewhere(int va, int page) {
    translateData(va, page);
    int pa = (page & PAGE) | (va & ~PAGE);
    storeLine = NO_LINE;
    if ((page & CACHED) == 0) {
      dataLine = NO_LINE;
      if ((page & INTERNAL) == 0) {
        bus.load(pa);
      }
      return;
    }
    account.dataAccesses++;
    if (Cache.has(newestData, pa)) {
      dataLine = va >>> LINE_SHIFT;
    } else {
      loadOlder(va, pa);
    }
  }

  private void loadOlder(int va, int pa) {
    if (!caches.touch(data, pa)) {
      bus.missed(AccessTime.Kind.READ);
      bus.load(pa);
    }
    dataLine = Cache.has(newestData, pa) ? va >>> LINE_SHIFT : NO_LINE;
  }

  /** A store is about to be made. */
  void store(int va, int page) {
    if (va >>> LINE_SHIFT == storeLine) {
      account.dataAccesses++;
    } else {
      storeElsewhere(va, page);
    }
  }

  private void storeElsewhere(int va, int page) {
    translateData(va, page);
    int pa = (page & PAGE) | (va & ~PAGE);
    dataLine = NO_LINE;
    storeLine = NO_LINE;
    if ((page & CACHED) == 0) {
      if ((page & INTERNAL) == 0) {
        bus.store(pa);
      }
      return;
    }
    account.dataAccesses++;
    int cacheability = page & Cacheability.MASK;
    boolean through = cacheability <= Cacheability.WRITE_THROUGH_ALLOCATE;
    if (through || !Cache.has(newestDirty, pa)) {
      caches.touchToStore(pa, cacheability);
    }
    if (!through && Cache.has(newestDirty, pa)) {
      dataLine = va >>> LINE_SHIFT;
      storeLine = dataLine;
    }
  }

  /** A load's or store's address in another line than the last is translated. */
  private void translateData(int va, int page) {
    account.dataIsMapped(page & MAPPED);
    if ((page & MAPPED) != 0) {
      if ((page & CACHED) == 0) {
        account.count(Tally.DATA_MAPPED);
      }
      if (!dataPages.use(tag(va, page))) {
        missed(Tally.DATA_TLB_MISS, page);
      }
    }
  }

  /** Root's pages and the guest's are told apart. */
  private static int tag(int va, int page) {
    return (va & PAGE) | (page & (MAPPED | GUEST));
  }

  private void missed(Tally what, int page) {
    account.count(what);
    timing.stall(Stall.TLB, TimingConstant.MICRO_TLB_MISS);
    if ((page & TWICE) != 0) {
      timing.stall(Stall.TLB, TimingConstant.SECOND_STAGE);
    }
  }

  /** The lines used last are to be looked for anew: another page may be there, or no line. */
  public void forgetLines() {
    line = NO_LINE;
    dataLine = NO_LINE;
    storeLine = NO_LINE;
  }

  /**
   * An address space counts from now on, root's or the guest's. The micro-TLBs are emptied if the
   * last one of that context was another, and the word that was fetched last is one of that.
   */
  void select(boolean guest, long addressSpace) {
    forgetLines();
    int context = guest ? 1 : 0;
    if (spaces[context] != addressSpace) {
      spaces[context] = addressSpace;
      uncached = NO_LINE;
      forgetPages();
    }
  }

  /** Translations have changed. */
  void forgetPages() {
    instructionPages.forget();
    dataPages.forget();
    forgetLines();
  }

  @Override
  public void visit(StateVisitor visitor) {
    uncached = visitor.int32("uncached", uncached);
    for (int i = 0; i < spaces.length; i++) {
      spaces[i] = visitor.int64("space" + i, spaces[i]);
    }
    visitor.enter("instructionPages", instructionPages);
    visitor.enter("dataPages", dataPages);
    forgetLines();
  }
}
