package org.vzlab.mips.oracle;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.mmu.TlbEntry;

/** Compares rules and core over many states, and makes a state that differs small. */
final class Property {
  /** How many times as many states as usual. */
  static final int SCALE = Integer.getInteger("vzlab.oracle.scale", 1);

  private static final long SEED = Long.getLong("vzlab.oracle.seed", 20150602L);

  private static final boolean[] CONTEXTS = {false, true};

  private Property() {}

  /** The source of all that is random in a test. */
  static SplittableRandom random() {
    return new SplittableRandom(SEED);
  }

  /**
   * Fails with a state that is as small as can be while the difference is there, or says that it
   * takes what was executed before.
   */
  static void failure(State state, String found, Function<State, String> difference) {
    if (difference.apply(state) == null) {
      fail(
          "seed %d (-Dvzlab.oracle.seed), only after the states before it%n%s%s",
          SEED, state.describe(), found);
    }
    State small = shrink(state, difference);
    fail(
        "seed %d (-Dvzlab.oracle.seed)%n%s%swhich was, before it was made small,%n%s",
        SEED, small.describe(), difference.apply(small), state.describe());
  }

  private static State shrink(State state, Function<State, String> difference) {
    State small = state;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (State candidate : simpler(small)) {
        if (difference.apply(candidate) != null) {
          small = candidate;
          smaller = true;
          break;
        }
      }
    }
    return small;
  }

  /** The state with one part less: a register, half of its bits, one bit, an entry, the slot. */
  private static List<State> simpler(State state) {
    List<State> result = new ArrayList<>();
    State plain = new State();
    for (Cp0Register register : Cp0Register.values()) {
      for (boolean guest : CONTEXTS) {
        int changed = state.of(guest, register) ^ plain.of(guest, register);
        if (changed == 0) {
          continue;
        }
        add(result, state, guest, register, changed);
        for (int bits = changed; bits != 0; bits &= bits - 1) {
          add(result, state, guest, register, bits & -bits);
        }
      }
    }
    for (int i = 0; i < state.rootTlb.length; i++) {
      if (!state.rootTlb[i].isInvalid()) {
        State candidate = new State(state);
        candidate.rootTlb[i] = TlbEntry.INVALID;
        result.add(candidate);
      }
      if (!state.guestTlb[i].isInvalid()) {
        State candidate = new State(state);
        candidate.guestTlb[i] = TlbEntry.INVALID;
        result.add(candidate);
      }
    }
    if (state.nmi) {
      State candidate = new State(state);
      candidate.nmi = false;
      result.add(candidate);
    }
    if (state.ripl != 0) {
      State candidate = new State(state);
      candidate.ripl = 0;
      result.add(candidate);
    }
    if (state.slot) {
      State candidate = new State(state);
      candidate.slot = false;
      result.add(candidate);
    }
    return result;
  }

  private static void add(
      List<State> result, State state, boolean guest, Cp0Register register, int bits) {
    State candidate = new State(state);
    candidate.of(guest, register, candidate.of(guest, register) ^ bits);
    result.add(candidate);
  }

  /**
   * What is different between the state expected and the one found, or null.
   *
   * @param ignored registers that are not compared
   */
  static String difference(State expected, State found, Ignored ignored) {
    StringBuilder text = null;
    for (Cp0Register register : Cp0Register.values()) {
      for (boolean guest : CONTEXTS) {
        int wanted = expected.of(guest, register);
        int actual = found.of(guest, register);
        if (((wanted ^ actual) & ignored.compared(guest, register)) != 0) {
          String name = (guest ? "Guest." : "Root.") + register.manualName();
          text = line(text, name, wanted, actual);
        }
      }
    }
    if (expected.pc != found.pc) {
      text = line(text, "PC", expected.pc, found.pc);
    }
    if (expected.set != found.set && ignored.compared(false, Cp0Register.STATUS) != 0) {
      text = line(text, "shadow set", expected.set, found.set);
    }
    return text == null ? null : text.toString();
  }

  static StringBuilder line(StringBuilder text, String what, int expected, int found) {
    StringBuilder result = text == null ? new StringBuilder(80) : text;
    return result.append(
        String.format("  %s: expected 0x%08x, found 0x%08x%n", what, expected, found));
  }

  /** Which bits of a register after a step the manuals define. */
  @FunctionalInterface
  interface Ignored {
    int compared(boolean guest, Cp0Register register);
  }
}
