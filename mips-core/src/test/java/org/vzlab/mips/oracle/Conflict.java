package org.vzlab.mips.oracle;

import static org.vzlab.mips.cp0.Cp0Register.ENTRY_HI;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_LO0;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_LO1;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL1;
import static org.vzlab.mips.cp0.Cp0Register.INDEX;
import static org.vzlab.mips.cp0.Cp0Register.PAGE_MASK;
import static org.vzlab.mips.cp0.Cp0Register.RANDOM;

import org.vzlab.mips.mmu.TlbEntry;

/** Whether TLBWI and TLBWR of root would make two entries match: a machine check. */
final class Conflict {
  /** An entry about to be written beside another. */
  private record Pair(TlbEntry written, TlbEntry other, boolean same) {
    boolean disjoint() {
      int mask = written.pageMask() | other.pageMask() | 0x1FFF;
      return ((written.entryHi() ^ other.entryHi()) & ~mask) != 0;
    }
  }

  private final Table<Pair, Verdict> table =
      new Table<Pair, Verdict>("entries that exclude each other")
          .row("the entry replaced", Pair::same, Verdict.EXECUTES, "MD00090 4.8")
          .row("EHINV is written", p -> p.written.isInvalid(), Verdict.EXECUTES, "tinyVP wipe")
          .row("the other has EHINV", p -> p.other.isInvalid(), Verdict.EXECUTES, "MD00091 EHINV")
          .row(
              "another guest's",
              p -> p.written.guestId() != p.other.guestId(),
              Verdict.EXECUTES,
              "MD00847 GuestID")
          .row(
              "a guest's own",
              p -> p.written.guestId() != 0,
              Verdict.EXECUTES,
              "tinyVP: a page under two ASIDs")
          .row("other addresses", Pair::disjoint, Verdict.EXECUTES, "MD00090 4.8")
          .row("either global", p -> p.written.global() || p.other.global(), Verdict.MCHECK, "choice C13")
          .row(
              "another ASID",
              p -> (p.written.entryHi() & 0xFF) != (p.other.entryHi() & 0xFF),
              Verdict.EXECUTES,
              "MD00090 4.8")
          .otherwise("the same ASID", Verdict.MCHECK, "choice C13: V does not matter");

  /** Which entry would be written. */
  static int index(State s, Subject subject) {
    return s.root("tlbwi".equals(subject.code().text()) ? INDEX : RANDOM);
  }

  /** What would be written: with a GuestID the entry is global, whatever EntryLo says. */
  static TlbEntry written(State s) {
    int rid = s.root(GUEST_CTL1) >>> 16 & 7;
    int global = (s.root(ENTRY_LO0) & s.root(ENTRY_LO1) & 1) | (rid != 0 ? 1 : 0);
    return new TlbEntry(
        s.root(ENTRY_HI),
        s.root(PAGE_MASK),
        (s.root(ENTRY_LO0) & ~1) | global,
        (s.root(ENTRY_LO1) & ~1) | global,
        rid);
  }

  Verdict decide(State s, Subject subject) {
    TlbEntry written = written(s);
    Verdict verdict = Verdict.EXECUTES;
    for (int i = 0; i < s.rootTlb.length; i++) {
      Pair pair = new Pair(written, s.rootTlb[i], i == index(s, subject));
      if (table.decide(pair) == Verdict.MCHECK) {
        verdict = Verdict.MCHECK;
      }
    }
    return verdict;
  }

  void assertEveryRowDecided(long times) {
    table.assertEveryRowDecided(times);
  }
}
