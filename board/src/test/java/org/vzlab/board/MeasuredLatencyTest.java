package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.FrameAnalysis;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PriorityAnalysis;
import org.vzlab.vp.layout.Schedule;

/** What is measured on the board is never worse than what check says, and not much better. */
final class MeasuredLatencyTest {
  private static final int CYCLES_PER_MICROSECOND = 200;

  /** A guest whose timer is due some counts after it has gone on, again and again. */
  private static final String WAKES =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s2, %d
      ori $s2, $s2, %d
      again:
      mfc0 $t1, $9
      addu $t1, $t1, $s2
      mtc0 $t1, $11
      wait
      beq $zero, $zero, again
      nop
      """;

  private static final String READ_COUNT = "40094800";
  private static final String WAIT = "42000020";
  private static final String SPINS = "again: beq $zero, $zero, again\nnop\n";
  private static final String POLLS = "irqpolling = 1\n";

  @TempDir Path folder;

  private static String wakes(int counts) {
    return WAKES.formatted(counts >>> 16, counts & 0xFFFF);
  }

  /** The longest time from the timer of guest 1 to its next instruction, in microseconds. */
  private static double worst(Layout layout, int counts) throws Exception {
    TestBoard test = TestBoard.of(layout);
    long[] due = new long[1];
    String[] last = {""};
    List<Long> latencies = new ArrayList<>();
    test.board.onInstruction(
        r -> {
          if (r.owner() == 1) {
            if (last[0].equals(READ_COUNT)) {
              due[0] = r.time() + 2L * counts;
            } else if (last[0].equals(WAIT)) {
              latencies.add(r.time() - due[0]);
            }
            last[0] = CodeText.bits(r.instruction());
          }
        });
    test.run(0.25);
    assertThat(latencies).hasSizeGreaterThan(15);
    return latencies.stream().mapToLong(Long::longValue).max().orElseThrow()
        / (double) CYCLES_PER_MICROSECOND;
  }

  /** The first guest's latency by analysis, in microseconds. */
  private static double bound(Layout layout) {
    Schedule.Priorities priorities = (Schedule.Priorities) layout.schedule();
    return PriorityAnalysis.of(priorities, layout.partitions(), layout.overheads())
        .get(0)
        .latency()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {137_000, 311_000, 7_000})
  void belowASpinnerWithABudgetAGuestIsEnteredInTime(int counts) throws Exception {
    Layout layout =
        new Tasks()
            .guest(1, wakes(counts), POLLS + "priority = 2\nbudget = 2000\nperiod = 10000\n")
            .guest(2, SPINS, "priority = 3\nbudget = 1000\nperiod = 4000\n")
            .guest(3, SPINS, "priority = 1\n")
            .layout(folder);
    assertThat(worst(layout, counts)).isBetween(850.0, bound(layout));
  }

  @ParameterizedTest
  @ValueSource(ints = {137_000, 311_000, 7_000})
  void theMostUrgentIsEnteredWithinAChange(int counts) throws Exception {
    Layout layout =
        new Tasks()
            .guest(1, wakes(counts), POLLS + "priority = 3\nbudget = 9000\nperiod = 10000\n")
            .guest(2, SPINS, "priority = 1\n")
            .layout(folder);
    assertThat(worst(layout, counts)).isBetween(1.0, bound(layout));
  }

  @ParameterizedTest
  @ValueSource(ints = {137_000, 311_000, 7_000})
  void inAFrameAGuestIsEnteredInItsNextWindow(int counts) throws Exception {
    Layout layout =
        new Tasks()
            .guest(1, wakes(counts), POLLS)
            .guest(2, SPINS)
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 2000 7000\n.\n")
            .layout(folder);
    Schedule.MajorFrame frame = (Schedule.MajorFrame) layout.schedule();

    double bound =
        FrameAnalysis.of(frame, layout.partitions(), layout.overheads()).get(0).latency();
    assertThat(worst(layout, counts)).isBetween(0.7 * bound, bound);
  }

  @Test
  void aCharacterIsWaitedForSinceTheHypervisorHasHandedItOver() throws Exception {
    Layout layout =
        new Tasks()
            .guest(1, "again: wait\nbeq $zero, $zero, again\nnop\n", POLLS)
            .guest(2, SPINS)
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 2000 7000\n.\n")
            .layout(folder);
    TestBoard test = TestBoard.of(layout);
    test.run(0.1);
    assertThat(test.board.summary().tasks().get(0).worstLatency()).isEmpty();

    test.type(0.1, "^E1x").run(0.12);

    assertThat(test.board.summary().tasks().get(0).worstLatency().orElseThrow())
        .as("root reads it when nobody has a window, and guest 1's is the next")
        .isBetween(1L, 1_000L * CYCLES_PER_MICROSECOND);
  }

  @Test
  void theControlLoopsLedTogglesInTheSameCycleOfEveryFrame() throws Exception {
    TestBoard test = TestBoard.open(TestBoard.ROOT.resolve("configs/control-loop.config"));
    test.run(0.5);

    List<Long> times =
        test.leds.stream().map(change -> Long.parseLong(change.replaceAll(" .*", ""))).toList();
    assertThat(times).hasSizeBetween(48, 51);
    for (int i = 3; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isEqualTo(2_000_000);
    }
  }
}
