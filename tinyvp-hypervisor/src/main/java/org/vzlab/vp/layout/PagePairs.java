package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fewest pairs of TLB entries for a map of pages.
 *
 * <p>A pair covers a naturally aligned block of 8 KB times a power of four; the blocks of all sizes
 * nest, so the largest block that can be one pair is always the best choice for its addresses.
 */
final class PagePairs {
  /** Valid bit of EntryLo (MD00091). */
  static final int V = 1 << 1;

  /** Dirty bit of EntryLo: stores are allowed. */
  static final int D = 1 << 2;

  /** Global bit; the root TLB's writes with a GuestID set it in any case (MD00847). */
  static final int G = 1;

  /** Read inhibit. */
  static final int RI = 1 << 31;

  /** Execute inhibit. */
  static final int XI = 1 << 30;

  /** Position of the cacheability attribute. */
  static final int C_SHIFT = 3;

  private static final long SMALLEST = 0x2000;
  private static final long LARGEST = 0x2000_0000;

  /**
   * Whole pages that go to consecutive physical ones.
   *
   * @param base first guest physical address
   * @param size bytes
   * @param physical first physical address
   * @param bits EntryLo without its frame number
   */
  record Run(long base, long size, long physical, int bits) {
    long end() {
      return base + size;
    }

    boolean precedes(Run next) {
      return end() == next.base && physical + size == next.physical && bits == next.bits;
    }
  }

  private final List<Run> runs = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  private PagePairs(List<Run> pages) {
    List<Run> sorted = new ArrayList<>(pages);
    sorted.sort(Comparator.comparingLong(Run::base));
    for (Run run : sorted) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).precedes(run)) {
        Run before = runs.get(last);
        runs.set(last, new Run(before.base, before.size + run.size, before.physical, before.bits));
      } else {
        runs.add(run);
      }
    }
  }

  /** The pairs for runs that do not overlap, in ascending order. */
  static List<Leaf> of(List<Run> runs) {
    PagePairs pairs = new PagePairs(runs);
    for (long base = 0; base < 1L << 32; base += LARGEST) {
      pairs.cover(base, LARGEST);
    }
    return pairs.leaves;
  }

  private void cover(long base, long size) {
    long half = size / 2;
    Run even = overlapping(base, half);
    Run odd = overlapping(base + half, half);
    if (even == null && odd == null) {
      return;
    }
    boolean one =
        (even == null || fills(even, base, half)) && (odd == null || fills(odd, base + half, half));
    if (one) {
      int pageMask = (int) (size - 1) & ~0x1FFF;
      leaves.add(new Leaf((int) base, pageMask, entryLo(even, base), entryLo(odd, base + half)));
      return;
    }
    if (size == SMALLEST) {
      throw new IllegalStateException("a page that is not mapped as a whole: " + even + ", " + odd);
    }
    for (int i = 0; i < 4; i++) {
      cover(base + i * (size / 4), size / 4);
    }
  }

  private Run overlapping(long base, long size) {
    for (Run run : runs) {
      if (run.base < base + size && base < run.end()) {
        return run;
      }
    }
    return null;
  }

  private static boolean fills(Run run, long base, long size) {
    return run.base <= base
        && base + size <= run.end()
        && (run.physical + base - run.base) % size == 0;
  }

  private static int entryLo(Run run, long base) {
    if (run == null) {
      return G;
    }
    long frame = (run.physical + base - run.base) >>> 12;
    return (int) (frame << 6) | run.bits;
  }
}
