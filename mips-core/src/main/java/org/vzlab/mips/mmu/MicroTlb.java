package org.vzlab.mips.mmu;

import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * One of the two micro-TLBs in front of the TLB, for instructions or for data: the pages of 4 KB
 * used last, whatever the size of the entry they come from, replaced in the order of their use. It
 * is modelled for the time it takes to fill, not for its contents.
 */
final class MicroTlb implements Stateful {
  /** A page that no address lies in: its low bits are not 0. */
  private static final int NONE = 1;

  /** The page used last is the first. */
  private final int[] pages;

  /** The first: what the hot path asks for. */
  private int newest;

  /**
   * @param entries at least 1
   */
  MicroTlb(int entries) {
    pages = new int[entries];
    forget();
  }

  /** The page of an address is used. Returns whether it was there. */
  boolean use(int page) {
    return page == newest || useOlder(page);
  }

  private boolean useOlder(int page) {
    int place = 1;
    while (place < pages.length && pages[place] != page) {
      place++;
    }
    boolean found = place < pages.length;
    System.arraycopy(pages, 0, pages, 1, found ? place : pages.length - 1);
    pages[0] = page;
    newest = page;
    return found;
  }

  /** Nothing is there: translations have changed. */
  void forget() {
    Arrays.fill(pages, NONE);
    newest = NONE;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("pages", pages);
    newest = pages[0];
  }
}
