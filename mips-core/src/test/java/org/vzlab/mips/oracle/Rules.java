package org.vzlab.mips.oracle;

import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL2;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.mmu.Access;

/** What comes of one step: who is first of all that could happen, and what it does. */
final class Rules {
  /**
   * What a step leads to.
   *
   * @param compared what of the state the manuals define
   * @param executes whether it is the instruction that has been executed
   */
  record Expected(State state, Property.Ignored compared, boolean executes) {}

  private enum First {
    NMI,
    ROOT_INTERRUPT,
    GUEST_INTERRUPT,
    FETCH,
    INSTRUCTION,
    DATA,
    NOTHING
  }

  /** All that could happen in a step; the exceptions are null if there is none. */
  private record Step(State state, Raised fetch, Raised instruction, Raised data) {
    boolean accepts(boolean guest, int level) {
      int status = state.of(guest, STATUS);
      return (status & Bits.STATUS_IE) != 0
          && (status & (Bits.STATUS_EXL | Bits.STATUS_ERL)) == 0
          && level > Bits.ipl(status);
    }
  }

  private final Table<Step, First> priority =
      new Table<Step, First>("priority")
          .row(
              "NMI, out of a guest too",
              s -> s.state().nmi && !s.state().inDebugMode(),
              First.NMI,
              "MD00091 NMI; choice: debug mode alone holds it back")
          .row(
              "interrupt of root, out of a guest too",
              s -> !s.state().inDebugMode() && s.accepts(false, s.state().ripl),
              First.ROOT_INTERRUPT,
              "MD00091 6.1; MD00847; tinyVP eic.c")
          .row(
              "interrupt of the guest",
              s -> s.state().inGuest() && s.accepts(true, s.state().root(GUEST_CTL2) >>> 24),
              First.GUEST_INTERRUPT,
              "MD00847; tinyVP: GRIPL above Guest.Status.IPL")
          .row("fetch", s -> s.fetch() != null, First.FETCH, "MD00091 Table Priority")
          .row(
              "instruction: units, GPSI, GSFC, traps",
              s -> s.instruction() != null,
              First.INSTRUCTION,
              "MD00091 Table Priority")
          .row("data access", s -> s.data() != null, First.DATA, "MD00091 Table Priority")
          .otherwise("nothing", First.NOTHING, "MD00086");

  final Translation translation = new Translation();
  final Routing routing = new Routing();
  final Entry entry = new Entry();

  /** Whether an interrupt comes before the instruction, so that it cannot be in a delay slot. */
  boolean interrupted(State s) {
    Step step = new Step(s, null, null, null);
    First first = priority.decide(step);
    return first == First.NMI || first == First.ROOT_INTERRUPT || first == First.GUEST_INTERRUPT;
  }

  /** What a step leads to. */
  Expected expect(State s, Subject subject) {
    Raised fetch = translation.translate(s, s.pc & ~1, Access.FETCH, alignment(s)).raised();
    Raised instruction = fetch == null ? routing.route(s, subject) : null;
    Raised data = fetch == null && instruction == null ? data(s, subject) : null;
    return switch (priority.decide(new Step(s, fetch, instruction, data))) {
      case NMI -> new Expected(entry.nmi(s), Compared.ALL, false);
      case ROOT_INTERRUPT -> taken(s, Raised.interrupt(false));
      case GUEST_INTERRUPT -> taken(s, Raised.interrupt(true));
      case FETCH -> taken(s, fetch);
      case INSTRUCTION -> taken(s, instruction);
      case DATA -> taken(s, data);
      case NOTHING -> executed(s, subject);
    };
  }

  /** MIPS32 instructions stand at multiples of 4, those of microMIPS of 2. */
  private static int alignment(State s) {
    return (s.pc & 1) == 0 ? 4 : 2;
  }

  private Raised data(State s, Subject subject) {
    return switch (subject.family()) {
      case LOAD -> translation.translate(s, s.address, Access.LOAD, 4).raised();
      case STORE -> translation.translate(s, s.address, Access.STORE, 4).raised();
      case CACHE -> translation.translate(s, s.address, Access.CACHE, 1).raised();
      default -> null;
    };
  }

  private Expected taken(State s, Raised raised) {
    return new Expected(entry.take(s, raised), Compared.after(raised), false);
  }

  private Expected executed(State s, Subject subject) {
    return switch (subject.family()) {
      case ERET -> new Expected(entry.eret(s), Compared.eret(), true);
      case DERET -> new Expected(entry.deret(s), Compared.ALL, true);
      case MTC0, TLB, TLB_WRITE, GUEST_ACCESS, CACHE, WAIT ->
          new Expected(next(s, subject), Compared.rest(s.inGuest()), true);
      default -> new Expected(next(s, subject), Compared.ALL, true);
    };
  }

  private static State next(State s, Subject subject) {
    State after = new State(s);
    after.slot = false;
    after.pc = subject.code().next(s.pc, s.slot);
    if (subject.family() == Family.DI_EI) {
      boolean enable = subject.code().text().startsWith("ei");
      after.replace(s.inGuest(), Cp0Register.STATUS, Bits.STATUS_IE, enable ? -1 : 0);
    }
    Entry.select(after);
    return after;
  }

  void assertEveryRowDecided(long times) {
    priority.assertEveryRowDecided(times);
    entry.assertEveryRowDecided(times);
  }
}
