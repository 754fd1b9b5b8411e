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
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vzlab.mips.engine.StopGoMachine.Caches;
import org.vzlab.mips.isa.Operation;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Stall;

/**
 * With approximate timing too the same comes out, to the cycle and to the last count of a stall,
 * wherever execution stops and however it goes on.
 */
class TimedStopAndGoTest {
  private static final int BLOCKS = 10;
  private static final int PROGRAMS = 12;

  /** Write-through without and with allocation, uncached, write-back. */
  private static final int ATTRIBUTES = 4;

  private static final Map<String, byte[]> KNOWN = new HashMap<>();

  private static BranchProgram program(long seed) {
    List<Operation> all = new ArrayList<>(BranchForms.all());
    Collections.shuffle(all, new Random(seed));
    return new BranchProgram(seed, all.subList(0, BLOCKS), KNOWN);
  }

  /** Only what differs is shown: all state is too much to read. */
  private static void assertSame(Map<String, String> actual, Map<String, String> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    Map<String, String> differences = new TreeMap<>(actual);
    differences.replaceAll((name, value) -> value + ", expected " + expected.get(name));
    differences.entrySet().removeIf(e -> actual.get(e.getKey()).equals(expected.get(e.getKey())));
    assertThat(differences).isEmpty();
  }

  private static StopGoMachine machine(long seed, Caches caches) {
    return new StopGoMachine(program(seed), caches, (int) (seed % ATTRIBUTES)).start();
  }

  @TestFactory
  Stream<DynamicNode> whereverExecutionStopsTheSameComesOut() {
    return LongStream.range(0, PROGRAMS)
        .mapToObj(
            seed ->
                dynamicContainer(
                    "seed " + seed,
                    Stream.of(Caches.COHERENT, Caches.STALE)
                        .map(caches -> dynamicContainer(caches.name(), ways(seed, caches)))));
  }

  private static Stream<DynamicNode> ways(long seed, Caches caches) {
    long end = machine(seed, caches).runToEnd();
    Map<String, String> ran = machine(seed, caches).run(end).state();
    return Stream.of(
        dynamicTest(
            "in slices of odd lengths",
            () -> {
              StopGoMachine sliced = machine(seed, caches);
              for (long until = 7; until < end; until += 2 + until % 13) {
                sliced.run(until);
              }
              assertSame(sliced.run(end).state(), ran);
            }),
        dynamicTest("step by step", () -> assertSame(machine(seed, caches).step(end).state(), ran)),
        dynamicTest(
            "each step in a new machine",
            () -> assertSame(machine(seed, caches).stepInNewMachines(end).state(), ran)),
        dynamicTest(
            "now stepping, now running, now in a new machine",
            () ->
                assertSame(machine(seed, caches).stepAndRun(end, new Random(seed)).state(), ran)));
  }

  @Test
  void cyclesAreInstructionsAndStalls() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      for (Caches caches : List.of(Caches.COHERENT, Caches.STALE)) {
        StopGoMachine ran = machine(seed, caches);
        ran.runToEnd();
        long stalls = 0;
        for (int owner = 0; owner < CycleAccount.OWNERS; owner++) {
          for (Stall stall : Stall.values()) {
            stalls += ran.machine.hart.timing.account.stalled(owner, stall);
          }
        }
        assertThat(ran.machine.hart.instructions + stalls)
            .as("seed %d, %s", seed, caches)
            .isEqualTo(ran.machine.scheduler.now());
      }
    }
  }

  @Test
  void linesThatCanBeStaleTakeAsLongAsCoherentOnes() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      StopGoMachine coherent = machine(seed, Caches.COHERENT);
      long end = coherent.runToEnd();
      StopGoMachine stale = machine(seed, Caches.STALE).run(end);
      assertSame(timed(stale), timed(machine(seed, Caches.COHERENT).run(end)));
    }
  }

  /** All that tells of time, and how far execution has come. */
  private static Map<String, String> timed(StopGoMachine machine) {
    Map<String, String> state = machine.state();
    state
        .keySet()
        .removeIf(
            name ->
                !name.matches(
                    "hart/(timing|pipeline|mmu/timing|mmu/bus/timing)/.*|hart/pc|.*/tags.*"));
    return state;
  }

  @Test
  void theProgramsGoToTheirEndsAndMeetMisses() {
    int ended = 0;
    int missed = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      StopGoMachine ran = machine(seed, Caches.COHERENT);
      ran.runToEnd();
      ended += program(seed).hasEnded(ran.machine) ? 1 : 0;
      missed +=
          stalled(ran, Stall.DATA_MISS) > 0 && stalled(ran, Stall.INSTRUCTION_MISS) > 0 ? 1 : 0;
    }
    assertThat(ended).as("programs that ended").isGreaterThan(PROGRAMS * 3 / 4);
    assertThat(missed).as("programs that missed both caches").isGreaterThan(PROGRAMS / 4);
  }

  private static long stalled(StopGoMachine ran, Stall reason) {
    long cycles = 0;
    for (int owner = 0; owner < CycleAccount.OWNERS; owner++) {
      cycles += ran.machine.hart.timing.account.stalled(owner, reason);
    }
    return cycles;
  }
}
