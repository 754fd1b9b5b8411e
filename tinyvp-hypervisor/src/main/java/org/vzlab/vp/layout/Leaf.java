package org.vzlab.vp.layout;

/**
 * One pair of root TLB entries, as it is written: a pair of pages of equal size at an even and an
 * odd place. An entry whose V bit is 0 traps every access.
 *
 * @param base first guest physical address of the pair
 * @param pageMask CP0 PageMask value
 * @param entryLo0 CP0 EntryLo0 value
 * @param entryLo1 CP0 EntryLo1 value
 */
public record Leaf(int base, int pageMask, int entryLo0, int entryLo1) {
  /** The smallest pair has pages of 4 KB. */
  private static final int SMALLEST = 0x1FFF;

  /** Without the bits RI and XI, which stand above the frame number. */
  private static final int FRAME = 0x3FFF_FFFF;

  private static final int FRAME_SHIFT = 6;
  private static final int FRAME_BITS = 12;

  private int pageSize() {
    return ((pageMask | SMALLEST) + 1) >>> 1;
  }

  /** The EntryLo of the page that an address belongs to. */
  public int entryLo(int address) {
    return (address & pageSize()) == 0 ? entryLo0 : entryLo1;
  }

  /** The physical address that a guest physical address leads to. */
  public int physical(int address) {
    int frame = (entryLo(address) & FRAME) >>> FRAME_SHIFT;
    return (frame << FRAME_BITS) + (address & (pageSize() - 1));
  }
}
