package org.vzlab.mips.mmu;

/**
 * A TLB entry has been written.
 *
 * @param time board time in SYSCLK cycles
 * @param guestTlb whether in the guest's TLB
 * @param index which entry
 * @param entry what it holds now
 */
public record TlbWritten(long time, boolean guestTlb, int index, TlbEntry entry) {}
