package org.vzlab.vp.layout;

import java.util.List;

/**
 * A guest's physical address space as its hypervisor walks it on a root TLB refill: from a guest
 * physical address to the pair of TLB entries that covers it.
 */
public final class PageTree {
  private final List<Leaf> leaves;

  /** A tree over pairs that do not overlap. */
  public PageTree(List<Leaf> leaves) {
    this.leaves = List.copyOf(leaves);
  }

  /** The pair that covers a guest physical address, or null if nothing is there. */
  public Leaf at(int address) {
    for (Leaf leaf : leaves) {
      if (((address ^ leaf.base()) & ~(leaf.pageMask() | 0x1FFF)) == 0) {
        return leaf;
      }
    }
    return null;
  }

  /** All pairs in ascending order. */
  public List<Leaf> leaves() {
    return leaves;
  }
}
