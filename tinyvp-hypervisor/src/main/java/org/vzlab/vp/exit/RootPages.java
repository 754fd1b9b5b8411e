package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Leaf;

/** Pairs of pages on their way from a tree into the root TLB. */
final class RootPages {
  /** EntryLo.V. */
  static final int V = 1 << 1;

  /** EntryLo.D. */
  static final int D = 1 << 2;

  private static final int G = 1;
  private static final int ENTRY_HI_EHINV = 1 << 10;

  private RootPages() {}

  /** Enters a guest's pair: its GuestID, in GuestCtl1.RID, tells whose it is. */
  static void enter(RootPort port, Leaf leaf) {
    enter(port, leaf.pageMask(), leaf.entryLo0(), leaf.entryLo1());
  }

  /** Enters a pair of root's own: without G, so that EntryHi.ASID tells whose it is. */
  static void enterForAsid(RootPort port, Leaf leaf) {
    enter(port, leaf.pageMask(), leaf.entryLo0() & ~G, leaf.entryLo1() & ~G);
  }

  /** EntryHi has been set by the exception. The same pair never gets a second entry. */
  private static void enter(RootPort port, int pageMask, int entryLo0, int entryLo1) {
    port.cp0(Cp0Register.ENTRY_HI, port.cp0(Cp0Register.ENTRY_HI) & ~ENTRY_HI_EHINV);
    port.tlbp();
    port.cp0(Cp0Register.PAGE_MASK, pageMask);
    port.cp0(Cp0Register.ENTRY_LO0, entryLo0);
    port.cp0(Cp0Register.ENTRY_LO1, entryLo1);
    if (port.cp0(Cp0Register.INDEX) < 0) {
      port.tlbwr();
    } else {
      port.tlbwi();
    }
  }
}
