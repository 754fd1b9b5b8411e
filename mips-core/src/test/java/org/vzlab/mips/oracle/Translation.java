package org.vzlab.mips.oracle;

import static org.vzlab.mips.cp0.Cp0Register.ENTRY_HI;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL1;
import static org.vzlab.mips.cp0.Cp0Register.PAGE_GRAIN;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.TlbEntry;

/** Where an access goes: MD00090 chapter 4 (segments and TLB), MD00847 (two stages). */
final class Translation {
  /** What comes of an access: a physical address, or an exception. */
  record Place(int address, Raised raised) {}

  private enum Segment {
    IDENTITY,
    UNMAPPED,
    MAPPED,
    ADDRESS_ERROR
  }

  private enum Page {
    REFILL,
    INVALID,
    READ_INHIBITED,
    EXECUTE_INHIBITED,
    MODIFIED,
    ALLOWED
  }

  /** An address in the context that makes an access. */
  private record Use(State state, int address, Access access, int size) {
    boolean between(int first, int last) {
      return Integer.compareUnsigned(address, first) >= 0
          && Integer.compareUnsigned(address, last) <= 0;
    }

    boolean has(int statusBits) {
      return state.has(state.inGuest(), STATUS, statusBits);
    }
  }

  /** A page of a TLB, or 0 if no entry matches, as an access in a context finds it. */
  private record Found(boolean matched, int entryLo, Access access) {
    boolean lacks(int bits) {
      return (entryLo & bits) == 0;
    }

    /** PageGrain.RIE and XIE guard what is written to EntryLo, not what an entry has. */
    boolean inhibits(int bit) {
      return (entryLo & bit) != 0;
    }
  }

  private final Table<Use, Segment> segments =
      new Table<Use, Segment>("segments")
          .row(
              "not aligned",
              u -> (u.address() & (u.size() - 1)) != 0,
              Segment.ADDRESS_ERROR,
              "MD00090")
          .row(
              "kuseg with ERL = 1",
              u -> u.between(0, 0x7FFFFFFF) && u.has(Bits.STATUS_ERL),
              Segment.IDENTITY,
              "MD00090 kuseg when Status.ERL = 1")
          .row("useg", u -> u.between(0, 0x7FFFFFFF), Segment.MAPPED, "MD00090")
          .row(
              "above useg in user mode",
              u -> !u.state().kernel(),
              Segment.ADDRESS_ERROR,
              "MD00090 user mode")
          .row(
              "kseg0",
              u -> u.between(0x80000000, 0x9FFFFFFF),
              Segment.UNMAPPED,
              "MD00090; of a guest: tinyVP maps GPA 0x1FC08000 for VA 0x9FC08000")
          .row("kseg1", u -> u.between(0xA0000000, 0xBFFFFFFF), Segment.UNMAPPED, "MD00090")
          .otherwise("kseg2 and kseg3", Segment.MAPPED, "MD00090");

  private final Table<State, Boolean> firstStage =
      new Table<State, Boolean>("guest TLB")
          .row(
              "AT = 1",
              s -> (s.root(GUEST_CTL0) & Bits.G0_AT) == Bits.AT_ROOT,
              false,
              "choice: root-controlled MMU, GPA = GVA")
          .otherwise("AT = 3", true, "MD00847 guest-controlled MMU");

  private final Table<Found, Page> rootPages = pages("root TLB");
  private final Table<Found, Page> guestPages = pages("guest TLB");

  private static Table<Found, Page> pages(String name) {
    return new Table<Found, Page>("page of the " + name)
        .row("no match", f -> !f.matched(), Page.REFILL, "MD00090 4.8")
        .row("V = 0", f -> f.lacks(Bits.LO_V), Page.INVALID, "MD00090")
        .row(
            "RI, a load",
            f -> f.access() == Access.LOAD && f.inhibits(Bits.LO_RI),
            Page.READ_INHIBITED,
            "MD00090 RI; CACHE reads nothing")
        .row(
            "XI, a fetch",
            f -> f.access() == Access.FETCH && f.inhibits(Bits.LO_XI),
            Page.EXECUTE_INHIBITED,
            "MD00090 XI")
        .row(
            "D = 0, a store",
            f -> f.access() == Access.STORE && f.lacks(Bits.LO_D),
            Page.MODIFIED,
            "MD00090 TLB Modified")
        .otherwise("any other", Page.ALLOWED, "MD00090");
  }

  /** Where an access of the executing context goes. */
  Place translate(State s, int va, Access access, int size) {
    boolean guest = s.inGuest();
    Place place =
        switch (segments.decide(new Use(s, va, access, size))) {
          case IDENTITY -> new Place(va, null);
          case UNMAPPED -> new Place(va & 0x1FFFFFFF, null);
          case ADDRESS_ERROR -> addressError(guest, va, access);
          case MAPPED -> mapped(s, va, access);
        };
    return guest && place.raised() == null ? secondStage(s, place.address(), access) : place;
  }

  private static Place addressError(boolean guest, int va, Access access) {
    int code = access == Access.STORE ? Raised.ADES : Raised.ADEL;
    boolean fetch = access == Access.FETCH;
    return new Place(0, new Raised(code, guest, Raised.Kind.ADDRESS, va, 0, fetch));
  }

  private Place mapped(State s, int va, Access access) {
    if (!s.inGuest()) {
      TlbEntry entry = find(s.rootTlb, va, s.root(ENTRY_HI) & 0xFF, false, 0);
      return through(rootPages, entry, va, access, s.root(PAGE_GRAIN), false);
    }
    if (!firstStage.decide(s)) {
      return new Place(va, null);
    }
    int id = s.root(GUEST_CTL1) & 7;
    TlbEntry entry = find(s.guestTlb, va, s.guest(ENTRY_HI) & 0xFF, false, id);
    return through(guestPages, entry, va, access, s.guest(PAGE_GRAIN), true);
  }

  /**
   * Every guest physical address goes through root's TLB, whatever root's segments are; root's ASID
   * does not count (MIPS validation model).
   */
  private Place secondStage(State s, int gpa, Access access) {
    TlbEntry entry = find(s.rootTlb, gpa, 0, true, s.root(GUEST_CTL1) & 7);
    return through(rootPages, entry, gpa, access, s.root(PAGE_GRAIN), false);
  }

  /** MD00090: EHINV = 0, equal under the mask, and global or of the ASID; MD00847: GuestID. */
  static TlbEntry find(TlbEntry[] tlb, int va, int asid, boolean anyAsid, int guestId) {
    for (TlbEntry entry : tlb) {
      int mask = entry.pageMask() | 0x1FFF;
      if (!entry.isInvalid()
          && ((va ^ entry.entryHi()) & ~mask) == 0
          && (anyAsid || entry.global() || (entry.entryHi() & 0xFF) == asid)
          && entry.guestId() == guestId) {
        return entry;
      }
    }
    return null;
  }

  private static Place through(
      Table<Found, Page> pages, TlbEntry entry, int va, Access access, int grain, boolean guest) {
    int lo = 0;
    int size = 0;
    if (entry != null) {
      size = ((entry.pageMask() | 0x1FFF) + 1) / 2;
      lo = (va & size) == 0 ? entry.entryLo0() : entry.entryLo1();
    }
    boolean store = access == Access.STORE;
    int miss = store ? Raised.TLBS : Raised.TLBL;
    boolean ownCodes = (grain & Bits.GRAIN_IEC) != 0;
    return switch (pages.decide(new Found(entry != null, lo, access))) {
      case REFILL -> fault(miss, Raised.Kind.REFILL, guest, va, access);
      case INVALID -> fault(miss, Raised.Kind.TLB, guest, va, access);
      case READ_INHIBITED ->
          fault(ownCodes ? Raised.TLBRI : Raised.TLBL, Raised.Kind.TLB, guest, va, access);
      case EXECUTE_INHIBITED ->
          fault(ownCodes ? Raised.TLBXI : Raised.TLBL, Raised.Kind.TLB, guest, va, access);
      case MODIFIED -> fault(Raised.MOD, Raised.Kind.TLB, guest, va, access);
      case ALLOWED -> new Place(((lo & 0x03FFFFC0) << 6 & -size) | (va & (size - 1)), null);
    };
  }

  private static Place fault(int code, Raised.Kind kind, boolean guest, int va, Access access) {
    return new Place(0, new Raised(code, guest, kind, va, 0, access == Access.FETCH));
  }

  void assertEveryRowDecided(long times) {
    segments.assertEveryRowDecided(times);
    firstStage.assertEveryRowDecided(times);
    rootPages.assertEveryRowDecided(times);
    guestPages.assertEveryRowDecided(times);
  }
}
