package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Leaf;

/** Pairs of pages on their way from a tree into the root TLB. */
public final class RootPages {
  /** EntryLo.V. */
  public static final int V = 1 << 1;

  /** EntryLo.D. */
  public static final int D = 1 << 2;

  private static final int ENTRY_HI_EHINV = 1 << 10;

  private RootPages() {}

  /** The EntryLo of a pair that an address belongs to. */
  public static int half(Leaf leaf, int address) {
    int pageSize = ((leaf.pageMask() | 0x1FFF) + 1) >>> 1;
    return (address & pageSize) == 0 ? leaf.entryLo0() : leaf.entryLo1();
  }

  /** EntryHi has been set by the exception. The same pair never gets a second entry. */
  public static void enter(RootPort port, Leaf leaf) {
    port.cp0(Cp0Register.ENTRY_HI, port.cp0(Cp0Register.ENTRY_HI) & ~ENTRY_HI_EHINV);
    port.tlbp();
    port.cp0(Cp0Register.PAGE_MASK, leaf.pageMask());
    port.cp0(Cp0Register.ENTRY_LO0, leaf.entryLo0());
    port.cp0(Cp0Register.ENTRY_LO1, leaf.entryLo1());
    if (port.cp0(Cp0Register.INDEX) < 0) {
      port.tlbwr();
    } else {
      port.tlbwi();
    }
  }
}
