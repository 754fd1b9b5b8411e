package org.vzlab.mips.oracle;

import java.util.ArrayList;
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
  private final Translation translation = new Translation();
  private final Routing routing = new Routing();
  private final Entry entry = new Entry();
  private final List<Subject> subjects = new ArrayList<>();
  private State loaded;

  RoutingOracleTest() {
    subjects.addAll(Subject.all(processor.code, Isa.MIPS32));
    subjects.addAll(Subject.all(processor.code, Isa.MICROMIPS));
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
        if (difference(state, subject) != null) {
          Property.failure(state, s -> fresh(s, subject));
        }
      }
    }
    routing.assertEveryRowDecided(20L * Property.SCALE);
    entry.assertEveryRowDecided(0);
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
            : s.of(s.inGuest(), register) ^ 1 << generator.bits(31);
    boolean slot = !subject.unpredictableInSlot() && generator.oneIn(3);
    generator.at(s, subject.code(), slot);
  }

  private String difference(State s, Subject subject) {
    if (translation.translate(s, s.pc, Access.FETCH, 1).raised() != null) {
      return null;
    }
    if (loaded == null) {
      loaded = s;
      processor.loadTlbs(s);
    }
    processor.load(s);
    Raised raised = routing.route(s, subject);
    if (raised != null) {
      State expected = entry.take(s, raised);
      return Property.difference(expected, processor.step(s), Compared.after(raised));
    }
    State expected = executed(s, subject);
    return Property.difference(expected, processor.step(s), compared(s, subject));
  }

  private State executed(State s, Subject subject) {
    switch (subject.family()) {
      case ERET -> {
        return entry.eret(s);
      }
      case DERET -> {
        return entry.deret(s);
      }
      default -> {
        State after = new State(s);
        after.pc = subject.code().next(s.pc, s.slot);
        if (subject.family() == Family.DI_EI) {
          boolean enable = subject.code().text().startsWith("ei");
          after.replace(s.inGuest(), Cp0Register.STATUS, Bits.STATUS_IE, enable ? -1 : 0);
        }
        Entry.select(after);
        return after;
      }
    }
  }

  /** What the instruction itself changes is not compared, nor what follows from that. */
  private Property.Ignored compared(State s, Subject subject) {
    boolean guest = s.inGuest();
    return switch (subject.family()) {
      case MTC0, TLB, GUEST_ACCESS, CACHE, WAIT -> {
        loaded = null;
        yield (ofGuest, register) ->
            !guest || ofGuest ? 0 : Compared.ALL.compared(false, register);
      }
      case ERET -> Compared.eret();
      default -> Compared.ALL;
    };
  }
}
