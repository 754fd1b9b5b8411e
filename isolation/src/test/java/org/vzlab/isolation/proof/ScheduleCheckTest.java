package org.vzlab.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.Holes;
import org.vzlab.isolation.Policy;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Schedule.MajorFrame;
import org.vzlab.vp.layout.Schedule.Priorities;
import org.vzlab.vp.layout.Schedule.Share;
import org.vzlab.vp.layout.Schedule.TimeWindow;

/** Schedules that are not the configuration's: each difference is a finding that names it. */
final class ScheduleCheckTest {
  private static final String FRAME = "control-loop.config";
  private static final String PRIORITIES = "priorities.config";

  private static List<String> findings(String configuration, UnaryOperator<Schedule> change)
      throws UserError {
    Bench bench = Benches.of(configuration);
    Inspection granted = bench.granted().orElseThrow();
    return ScheduleCheck.of(
            Holes.schedule(change).apply(granted.layout()), granted, Policy.of(bench))
        .stream()
        .map(Finding::toString)
        .toList();
  }

  private static UnaryOperator<Schedule> windows(TimeWindow... windows) {
    return was ->
        new MajorFrame(
            ((MajorFrame) was).length(), ((MajorFrame) was).switching(), List.of(windows));
  }

  @ParameterizedTest
  @ValueSource(strings = {FRAME, PRIORITIES, "two-guests.config", "threads.config"})
  void theScheduleOfTheConfigurationIsNoFinding(String configuration) throws UserError {
    assertThat(findings(configuration, UnaryOperator.identity())).isEmpty();
  }

  @Test
  void windowsThatOverlap() throws UserError {
    assertThat(findings(FRAME, Holes::overlapping))
        .containsExactly(
            "TIME: guest 2 runs in a window from 0.00 us to 2500.00 us; the configuration has there"
                + " guest 1's from 0.00 us to 2000.00 us and guest 2's from 2000.00 us to 9000.00"
                + " us",
            "TIME: guest 1 runs in a window from 2000.00 us to 5000.00 us; the configuration has"
                + " there guest 2's from 2000.00 us to 9000.00 us",
            "TIME: guest 1 does not have its window from 0.00 us to 2000.00 us",
            "TIME: guest 2 does not have its window from 2000.00 us to 9000.00 us");
  }

  @Test
  void aWindowInTimeOfTheHypervisors() throws UserError {
    assertThat(
            findings(
                FRAME,
                windows(
                    new TimeWindow(1, 0, 200_000),
                    new TimeWindow(2, 200_000, 700_000),
                    new TimeWindow(1, 900_001, 50_000))))
        .containsExactly(
            "TIME: guest 1 runs in a window from 9000.01 us to 9500.01 us; the configuration gives"
                + " that time to nobody");
  }

  @Test
  void aWindowThatIsMissing() throws UserError {
    assertThat(findings(FRAME, windows(new TimeWindow(2, 200_000, 700_000))))
        .containsExactly("TIME: guest 1 does not have its window from 0.00 us to 2000.00 us");
  }

  @Test
  void aFrameThatIsTwiceAsLong() throws UserError {
    assertThat(
            findings(
                FRAME,
                was -> {
                  MajorFrame frame = (MajorFrame) was;
                  return new MajorFrame(2 * frame.length(), frame.switching(), frame.windows());
                }))
        .singleElement()
        .asString()
        .startsWith("TIME: the major frame is 20000.00 us long with ")
        .contains("; the configuration says 10000.00 us long with ");
  }

  @Test
  void sharesThatAreLarger() throws UserError {
    assertThat(
            findings(
                PRIORITIES,
                was ->
                    new Priorities(
                        List.of(new Share(1, 3, 600_000, 2_000_000), new Share(2, 2, 0, 0)))))
        .containsExactly(
            "TIME: guest 1 has priority 3 with a budget of 6000.00 us in 20000.00 us; the"
                + " configuration gives it priority 1 with a budget of 6000.00 us in 20000.00 us",
            "TIME: guest 2 has priority 2 without a budget; the configuration gives it priority 2"
                + " with a budget of 2000.00 us in 10000.00 us");
  }

  @Test
  void sharesOfNobodyAndOfSomebodyElse() throws UserError {
    assertThat(
            findings(
                PRIORITIES,
                was ->
                    new Priorities(
                        List.of(new Share(1, 1, 600_000, 2_000_000), new Share(3, 0, 0, 0)))))
        .containsExactly(
            "TIME: guest 3 has priority 0 without a budget; the configuration gives it nothing",
            "TIME: guest 2 does not have priority 2 with a budget of 2000.00 us in 10000.00 us");
  }

  @Test
  void turnsInTheStead() throws UserError {
    assertThat(findings(FRAME, was -> new Schedule.Turns()))
        .containsExactly("TIME: time is divided by turns; the configuration says a major frame");
    assertThat(findings("two-guests.config", was -> new Priorities(List.of())))
        .containsExactly("TIME: time is divided by priorities; the configuration says turns");
  }
}
