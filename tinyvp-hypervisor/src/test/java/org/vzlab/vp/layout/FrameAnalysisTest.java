package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.cost.Overheads;
import org.vzlab.vp.layout.FrameAnalysis.Served;

/** What guests have of a major frame. */
class FrameAnalysisTest {
  private static final Overheads ONE = new Overheads(1, 0);

  private static Schedule.TimeWindow window(int task, long start, long length) {
    return new Schedule.TimeWindow(task, 100 * start, 100 * length);
  }

  private static Schedule.MajorFrame frame(Schedule.TimeWindow... windows) {
    return new Schedule.MajorFrame(1_000_000, 2200, List.of(windows));
  }

  private static long sections(int tasks, int count) {
    return ((long) count * new Overheads(tasks, 0).section() + 199) / 200;
  }

  @Test
  void aGuestWithOneWindowWaitsForTheRestOfTheFrame() {
    List<Served> served =
        FrameAnalysis.of(
            frame(window(1, 0, 2000), window(2, 2000, 7000)), List.of(), new Overheads(2, 0));

    assertThat(served)
        .containsExactly(
            new Served(1, 1, 2000, 1978, 8000, 8000 + 22 + sections(2, 1)),
            new Served(2, 1, 7000, 6978, 3000, 3000 + 22 + sections(2, 1)));
  }

  @Test
  void theLongestGapIsBetweenWindowsOrAroundTheEnd() {
    Schedule.MajorFrame between = frame(window(1, 500, 1000), window(1, 8000, 1500));
    Schedule.MajorFrame around = frame(window(1, 4000, 1000), window(1, 5500, 500));

    assertThat(FrameAnalysis.of(between, List.of(), ONE))
        .extracting(Served::gap)
        .containsExactly(6500L);
    assertThat(FrameAnalysis.of(around, List.of(), ONE))
        .extracting(Served::gap)
        .containsExactly(8000L);
    assertThat(FrameAnalysis.of(around, List.of(), ONE))
        .extracting(Served::net)
        .containsExactly(1456L);
  }

  @Test
  void eachInterruptOfItsOwnMayComeFirst() {
    BitSet own = new BitSet();
    own.set(134, 137);
    Partition guest = new Partition(1, "", 0, false, null, List.of(), own, new BitSet(), List.of());

    assertThat(FrameAnalysis.of(frame(window(1, 0, 2000)), List.of(guest), ONE).get(0).latency())
        .isEqualTo(8000 + 22 + sections(1, 1 + 3));
  }

  @Test
  void aTaskWithoutAWindowIsNotInTheFrame() {
    assertThat(FrameAnalysis.of(frame(), List.of(), ONE)).isEmpty();
  }
}
