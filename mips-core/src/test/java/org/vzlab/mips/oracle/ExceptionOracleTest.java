package org.vzlab.mips.oracle;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.Access;

/** Which of several exceptions is taken and what it leaves, in the core as by the rules. */
class ExceptionOracleTest {
  private static final int TLBS = 7_000 * Property.SCALE;
  private static final int STEPS = 40;

  private final Processor processor = new Processor();
  private final Generator generator = new Generator(Property.random());
  private final Rules rules = new Rules();
  private final List<Subject> subjects = new ArrayList<>();

  ExceptionOracleTest() {
    for (Isa isa : Isa.values()) {
      for (Subject subject : Subject.all(processor.code, isa)) {
        if (interesting(subject)) {
          subjects.add(subject);
        }
      }
    }
  }

  private static boolean interesting(Subject subject) {
    return switch (subject.family()) {
      case MFC0, RDHWR -> false;
      case TLB_WRITE -> true;
      default -> !subject.leavesTraces();
    };
  }

  @Test
  void theExceptionOfHighestPriorityIsTakenAndLeavesWhatTheManualSays() {
    for (int i = 0; i < TLBS; i++) {
      State tlbs = new State();
      generator.tlbs(tlbs);
      processor.loadTlbs(tlbs);
      for (int j = 0; j < STEPS; j++) {
        State state = new State(tlbs);
        Subject subject = subjects.get(generator.below(subjects.size()));
        prepare(state, subject);
        String difference = difference(state, subject);
        if (difference != null) {
          Property.failure(state, difference, s -> fresh(s, subject));
        }
      }
    }
    rules.assertEveryRowDecided(200L * Property.SCALE);
  }

  private String fresh(State state, Subject subject) {
    processor.loadTlbs(state);
    String difference = difference(state, subject);
    return difference == null ? null : "  " + subject.code().text() + "\n" + difference;
  }

  private void prepare(State s, Subject subject) {
    generator.registers(s);
    if (subject.family() == Family.ERET) {
      s.replace(false, Cp0Register.DEBUG, Bits.DEBUG_DM, 0);
    }
    s.nmi = generator.oneIn(50);
    s.ripl = generator.pick(0, 0, 0, 0, 0, 0, generator.bits(7), generator.bits(0xFF));
    s.vectorOffset = generator.bits(0x3FFFE);
    s.vectorSet = generator.bits(7);
    s.address = generator.inside(s.inGuest() ? s.guestTlb : s.rootTlb);
    if (subject.family() == Family.TLB_WRITE && !s.inGuest()) {
      generator.entryToWrite(s);
      s.replace(false, Cp0Register.DEBUG, Bits.DEBUG_DM, 0);
    }
    generator.at(s, subject.code(), false);
    if (generator.oneIn(12)) {
      s.pc = generator.bits(-1) | 0x00800000;
    } else {
      s.slot = !subject.unpredictableInSlot() && generator.oneIn(3) && !rules.interrupted(s);
    }
  }

  private String difference(State s, Subject subject) {
    boolean inCode = (s.pc & 0x1FFFFFFF & -CodeArea.SIZE) == CodeArea.BASE;
    boolean fetched = rules.translation.translate(s, s.pc & ~1, Access.FETCH, 1).raised() == null;
    if ((!inCode && fetched) || (inCode && !fetched) || (s.slot && rules.interrupted(s))) {
      return null;
    }
    processor.load(s);
    Rules.Expected expected = rules.expect(s, subject);
    State found = processor.step(s);
    boolean stillPending = s.nmi && s.inDebugMode();
    if (stillPending || (expected.executes() && subject.leavesTraces())) {
      processor.loadTlbs(s);
    }
    return Property.difference(expected.state(), found, expected.compared());
  }
}
