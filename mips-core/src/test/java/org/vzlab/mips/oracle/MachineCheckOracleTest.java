package org.vzlab.mips.oracle;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.TlbEntry;

/** Which entries root may write beside those that are there, in the core as by the rules. */
class MachineCheckOracleTest {
  private static final int STATES = 20_000 * Property.SCALE;

  private final Processor processor = new Processor();
  private final Generator generator = new Generator(Property.random());
  private final Rules rules = new Rules();
  private final List<Subject> subjects = new ArrayList<>();

  MachineCheckOracleTest() {
    for (Isa isa : Isa.values()) {
      for (Subject subject : Subject.all(processor.code, isa)) {
        if (subject.family() == Family.TLB_WRITE) {
          subjects.add(subject);
        }
      }
    }
  }

  @Test
  void twoEntriesThatCouldMatchTheSameAddressAreNeverWrittenByRoot() {
    for (int i = 0; i < STATES; i++) {
      State state = new State();
      generator.tlbs(state);
      Subject subject = subjects.get(i % subjects.size());
      generator.registers(state);
      int inGuest = Bits.G0_GM;
      state.replace(false, Cp0Register.GUEST_CTL0, inGuest, 0);
      state.replace(false, Cp0Register.STATUS, Bits.STATUS_UM | Bits.STATUS_IE, 0);
      state.replace(false, Cp0Register.DEBUG, Bits.DEBUG_DM, 0);
      generator.entryToWrite(state);
      generator.at(state, subject.code(), generator.oneIn(3));
      String difference = difference(state, subject);
      if (difference != null) {
        Property.failure(state, difference, s -> difference(s, subject));
      }
    }
    rules.routing.conflict.assertEveryRowDecided(100L * Property.SCALE);
  }

  private String difference(State s, Subject subject) {
    processor.loadTlbs(s);
    processor.load(s);
    Rules.Expected expected = rules.expect(s, subject);
    State found = processor.step(s);
    String difference = Property.difference(expected.state(), found, expected.compared());
    return difference == null ? entries(s, subject, expected.executes()) : difference;
  }

  /** Whether the one entry has been written, or none. */
  private String entries(State s, Subject subject, boolean executes) {
    int index = Conflict.index(s, subject);
    for (int i = 0; i < s.rootTlb.length; i++) {
      TlbEntry expected = i == index && executes ? Conflict.written(s) : s.rootTlb[i];
      TlbEntry found = processor.rootEntry(i);
      if (!same(expected, found)) {
        return String.format("  entry %d: expected %s%n    found %s%n", i, expected, found);
      }
    }
    return null;
  }

  /** G is one bit of an entry, and one that is invalid has no more to show. */
  private static boolean same(TlbEntry a, TlbEntry b) {
    if (a.isInvalid() || b.isInvalid()) {
      return a.isInvalid() && b.isInvalid();
    }
    return a.entryHi() == b.entryHi()
        && a.pageMask() == b.pageMask()
        && (a.global() || a.guestId() != 0) == b.global()
        && ((a.entryLo0() ^ b.entryLo0()) & ~1) == 0
        && ((a.entryLo1() ^ b.entryLo1()) & ~1) == 0
        && a.guestId() == b.guestId();
  }
}
