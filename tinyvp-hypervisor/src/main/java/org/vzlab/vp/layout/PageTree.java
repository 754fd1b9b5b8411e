package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A guest's physical address space as its hypervisor walks it on a root TLB refill: from a guest
 * physical address to the pair of TLB entries that covers it.
 *
 * <p>The walk starts at one of eight nodes, one for each 512 MB. A table's node holds the bits that
 * all pairs below share, so a level with a single way through takes no space, and the range of
 * address bits that selects a node of the table. Table widths are chosen for the smallest tree.
 */
public final class PageTree {
  /** Bytes of a node in tinyVP's tables. */
  public static final int NODE_BYTES = 16;

  /** Each of the top nodes is the place of 2^29 bytes. */
  static final int TOP_SHIFT = 29;

  /** Nodes that every tree has. */
  static final int TOP_NODES = 1 << (32 - TOP_SHIFT);

  /** No table is wider than this: the smallest tree never needs it for a real map. */
  private static final int MAX_WIDTH = 12;

  /** What is at a place of the tree, unless nothing is there. */
  sealed interface Node permits Pair, Table {}

  /** A pair that covers all of its place. */
  record Pair(Leaf leaf) implements Node {}

  /** A table and what all of its pairs have in common: {@code (address & mask) == golden}. */
  static final class Table implements Node {
    final int mask;
    final int golden;
    final int shift;
    final Node[] nodes;

    Table(int mask, int golden, int shift, Node[] nodes) {
      this.mask = mask;
      this.golden = golden;
      this.shift = shift;
      this.nodes = nodes;
    }
  }

  /** A choice for a run of leaves: the table's lowest index bit and its cost in nodes. */
  private record Choice(int shift, int width, long cost) {}

  private final List<Leaf> leaves;
  private final Node[] top;
  private final int nodeCount;

  /**
   * A tree over pairs.
   *
   * @throws IllegalArgumentException if two pairs overlap
   */
  public PageTree(List<Leaf> leaves) {
    List<Leaf> sorted = new ArrayList<>(leaves);
    sorted.sort(Comparator.comparing(Leaf::base, Integer::compareUnsigned));
    this.leaves = List.copyOf(sorted);
    for (int i = 1; i < sorted.size(); i++) {
      if (covers(sorted.get(i - 1), sorted.get(i).base())) {
        throw new IllegalArgumentException(
            "overlapping pairs: " + sorted.get(i - 1) + " and " + sorted.get(i));
      }
    }
    top = new Node[TOP_NODES];
    Builder builder = new Builder(this.leaves);
    int from = 0;
    for (int i = 0; i < top.length; i++) {
      int to = from;
      while (to < sorted.size() && sorted.get(to).base() >>> TOP_SHIFT == i) {
        to++;
      }
      top[i] = builder.build(from, to, TOP_SHIFT);
      from = to;
    }
    nodeCount = top.length + builder.nodes;
  }

  /** A tree as it is, the smallest or not; its pairs in ascending order. */
  PageTree(List<Leaf> leaves, Node[] top, int nodeCount) {
    this.leaves = List.copyOf(leaves);
    this.top = top;
    this.nodeCount = nodeCount;
  }

  /** The place of each 512 MB. */
  Node[] top() {
    return top;
  }

  /** The pair that covers a guest physical address, or null if nothing is there. */
  public Leaf at(int address) {
    Node node = top[address >>> TOP_SHIFT];
    while (node instanceof Table table) {
      if ((address & table.mask) != table.golden) {
        return null;
      }
      node = table.nodes[(address >>> table.shift) & (table.nodes.length - 1)];
    }
    return node instanceof Pair pair ? pair.leaf : null;
  }

  /**
   * The physical address that a guest physical address leads to.
   *
   * @throws IllegalArgumentException if nothing is there
   */
  public int physical(int address) {
    Leaf leaf = at(address);
    if (leaf == null) {
      throw new IllegalArgumentException(String.format("no page at 0x%08X", address));
    }
    return leaf.physical(address);
  }

  /** Tables below the top that a walk to a guest physical address goes through. */
  public int levels(int address) {
    int levels = 0;
    Node node = top[address >>> TOP_SHIFT];
    while (node instanceof Table table) {
      levels++;
      node =
          (address & table.mask) == table.golden
              ? table.nodes[(address >>> table.shift) & (table.nodes.length - 1)]
              : null;
    }
    return levels;
  }

  /** All pairs in ascending order. */
  public List<Leaf> leaves() {
    return leaves;
  }

  /** Bytes the tree takes up as a table of 16-byte nodes. */
  public int sizeInBytes() {
    return nodeCount * NODE_BYTES;
  }

  /** Equal are trees with the same pairs at the same places of the same tables. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PageTree tree
        && leaves.equals(tree.leaves)
        && Arrays.equals(PageNodes.of(this, 0), PageNodes.of(tree, 0));
  }

  @Override
  public int hashCode() {
    return leaves.hashCode();
  }

  @Override
  public String toString() {
    return "PageTree" + leaves;
  }

  private static boolean covers(Leaf leaf, int address) {
    return ((address ^ leaf.base()) & ~(leaf.pageMask() | 0x1FFF)) == 0;
  }

  /** Builds the tables of one tree, remembering the choice for each run of leaves. */
  private static final class Builder {
    private final List<Leaf> leaves;
    private final Map<Long, Choice> choices = new HashMap<>();
    private int nodes;

    Builder(List<Leaf> leaves) {
      this.leaves = leaves;
    }

    /** The node for the leaves of a run, in a place that covers 2^bits bytes. */
    Node build(int from, int to, int bits) {
      if (from == to) {
        return null;
      }
      if (fits(from, to, bits)) {
        return new Pair(leaves.get(from));
      }
      Choice choice = choose(from, to);
      nodes += 1 << choice.width;
      Node[] children = new Node[1 << choice.width];
      int end;
      for (int start = from; start < to; start = end) {
        end = groupEnd(start, to, choice.shift);
        int index = (leaves.get(start).base() >>> choice.shift) & (children.length - 1);
        children[index] = build(start, end, choice.shift);
      }
      int common = choice.shift + choice.width;
      int mask = common == 32 ? 0 : -1 << common;
      return new Table(mask, leaves.get(from).base() & mask, choice.shift, children);
    }

    private Choice choose(int from, int to) {
      long key = (long) from << 32 | to;
      Choice known = choices.get(key);
      if (known == null) {
        known = search(from, to);
        choices.put(key, known);
      }
      return known;
    }

    private Choice search(int from, int to) {
      int differing = leaves.get(from).base() ^ leaves.get(to - 1).base();
      int lowest = 0;
      for (int i = from; i < to; i++) {
        lowest = Math.max(lowest, bits(leaves.get(i)));
      }
      if (differing == 0) {
        return new Choice(lowest, 0, 1);
      }
      int high = 32 - Integer.numberOfLeadingZeros(differing);
      Choice best = null;
      for (int shift = high - 1; shift >= Math.max(lowest, high - MAX_WIDTH); shift--) {
        long cost = 1L << (high - shift);
        for (int start = from; start < to; start = groupEnd(start, to, shift)) {
          int end = groupEnd(start, to, shift);
          cost += fits(start, end, shift) ? 0 : choose(start, end).cost;
        }
        if (best == null || cost < best.cost) {
          best = new Choice(shift, high - shift, cost);
        }
      }
      return best;
    }

    private boolean fits(int from, int to, int bits) {
      return to - from == 1 && bits(leaves.get(from)) == bits;
    }

    /** The end of the leaves that agree with the first one in all bits from the shift up. */
    private int groupEnd(int from, int to, int shift) {
      int end = from + 1;
      while (end < to && leaves.get(end).base() >>> shift == leaves.get(from).base() >>> shift) {
        end++;
      }
      return end;
    }

    private static int bits(Leaf leaf) {
      return 32 - Integer.numberOfLeadingZeros(leaf.pageMask() | 0x1FFF);
    }
  }
}
