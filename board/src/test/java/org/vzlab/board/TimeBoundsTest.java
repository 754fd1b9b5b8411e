package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.vp.cost.Overheads;

/** What is measured of latencies and budgets, held against what the hypervisor's work comes to. */
final class TimeBoundsTest {
  private static final int CYCLES_PER_MICROSECOND = 200;
  private static final int SECTION = new Overheads(2, 0).section();
  private static final int CHANGE = new Overheads(2, 0).change();

  /** Wakes up each 1.37 ms, in no step with any frame, computes a little and waits again. */
  private static final String PERIODIC =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s2, 0x2
      ori $s2, $s2, 0x1728
      mfc0 $t1, $9
      again:
      addu $t1, $t1, $s2
      mtc0 $t1, $11
      wait
      addiu $t0, $zero, 500
      busy: addiu $t0, $t0, -1
      bne $t0, $zero, busy
      nop
      beq $zero, $zero, again
      nop
      """;

  @TempDir Path folder;

  static List<String> neighbours() {
    return Neighbours.names();
  }

  private static long latency(TestBoard test, int task) {
    return test.board.summary().tasks().stream()
        .filter(one -> one.id() == task)
        .findFirst()
        .orElseThrow()
        .worstLatency()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void inAMajorFrameAnInterruptIsAnsweredAtTheNextWindowAtTheLatest(String neighbour)
      throws Exception {
    int gap = (4000 - 1000) * CYCLES_PER_MICROSECOND;
    Tasks tasks = new Tasks().guest(1, PERIODIC, "irqpolling = 1");
    TestBoard test =
        Neighbours.add(tasks, 2, neighbour, "")
            .block(".schedule\nframe = 4000\nwindow = 1 0 1000\nwindow = 2 1000 3000\n.\n")
            .open(folder)
            .run(0.12);
    int switching = new Overheads(2, 0).switching() * CYCLES_PER_MICROSECOND;
    assertThat(latency(test, 1)).isBetween(gap * 8L / 10, (long) gap + switching + SECTION);
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void theMostUrgentGuestAnswersAfterOneSectionAndAChange(String neighbour) throws Exception {
    Tasks tasks = new Tasks().guest(1, PERIODIC, "irqpolling = 1\npriority = 9");
    TestBoard test = Neighbours.add(tasks, 2, neighbour, "priority = 1").open(folder).run(0.12);
    assertThat(latency(test, 1)).isBetween(500L, (long) SECTION + CHANGE);
  }

  @ParameterizedTest
  @CsvSource({"spins", "divides", "walks memory", "prints", "storms with its timer", "hammer"})
  void aGuestNeverHasMoreThanItsBudgetInAPeriod(String greedy) throws Exception {
    long budget = 300 * CYCLES_PER_MICROSECOND;
    long period = 1000 * CYCLES_PER_MICROSECOND;
    Tasks tasks = new Tasks().guest(1, Neighbours.source("spins"), "priority = 1");
    TestBoard test =
        Neighbours.add(tasks, 2, greedy, "priority = 9\nbudget = 300\nperiod = 1000").open(folder);
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    long[] other = {0};
    test.board
        .hart
        .crossings()
        .listen(
            crossing -> {
              if (crossing instanceof Crossing.Entered entered) {
                if (entered.owner() == 2 && other[0] != 2) {
                  starts.add(entered.time());
                }
                other[0] = entered.owner();
              } else if (crossing instanceof Crossing.Left left && left.owner() == 2) {
                if (ends.size() < starts.size()) {
                  ends.add(left.time());
                } else {
                  ends.set(ends.size() - 1, left.time());
                }
              }
            });
    test.run(0.1);
    assertThat(starts).hasSizeBetween(97, 101);
    for (int i = 1; i < starts.size() - 1; i++) {
      assertThat(ends.get(i) - starts.get(i))
          .as("turn %d", i)
          .isBetween(budget / 2, budget + SECTION);
      assertThat(starts.get(i + 1) - starts.get(i))
          .as("turn %d", i)
          .isBetween(period - SECTION - CHANGE, period + SECTION + CHANGE);
    }
    Summary.Task task = test.board.summary().tasks().get(1);
    assertThat(task.overruns()).isBetween(97L, 101L);
    assertThat(task.switches()).isEqualTo(starts.size());
  }

  @Test
  void aThreadHasABudgetToo() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, Neighbours.source("spins"), "priority = 1")
            .thread(
                8,
                "mode = user\nsrs = 3\npriority = 5\nbudget = 200\nperiod = 1000",
                0x400000,
                Neighbours.source("spins"))
            .open(folder)
            .run(0.1);
    Summary.Task thread = test.board.summary().tasks().get(1);
    assertThat(thread.cycles() / 100).isBetween(190L * 200, 200L * 200 + SECTION);
    assertThat(thread.overruns()).isBetween(98L, 101L);
    assertThat(test.guest(1).cycles()).isGreaterThan(TestBoard.cycles(0.07));
  }

  @Test
  void guestsOfTheSamePriorityShareWhatAMoreUrgentOneLeaves() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, PERIODIC, "irqpolling = 1\npriority = 9")
            .guest(2, Neighbours.source("spins"), "priority = 1")
            .guest(3, Neighbours.source("spins"), "priority = 1")
            .open(folder)
            .run(0.2);
    assertThat(test.guest(2).cycles()).isGreaterThan(TestBoard.cycles(0.08));
    assertThat(test.guest(3).cycles()).isGreaterThan(TestBoard.cycles(0.08));
  }

  @Test
  void underTinyVpsTurnsTheLatencyIsThatOfTheOthersSlices() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, PERIODIC, "irqpolling = 1")
            .guest(2, Neighbours.source("spins"))
            .open(folder)
            .run(0.2);
    assertThat(latency(test, 1)).isBetween(100_000L, 400_000L + SECTION + CHANGE);
  }
}
