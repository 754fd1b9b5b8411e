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
public record Leaf(int base, int pageMask, int entryLo0, int entryLo1) {}
