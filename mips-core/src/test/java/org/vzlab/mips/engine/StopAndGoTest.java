package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vzlab.mips.isa.Operation;

/** Wherever execution stops and however it goes on, the same comes out. */
class StopAndGoTest {
  private static final int BLOCKS = 12;

  /** So many that every form of branch stands in many programs. */
  private static final int PROGRAMS = 16;

  private final Map<String, byte[]> known = new HashMap<>();

  /** The forms in turn, so that all of them are in some programs that follow each other. */
  private static List<Operation> branches(long seed) {
    List<Operation> all = new ArrayList<>(BranchForms.all());
    Collections.shuffle(all, new Random(1));
    List<Operation> chosen = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      chosen.add(all.get((int) ((seed * BLOCKS + i) % all.size())));
    }
    return chosen;
  }

  @Test
  void everyFormOfBranchStandsInManyPrograms() {
    List<Operation> used = new ArrayList<>();
    LongStream.range(0, PROGRAMS).forEach(seed -> used.addAll(branches(seed)));
    for (Operation operation : BranchForms.all()) {
      assertThat(Collections.frequency(used, operation))
          .as(operation.asm())
          .isGreaterThanOrEqualTo(PROGRAMS * BLOCKS / BranchForms.all().size());
    }
  }

  @TestFactory
  Stream<DynamicNode> whereverExecutionStopsTheSameComesOut() {
    return LongStream.range(0, PROGRAMS)
        .mapToObj(seed -> dynamicContainer("seed " + seed, ways(seed)));
  }

  private Stream<DynamicNode> ways(long seed) {
    BranchProgram program = new BranchProgram(seed, branches(seed), known);
    long end = new StopGoMachine(program).start().runToEnd();
    StopGoMachine ran = new StopGoMachine(program).start().run(end);
    return Stream.of(
        dynamicTest(
            "stepping is running in pieces",
            () -> {
              StopGoMachine stepped = new StopGoMachine(program).start().step(end);
              assertThat(stepped.trace).as("seed %d", seed).isEqualTo(ran.trace);
              assertSame(seed, stepped, ran);
            }),
        dynamicTest(
            "each step may be made by another machine",
            () -> {
              StopGoMachine first = new StopGoMachine(program).start();
              assertSame(seed, first.stepInNewMachines(end), ran);
            }),
        dynamicTest(
            "steps and runs can be mixed",
            () -> {
              StopGoMachine first = new StopGoMachine(program).start();
              assertSame(seed, first.stepAndRun(end, new Random(seed)), ran);
            }),
        dynamicTest(
            "running goes on from every delay slot",
            () ->
                new StopGoMachine(program)
                    .start()
                    .fromEveryDelaySlot(end, resumed -> assertSame(seed, resumed, ran))));
  }

  private static void assertSame(long seed, StopGoMachine machine, StopGoMachine other) {
    assertThat(machine.state()).as("seed %d", seed).isEqualTo(other.state());
  }

  @Test
  void theProgramsGoToTheirEnds() {
    int ended = 0;
    int exceptions = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      BranchProgram program = new BranchProgram(seed, branches(seed), known);
      StopGoMachine ran = new StopGoMachine(program).start();
      ended += ran.runToEnd() < program.limit() ? 1 : 0;
      exceptions += program.exceptions(ran.machine);
    }
    assertThat(ended).as("programs that ended").isGreaterThan(PROGRAMS * 3 / 4);
    assertThat(exceptions).as("exceptions on the way").isGreaterThan(PROGRAMS);
  }
}
