package org.vzlab.vp.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.vdev.Pic32mz;

/** A task's RAM: the writable pages of its tree that lie in SRAM and that nobody shares. */
final class TaskMemory {
  private static final int ENTRY_D = 1 << 2;
  private static final int ENTRY_V = 1 << 1;

  private final RootPort port;
  private final Purse purse;
  private final Map<Integer, PageTree> trees = new LinkedHashMap<>();

  /**
   * @param purse pays for what is done to memory
   */
  TaskMemory(RootPort port, Layout layout, Purse purse) {
    this.port = port;
    this.purse = purse;
    layout.partitions().forEach(guest -> trees.put(guest.id(), guest.pages()));
    layout.threads().forEach(thread -> trees.put(thread.id(), thread.pages()));
  }

  /** Stores zeros over all of a task's RAM. */
  void clear(int owner, PageTree pages) {
    for (Leaf leaf : pages.leaves()) {
      clear(owner, leaf.entryLo0(), pageSize(leaf));
      clear(owner, leaf.entryLo1(), pageSize(leaf));
    }
  }

  private void clear(int owner, int entryLo, int size) {
    int start = physical(entryLo);
    if (!isRam(entryLo) || size > Pic32mz.RAM_LIMIT - start || sharedWithAnother(owner, start)) {
      return;
    }
    for (int address = start; address < start + size; address += 4) {
      port.store(address, 4, 0);
    }
    purse.charge(Work.CLEAR_WORD, size / 4);
  }

  private boolean sharedWithAnother(int owner, int physical) {
    for (Map.Entry<Integer, PageTree> other : trees.entrySet()) {
      for (Leaf leaf : other.getValue().leaves()) {
        if (other.getKey() != owner
            && (holds(leaf.entryLo0(), pageSize(leaf), physical)
                || holds(leaf.entryLo1(), pageSize(leaf), physical))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(int entryLo, int size, int physical) {
    return (entryLo & ENTRY_V) != 0
        && Integer.compareUnsigned(physical - physical(entryLo), size) < 0;
  }

  private static boolean isRam(int entryLo) {
    boolean writable = (entryLo & (ENTRY_V | ENTRY_D)) == (ENTRY_V | ENTRY_D);
    return writable && Integer.compareUnsigned(physical(entryLo), Pic32mz.RAM_LIMIT) < 0;
  }

  /** EntryLo.PFN, bits 25:6, as an address (MD00091). */
  private static int physical(int entryLo) {
    return (entryLo << 6) & 0xFFFFF000;
  }

  private static int pageSize(Leaf leaf) {
    return ((leaf.pageMask() | 0x1FFF) + 1) >>> 1;
  }
}
