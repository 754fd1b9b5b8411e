package org.vzlab.mips.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.Access;

/** Who hears of a privileged or sensitive instruction, in the core as by the rules. */
class RoutingOracleTest {
  private static final int ROUNDS = 350 * Property.SCALE;

  private final Processor processor = new Processor();
  private final Generator generator = new Generator(Property.random());
  private final Rules rules = new Rules();
  private final List<Subject> subjects = new ArrayList<>();
  private State loaded;

  RoutingOracleTest() {
    for (Isa isa : Isa.values()) {
      for (Subject subject : Subject.all(processor.code, isa)) {
        subjects.addAll(Collections.nCopies(hasGuardedFields(subject) ? 30 : 1, subject));
      }
    }
  }

  /** Writes of these are worth many values. */
  private static boolean hasGuardedFields(Subject subject) {
    Cp0Register register = Cp0Register.of(subject.number(), subject.select());
    return subject.family() == Family.MTC0
        && register != null
        && switch (register) {
          case STATUS, CAUSE, INT_CTL, PAGE_GRAIN, CONFIG5 -> true;
          default -> false;
        };
  }

  @Test
  void everyInstructionIsExecutedOrReportedAsTheTablesSay() {
    for (int i = 0; i < ROUNDS; i++) {
      State tlbs = new State();
      generator.mapCode(tlbs, 1 + i % 7);
      loaded = null;
      for (Subject subject : subjects) {
        State state = new State(tlbs);
        prepare(state, subject);
        String difference = difference(state, subject);
        if (difference != null) {
          Property.failure(state, difference, s -> fresh(s, subject));
        }
      }
    }
    rules.routing.assertEveryRowDecided(20L * Property.SCALE);
  }

  private String fresh(State state, Subject subject) {
    loaded = null;
    String difference = difference(state, subject);
    return difference == null ? null : "  " + subject.code().text() + "\n" + difference;
  }

  private void prepare(State s, Subject subject) {
    generator.registers(s);
    s.replace(false, Cp0Register.STATUS, Bits.STATUS_IE, 0);
    s.root(Cp0Register.GUEST_CTL2, 0);
    if (subject.family() == Family.ERET) {
      s.replace(false, Cp0Register.DEBUG, Bits.DEBUG_DM, 0);
    }
    s.address = CodeArea.BASE;
    Cp0Register register = Cp0Register.of(subject.number(), subject.select());
    s.value =
        register == null || generator.oneIn(4)
            ? generator.bits(-1)
            : s.of(s.inGuest(), register) ^ generator.few();
    boolean slot = !subject.unpredictableInSlot() && generator.oneIn(3);
    generator.at(s, subject.code(), slot);
  }

  private String difference(State s, Subject subject) {
    if (rules.translation.translate(s, s.pc, Access.FETCH, 1).raised() != null) {
      return null;
    }
    if (loaded == null) {
      loaded = s;
      processor.loadTlbs(s);
    }
    processor.load(s);
    Rules.Expected expected = rules.expect(s, subject);
    if (expected.executes() && subject.leavesTraces()) {
      loaded = null;
    }
    return Property.difference(expected.state(), processor.step(s), expected.compared());
  }
}
