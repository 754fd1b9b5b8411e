package org.vzlab.mips.mmu;

import org.vzlab.mips.cp0.TlbFields;

/**
 * A TLB entry as the registers hold it.
 *
 * @param entryHi VPN2, ASID and EHINV
 * @param pageMask the size of the pages
 * @param entryLo0 the even page; its G bit is the entry's
 * @param entryLo1 the odd page; its G bit is the entry's
 * @param guestId the guest it belongs to, 0 for root
 */
public record TlbEntry(int entryHi, int pageMask, int entryLo0, int entryLo1, int guestId) {
  /** What TLBR shows of an entry that matches nothing. */
  public static final TlbEntry INVALID = new TlbEntry(TlbFields.EHINV, 0, 0, 0, 0);

  /** Whether the entry matches nothing. */
  public boolean isInvalid() {
    return (entryHi & TlbFields.EHINV) != 0;
  }

  /** Whether the ASID does not count. */
  public boolean global() {
    return (entryLo0 & entryLo1 & TlbFields.G) != 0;
  }

  /** The same entry for every ASID. */
  TlbEntry forEveryAsid() {
    return new TlbEntry(entryHi, pageMask, entryLo0 | TlbFields.G, entryLo1 | TlbFields.G, guestId);
  }
}
