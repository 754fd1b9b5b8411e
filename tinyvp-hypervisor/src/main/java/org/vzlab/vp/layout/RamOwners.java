package org.vzlab.vp.layout;

import java.util.BitSet;
import java.util.List;

/**
 * Whose the pages of SRAM are. A page is a task's own if its page tree maps it and no other task's
 * does: what is shared, or only reached through a window, is nobody's own.
 */
public final class RamOwners {
  /** SRAM is below this physical address; flash starts at 0x1D000000 (DS60001320, memory map). */
  public static final int RAM_LIMIT = 0x0008_0000;

  private static final int PAGE = (int) Grant.PAGE;
  private static final int SEVERAL = -1;

  /** By page: the only task that maps it, 0 for nobody, or {@link #SEVERAL}. */
  private final int[] owners = new int[RAM_LIMIT / PAGE];

  private final BitSet writable = new BitSet();

  /** The owners that the page trees of guests and threads make. */
  public RamOwners(List<Partition> guests, List<RootThread> threads) {
    guests.forEach(guest -> add(guest.id(), guest.pages()));
    threads.forEach(thread -> add(thread.id(), thread.pages()));
  }

  private void add(int task, PageTree pages) {
    for (Leaf leaf : pages.leaves()) {
      int size = ((leaf.pageMask() | 0x1FFF) + 1) >>> 1;
      add(task, leaf.entryLo0(), size);
      add(task, leaf.entryLo1(), size);
    }
  }

  private void add(int task, int entryLo, int size) {
    // EntryLo.PFN, bits 25:6, as an address (MD00091).
    int start = (entryLo << 6) & -PAGE;
    if ((entryLo & PagePairs.V) == 0 || Integer.compareUnsigned(start, RAM_LIMIT) >= 0) {
      return;
    }
    int end = (start + Math.min(size, RAM_LIMIT - start)) / PAGE;
    for (int page = start / PAGE; page < end; page++) {
      owners[page] = owners[page] == 0 || owners[page] == task ? task : SEVERAL;
      if ((entryLo & PagePairs.D) != 0) {
        writable.set(page);
      }
    }
  }

  /** Whether all of some bytes at a physical address are a task's own. */
  public boolean owns(int task, int address, int size) {
    boolean ram = Integer.compareUnsigned(address, RAM_LIMIT) < 0;
    if (!ram || size <= 0 || size > RAM_LIMIT - address) {
      return false;
    }
    for (int page = address / PAGE; page <= (address + size - 1) / PAGE; page++) {
      if (owners[page] != task) {
        return false;
      }
    }
    return true;
  }

  /** The pages that a task alone maps, and can write to: their numbers, in units of 4 KB. */
  public BitSet writableBy(int task) {
    BitSet pages = new BitSet();
    for (int page = 0; page < owners.length; page++) {
      pages.set(page, owners[page] == task && writable.get(page));
    }
    return pages;
  }
}
