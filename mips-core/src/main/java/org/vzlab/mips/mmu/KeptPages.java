package org.vzlab.mips.mmu;

import java.util.Arrays;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;

/**
 * The translations of one privilege level that lead to memory, kept in arrays that the fast path
 * indexes by page number. It is a cache of the TLBs and holds no state of its own.
 */
final class KeptPages {
  static final int ENTRIES = 256;
  static final int INDEX = ENTRIES - 1;

  /** Masks an address down to its page and the bits that an aligned access has clear. */
  static final int PAGE = -Memory.PAGE;

  /** A tag that no masked address equals: the bit is in no mask. */
  private static final int EMPTY = 1 << 11;

  final int[] readTag = new int[ENTRIES];
  final int[] writeTag = new int[ENTRIES];
  final int[] fetchTag = new int[ENTRIES];
  final byte[][] bytes = new byte[ENTRIES][];
  final Memory[] fetchMemory = new Memory[ENTRIES];
  final int[] fetchOffset = new int[ENTRIES];

  /** What to add to a virtual address to get the index in {@link #bytes}. */
  final int[] bias = new int[ENTRIES];

  /** The physical page, as {@link AccessTiming} wants it. */
  final int[] dataPage = new int[ENTRIES];

  final int[] fetchPage = new int[ENTRIES];

  private long key = -1;
  private boolean filled = true;

  KeptPages() {
    flush();
  }

  /** Forgets everything. */
  void flush() {
    if (filled) {
      Arrays.fill(readTag, EMPTY);
      Arrays.fill(writeTag, EMPTY);
      Arrays.fill(fetchTag, EMPTY);
      filled = false;
    }
  }

  /** Forgets everything if it is about another address space; true if it is about another. */
  boolean serve(long newKey) {
    if (key == newKey) {
      return false;
    }
    key = newKey;
    flush();
    return true;
  }

  /**
   * Keeps the page that has just been translated, if it is memory that can be reached directly. If
   * somebody hears of translations, what has not been heard of it is not kept.
   */
  void keep(int va, int pa, Access access, CoreBus bus, TwoStage translation) {
    Region region = bus.direct(pa, translation.cacheability());
    if (region == null || !region.isMemoryPage(pa)) {
      return;
    }
    Memory memory = region.memory();
    int offset = region.offsetInMemory(pa & PAGE);
    if (offset % Memory.PAGE != 0) {
      return;
    }
    boolean readable = translation.readable() && bus.opens(pa, false);
    boolean stored = memory.writable() && !memory.isWatched(offset) && bus.opens(pa, true);
    boolean writable = translation.writable() && stored;
    int page = va & PAGE;
    int index = (va >>> 12) & INDEX;
    if (translation.isHeard()) {
      readable &= access == Access.LOAD || readTag[index] == page;
      writable &= access == Access.STORE || writeTag[index] == page;
    }
    readTag[index] = readable ? page : EMPTY;
    writeTag[index] = writable ? page : EMPTY;
    bytes[index] = memory.bytes();
    bias[index] = offset - page;
    dataPage[index] = translation.page(pa);
    filled = true;
  }

  void fillFetch(int va, int physical, Memory memory, int offset) {
    int index = (va >>> 12) & INDEX;
    fetchTag[index] = va & PAGE;
    fetchMemory[index] = memory;
    fetchOffset[index] = offset;
    fetchPage[index] = physical;
    filled = true;
  }
}
