package org.vzlab.mips.mmu;

import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.TlbFields;

/**
 * A joint TLB of 16 dual entries with page sizes of 4 KB to 256 MB, tagged with the guest they
 * belong to (MD00091 "TLB Initialization, Organization"; MD00847). Of several entries that match,
 * which root cannot write and a guest can, the one with the lowest index counts.
 */
public final class Tlb implements Stateful {
  /** Dual entries. */
  public static final int ENTRIES = 16;

  /** In place of an ASID: entries match whatever their ASID. */
  public static final int ANY_ASID = -1;

  /** An index that stands for no entry. */
  public static final int NONE = -1;

  private static final int OFFSET_IN_PAIR = 0x1FFF;

  private final int[] vpn2 = new int[ENTRIES];
  private final int[] asid = new int[ENTRIES];
  private final int[] global = new int[ENTRIES];
  private final int[] guestId = new int[ENTRIES];
  private final int[] present = new int[ENTRIES];
  private final int[] pageMask = new int[ENTRIES];
  private final int[] low0 = new int[ENTRIES];
  private final int[] low1 = new int[ENTRIES];

  /** The entry for an address, or {@link #NONE}. */
  public int find(int address, int wantedAsid, int wantedGuest) {
    for (int i = 0; i < ENTRIES; i++) {
      if (((address ^ vpn2[i]) & ~(pageMask[i] | OFFSET_IN_PAIR)) == 0
          && present[i] != 0
          && guestId[i] == wantedGuest
          && (wantedAsid == ANY_ASID || global[i] != 0 || asid[i] == wantedAsid)) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * The first entry but one that matches an address which an entry that is to be written there
   * would match as well, in the same guest and with the same ASID; or {@link #NONE}. Whether the
   * pages are valid makes no difference.
   */
  public int conflict(int index, TlbEntry entry) {
    if (entry.isInvalid()) {
      return NONE;
    }
    for (int i = 0; i < ENTRIES; i++) {
      int offset = pageMask[i] | (entry.pageMask() & TlbFields.MASK) | OFFSET_IN_PAIR;
      if (i != index
          && present[i] != 0
          && guestId[i] == entry.guestId()
          && ((entry.entryHi() ^ vpn2[i]) & ~offset) == 0
          && (global[i] != 0 || entry.global() || asid[i] == (entry.entryHi() & TlbFields.ASID))) {
        return i;
      }
    }
    return NONE;
  }

  /** EntryLo0 or EntryLo1 of an entry, whichever an address in its pair of pages selects. */
  public int entryLoFor(int index, int address) {
    return (address & pageSize(index)) == 0 ? low0[index] : low1[index];
  }

  /** The physical address of an address in an entry's pair of pages. */
  public int physical(int index, int address) {
    int inPage = pageSize(index) - 1;
    int frame = (entryLoFor(index, address) & TlbFields.PFN) << 6;
    return (frame & ~inPage) | (address & inPage);
  }

  /** Bytes of each of an entry's two pages. */
  public int pageSize(int index) {
    return ((pageMask[index] | OFFSET_IN_PAIR) + 1) >>> 1;
  }

  /** Writes an entry, or makes it match nothing if EntryHi.EHINV is set. */
  public void write(int index, TlbEntry entry) {
    vpn2[index] = entry.entryHi() & TlbFields.VPN2;
    asid[index] = entry.entryHi() & TlbFields.ASID;
    global[index] = entry.global() ? 1 : 0;
    guestId[index] = entry.guestId();
    present[index] = (entry.entryHi() & TlbFields.EHINV) == 0 ? 1 : 0;
    pageMask[index] = entry.pageMask() & TlbFields.MASK;
    low0[index] = entry.entryLo0() & ~TlbFields.G;
    low1[index] = entry.entryLo1() & ~TlbFields.G;
  }

  /** An entry as the registers show it; if it matches nothing, EHINV and otherwise zeros. */
  public TlbEntry read(int index) {
    if (present[index] == 0) {
      return TlbEntry.INVALID;
    }
    return new TlbEntry(
        vpn2[index] | asid[index],
        pageMask[index],
        low0[index] | global[index],
        low1[index] | global[index],
        guestId[index]);
  }

  /** Makes every entry of a guest match nothing. */
  public void invalidateGuest(int guest) {
    for (int i = 0; i < ENTRIES; i++) {
      if (guestId[i] == guest) {
        present[i] = 0;
      }
    }
  }

  /** Makes every entry of a guest match nothing that has an ASID and is not global. */
  public void invalidateAsid(int guest, int wantedAsid) {
    for (int i = 0; i < ENTRIES; i++) {
      if (guestId[i] == guest && asid[i] == wantedAsid && global[i] == 0) {
        present[i] = 0;
      }
    }
  }

  /** Makes every entry match nothing, as after reset here; hardware's contents are undefined. */
  public void reset() {
    Arrays.fill(present, 0);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("vpn2", vpn2);
    visitor.array("asid", asid);
    visitor.array("global", global);
    visitor.array("guestId", guestId);
    visitor.array("present", present);
    visitor.array("pageMask", pageMask);
    visitor.array("low0", low0);
    visitor.array("low1", low1);
  }
}
