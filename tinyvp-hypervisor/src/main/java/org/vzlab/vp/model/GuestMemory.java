package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.vdev.Pic32mz;
import org.vzlab.vp.vdev.Work;

/** A guest's RAM: the writable pages of its tree that lie in SRAM and that nobody shares. */
final class GuestMemory {
  private static final int ENTRY_D = 1 << 2;
  private static final int ENTRY_V = 1 << 1;

  private final RootPort port;
  private final List<Partition> partitions;

  GuestMemory(RootPort port, List<Partition> partitions) {
    this.port = port;
    this.partitions = partitions;
  }

  /** Stores zeros over all of a guest's RAM. */
  void clear(Partition owner) {
    for (Leaf leaf : owner.pages().leaves()) {
      clear(owner, leaf.entryLo0(), pageSize(leaf));
      clear(owner, leaf.entryLo1(), pageSize(leaf));
    }
  }

  private void clear(Partition owner, int entryLo, int size) {
    int start = physical(entryLo);
    if (!isRam(entryLo) || size > Pic32mz.RAM_LIMIT - start || sharedWithAnother(owner, start)) {
      return;
    }
    for (int address = start; address < start + size; address += 4) {
      port.store(address, 4, 0);
    }
    port.charge(Work.CLEAR_WORD, size / 4);
  }

  private boolean sharedWithAnother(Partition owner, int physical) {
    for (Partition other : partitions) {
      for (Leaf leaf : other.pages().leaves()) {
        if (other.id() != owner.id()
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
