package org.vzlab.mips.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.isa.Isa;

/**
 * Code at random: every cycle is an instruction or a stall with a reason, the time does not depend
 * on how a run is cut, and the results do not depend on the time.
 */
class CyclesAddUpTest {
  private static final int SEEDS = 30;
  private static final int DATA = 4;
  private static final int UNCACHED_DATA = 5;
  private static final int UNCACHED = 0x20000000;
  private static final int FIRST = 8;
  private static final int LAST = 24;

  private static TimedMachine prepared(TimedMachine machine) {
    machine.hart.gpr[DATA] = TimedMachine.DATA;
    machine.hart.gpr[UNCACHED_DATA] = TimedMachine.DATA | UNCACHED;
    for (int i = FIRST; i < LAST; i++) {
      machine.hart.gpr[i] = (0x9E3779B9 * i) >>> ((i % 5) * 6);
      machine.hart.fpu.doubleword(i, Double.doubleToLongBits(1.5 * i));
    }
    return machine;
  }

  private static long sum(TimedMachine machine) {
    return Stream.of(Stall.values()).mapToLong(machine::stalled).sum();
  }

  /** Runs in slices of so many cycles until execution is at an address. */
  private static void run(TimedMachine machine, int end, long slice) {
    int to = end;
    while ((machine.hart.pc & ~1) != to) {
      boolean near = to - (machine.hart.pc & ~1) < 4 * slice;
      machine.scheduler.beginSlice(machine.scheduler.now() + (near ? 1 : slice));
      machine.interpreter.run();
    }
  }

  private static void step(TimedMachine machine, int end) {
    while ((machine.hart.pc & ~1) != end || machine.hart.inDelaySlot) {
      machine.interpreter.step();
    }
  }

  /** What is left behind but time. */
  private static List<Object> results(TimedMachine machine) {
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      results.add(machine.hart.gpr[i]);
      results.add(machine.hart.fpu.doubleword(i));
    }
    results.add(machine.hart.hi);
    results.add(machine.hart.lo);
    results.add(machine.hart.instructions);
    for (int i = 0; i < 8192; i += 4) {
      results.add(machine.ram.read((TimedMachine.DATA & 0x1FFFFFFF) + i, 4));
    }
    return results;
  }

  @ParameterizedTest
  @EnumSource
  void instructionsAndStallsAreTheCycles(Isa isa) {
    for (int seed = 0; seed < SEEDS; seed++) {
      TimedMachine machine = prepared(TimedMachine.approximate(isa));
      int end = machine.load(RandomCode.of(isa, seed));
      run(machine, end, 1);

      assertThat(machine.hart.instructions + sum(machine))
          .as("%s, seed %d", isa, seed)
          .isEqualTo(machine.scheduler.now());
      assertThat(sum(machine)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreThoseOfFunctionalTimingWhereAnInstructionIsACycle(Isa isa) {
    for (int seed = 0; seed < SEEDS; seed++) {
      TimedMachine functional = prepared(TimedMachine.functional(isa));
      TimedMachine approximate = prepared(TimedMachine.approximate(isa));
      List<String> code = RandomCode.of(isa, seed);
      run(functional, functional.load(code), 1);
      run(approximate, approximate.load(code), 1);

      assertThat(functional.scheduler.now()).isEqualTo(functional.hart.instructions);
      assertThat(sum(functional)).isZero();
      assertThat(results(approximate)).as("%s, seed %d", isa, seed).isEqualTo(results(functional));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTimeIsTheSameHoweverARunIsCut(Isa isa) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<String> code = RandomCode.of(isa, seed);
      TimedMachine whole = prepared(TimedMachine.approximate(isa));
      run(whole, whole.load(code), 50);
      TimedMachine cut = prepared(TimedMachine.approximate(isa));
      run(cut, cut.load(code), 1);
      TimedMachine stepped = prepared(TimedMachine.approximate(isa));
      step(stepped, stepped.load(code));

      assertThat(cut.scheduler.now())
          .as("%s, seed %d", isa, seed)
          .isEqualTo(whole.scheduler.now())
          .isEqualTo(stepped.scheduler.now());
      assertThat(results(cut)).isEqualTo(results(whole)).isEqualTo(results(stepped));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTimeIsTheSameFromASnapshot(Isa isa) {
    for (int seed = 0; seed < SEEDS; seed++) {
      TimedMachine machine = prepared(TimedMachine.approximate(isa));
      int end = machine.load(RandomCode.of(isa, seed));
      for (int i = 0; i < seed; i++) {
        machine.scheduler.beginSlice(machine.scheduler.now() + 1);
        machine.interpreter.run();
      }
      TimedMachine other = TimedMachine.approximate(isa);
      Snapshot.of(machine).restore(other);
      run(machine, end, 1);
      run(other, end, 1);

      assertThat(other.scheduler.now())
          .as("%s, seed %d", isa, seed)
          .isEqualTo(machine.scheduler.now());
      assertThat(sum(other)).isEqualTo(sum(machine));
    }
  }
}
