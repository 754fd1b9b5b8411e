package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.PageTree.Node;
import org.vzlab.vp.layout.PageTree.Pair;
import org.vzlab.vp.layout.PageTree.Table;

/**
 * Page trees as they lie in memory: nodes of four words, as in tinyVP. A tree begins with its eight
 * top nodes; the nodes of a table are neighbours.
 *
 * <table>
 * <caption>Words of a node</caption>
 * <tr><td>nothing</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>
 * <tr><td>pair</td><td>1</td><td>0</td><td>EntryLo0</td><td>EntryLo1</td></tr>
 * <tr><td>table</td><td>first node</td><td>mask, bit 0 set</td><td>golden</td><td>shifts</td></tr>
 * </table>
 *
 * <p>Shifts are the page mask of the table's pairs in bits 31:10 (PageMask bits 28:13), a right
 * shift in bits 9:5 and a left shift in bits 4:0: the node for an address is number {@code (address
 * << left) >>> right}, and the only one if right is 0. A pair has no base and no PageMask of its
 * own, both follow from its place.
 */
public final class PageNodes {
  private static final int WORDS = PageTree.NODE_BYTES / 4;
  private static final int IS_PAIR = 1;
  private static final int IS_TABLE = 1;
  private static final int RIGHT = 5;
  private static final int PAGES = 10;

  /** Bits of an address within the smallest pair. */
  private static final int SMALLEST = 13;

  /** Bits of EntryLo that are none of RI, XI, PFN, C, D, V and G (MD00091). */
  private static final int ENTRY_LO_ZERO = 0x3C00_0000;

  private static final int ENTRY_LO_V = 1 << 1;

  private final int[] words;
  private final int base;

  /** Nodes that a tree has already. */
  private final BitSet used = new BitSet();

  /**
   * Nodes to read trees from.
   *
   * @param words four for each node
   * @param base what the first node is addressed by; the next by 16 more
   */
  public PageNodes(int[] words, int base) {
    this.words = words.clone();
    this.base = base;
  }

  /**
   * The nodes of a tree.
   *
   * @param base what the first node is addressed by
   * @return four words for each node
   */
  public static int[] of(PageTree tree, int base) {
    int[] words = new int[tree.sizeInBytes() / 4];
    put(tree.top(), 0, words, base, tree.top().length);
    return words;
  }

  /** Puts nodes and everything below them; returns the next free node. */
  private static int put(Node[] nodes, int at, int[] words, int base, int free) {
    int next = free;
    for (int i = 0; i < nodes.length; i++) {
      int word = (at + i) * WORDS;
      if (nodes[i] instanceof Pair pair) {
        words[word] = IS_PAIR;
        words[word + 2] = pair.leaf().entryLo0();
        words[word + 3] = pair.leaf().entryLo1();
      } else if (nodes[i] instanceof Table table) {
        words[word] = base + next * PageTree.NODE_BYTES;
        words[word + 1] = table.mask | IS_TABLE;
        words[word + 2] = table.golden;
        words[word + 3] = shifts(table);
        next = put(table.nodes, next, words, base, next + table.nodes.length);
      }
    }
    return next;
  }

  private static int shifts(Table table) {
    int width = Integer.numberOfTrailingZeros(table.nodes.length);
    int left = 32 - table.shift - width;
    int right = width == 0 ? 0 : 32 - width;
    return pageMask(table.shift) >>> SMALLEST << PAGES | right << RIGHT | left;
  }

  private static int pageMask(int bits) {
    return ((1 << bits) - 1) & ~0x1FFF;
  }

  /**
   * The tree whose top nodes are at an address; its tables are as they lie there. No node may
   * belong to two places, of this tree or of one that has been read before.
   *
   * @throws ImageException if it is no tree: which node, what was found there and what was expected
   */
  public PageTree tree(int address) throws ImageException {
    int first = nodes(address, PageTree.TOP_NODES, "the tree");
    Reading reading = new Reading();
    Node[] top = new Node[PageTree.TOP_NODES];
    for (int i = 0; i < top.length; i++) {
      top[i] = reading.node(first + i, i << PageTree.TOP_SHIFT, PageTree.TOP_SHIFT);
    }
    return new PageTree(reading.leaves, top, top.length + reading.below);
  }

  /** Takes neighbouring nodes; returns the number of the first. */
  private int nodes(int address, int count, String who) throws ImageException {
    int offset = address - base;
    int first = offset / PageTree.NODE_BYTES;
    long end = (long) first + count;
    if (offset < 0 || offset % PageTree.NODE_BYTES != 0 || end > words.length / WORDS) {
      throw new ImageException(
          "%s: found %d nodes at 0x%X, expected them among the %d from 0x%X on"
              .formatted(who, count, address, words.length / WORDS, base));
    }
    int other = used.nextSetBit(first);
    if (other >= 0 && other < end) {
      throw new ImageException(
          "%s: found the node at 0x%X in two places, expected each in one"
              .formatted(who, base + other * PageTree.NODE_BYTES));
    }
    used.set(first, (int) end);
    return first;
  }

  /** Reads one tree, in ascending order of addresses. */
  private final class Reading {
    private final List<Leaf> leaves = new ArrayList<>();
    private int below;

    /** What is at the place of 2^bits bytes from an address on, or null. */
    Node node(int number, int start, int bits) throws ImageException {
      int word = number * WORDS;
      if ((words[word + 1] & IS_TABLE) != 0) {
        return table(number, start, bits);
      }
      if (words[word] == IS_PAIR) {
        require(number, "bitmap", words[word + 1], 0);
        return pair(number, start, bits);
      }
      for (int i = 0; i < WORDS; i++) {
        require(number, "word " + i, words[word + i], 0);
      }
      return null;
    }

    private Pair pair(int number, int start, int bits) throws ImageException {
      if (bits < SMALLEST || bits % 2 == 0) {
        throw error(
            number, "a pair of 2^" + bits + " bytes", "2^13, 2^15 or another size of two pages");
      }
      int even = words[number * WORDS + 2];
      int odd = words[number * WORDS + 3];
      entryLo(number, "EntryLo0", even, bits);
      entryLo(number, "EntryLo1", odd, bits);
      Leaf leaf = new Leaf(start, pageMask(bits), even, odd);
      leaves.add(leaf);
      return new Pair(leaf);
    }

    private void entryLo(int number, String name, int value, int bits) throws ImageException {
      int frame = (value << 6) & -0x1000;
      boolean aligned = (frame & ((1 << (bits - 1)) - 1)) == 0;
      if ((value & ENTRY_LO_ZERO) != 0 || ((value & ENTRY_LO_V) != 0 && !aligned)) {
        throw error(
            number,
            String.format("%s 0x%08X", name, value),
            "bits 29:26 clear and the frame of a page of 2^%d bytes".formatted(bits - 1));
      }
    }

    private Table table(int number, int start, int bits) throws ImageException {
      int word = number * WORDS;
      int shifts = words[word + 3];
      int left = shifts & 0x1F;
      int right = (shifts >>> RIGHT) & 0x1F;
      int width = right == 0 ? 0 : 32 - right;
      int shift = 32 - left - width;
      if (shift < SMALLEST || shift >= bits || shift + width > bits) {
        throw error(
            number,
            String.format("shifts 0x%08X, places of 2^%d bytes", shifts, shift),
            "a table in a place of 2^%d bytes".formatted(bits));
      }
      require(number, "page mask in shifts", shifts >>> PAGES, pageMask(shift) >>> SMALLEST);
      int mask = -1 << (shift + width);
      require(number, "mask", words[word + 1], mask | IS_TABLE);
      int golden = words[word + 2];
      int place = -1 << bits;
      if ((golden & ~mask) != 0 || (golden & place) != start) {
        throw error(
            number,
            String.format("golden 0x%08X", golden),
            "bits of mask 0x%08X, and those of the place at 0x%08X".formatted(mask, start));
      }
      Node[] nodes = new Node[1 << width];
      int first = nodes(words[word], nodes.length, title(number));
      below += nodes.length;
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = node(first + i, golden | i << shift, shift);
      }
      return new Table(mask, golden, shift, nodes);
    }

    private void require(int number, String what, int found, int expected) throws ImageException {
      if (found != expected) {
        throw error(
            number, String.format("%s 0x%08X", what, found), String.format("0x%08X", expected));
      }
    }

    private ImageException error(int number, String found, String expected) {
      return new ImageException(title(number) + ": found " + found + ", expected " + expected);
    }

    private String title(int number) {
      return "the node at 0x%X".formatted(base + number * PageTree.NODE_BYTES);
    }
  }
}
