package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.cost.Overheads;
import org.vzlab.vp.layout.PriorityAnalysis.Response;

/** Bounds for fixed priorities with budgets, computed by hand and tried out. */
class PriorityAnalysisTest {
  private static Schedule.Share share(int task, int priority, long budget, long period) {
    return new Schedule.Share(task, priority, 100 * budget, 100 * period);
  }

  private static List<Response> analysed(Schedule.Share... shares) {
    return PriorityAnalysis.of(
        new Schedule.Priorities(List.of(shares)), List.of(), new Overheads(shares.length, 0));
  }

  /** What some changes, and sections that nothing interrupts, take at most, in microseconds. */
  private static long taken(int tasks, long changes, long sections) {
    long cycles =
        changes * new Overheads(tasks, 0).change() + sections * new Overheads(tasks, 0).section();
    return (cycles + 199) / 200;
  }

  @Test
  void theMostUrgentWaitsForOneChangeOnly() {
    Response response = analysed(share(1, 2, 1000, 10_000), share(2, 1, 3000, 10_000)).get(0);

    assertThat(response.response()).hasValue(1000 + taken(2, 1, 0));
    assertThat(response.latency()).hasValue(taken(2, 1, 3));
    assertThat(response.isCertain()).isTrue();
  }

  /** In a window of 5 ms there are, in the worst case, budgets at 0, 1, and none at 11 ms. */
  @Test
  void aBudgetThatWasKeptIsFollowedByTheNextAtOnce() {
    Response response = analysed(share(1, 2, 1000, 10_000), share(2, 1, 3000, 20_000)).get(1);

    long taken = taken(2, 3, 0);
    assertThat(response.response()).hasValue(3000 + 2 * 1000 + taken);
    assertThat(response.arithmetic())
        .isEqualTo("3000 + 2 x 1000 + " + taken + " = " + (5000 + taken) + " us");
    assertThat(response.latency()).hasValue(2 * 1000 + taken(2, 3, 3));
    assertThat(response.exhausted())
        .hasValue(20_000 - 3000 + taken(2, 1, 3) + 2 * 1000 + taken(2, 3, 3));
  }

  @Test
  void aWindowThatReachesTheNextReplenishmentHasAnotherBudgetInIt() {
    Response response = analysed(share(1, 2, 1000, 4000), share(2, 1, 4000, 20_000)).get(1);

    assertThat(response.response()).hasValue(4000 + 3 * 1000 + taken(2, 4, 0));
  }

  @Test
  void thoseThatTakeTurnsWithATaskComeBeforeIt() {
    List<Response> responses = analysed(share(1, 1, 1000, 10_000), share(2, 1, 2000, 10_000));

    assertThat(responses.get(0).response()).hasValue(1000 + 2 * 2000 + taken(2, 3, 0));
    assertThat(responses.get(1).response()).hasValue(2000 + 2 * 1000 + taken(2, 3, 0));
  }

  @Test
  void aBudgetThatCannotBeHadIsLongerThanItsPeriodByTheArithmetic() {
    Response response = analysed(share(1, 2, 1000, 10_000), share(2, 1, 3000, 5000)).get(1);

    assertThat(response.isCertain()).isFalse();
    assertThat(response.arithmetic())
        .isEqualTo("3000 + 2 x 1000 + 65 = 5065 us")
        .contains(" + " + taken(2, 3, 0) + " = ");
  }

  @Test
  void belowATaskWithoutABudgetNothingIsBounded() {
    List<Response> responses = analysed(share(1, 2, 0, 0), share(2, 1, 3000, 5000));

    assertThat(responses.get(0).latency()).isPresent();
    assertThat(responses.get(0).response()).isEmpty();
    assertThat(responses.get(1))
        .isEqualTo(
            new Response(
                share(2, 1, 3000, 5000),
                OptionalLong.empty(),
                "",
                OptionalLong.empty(),
                OptionalLong.empty()));
    assertThat(responses.get(1).isCertain()).isFalse();
  }

  @Test
  void theFirstInstructionHasNoBoundWhereBudgetsLeaveNoTime() {
    assertThat(analysed(share(1, 2, 5000, 5000), share(2, 1, 0, 0)).get(1).latency()).isEmpty();
  }

  @Test
  void interruptsOfAllGuestsComeInOnceBeforeTheFirstInstruction() {
    BitSet own = new BitSet();
    own.set(134, 137);
    Partition guest = new Partition(1, "", 0, false, null, List.of(), own, new BitSet(), List.of());
    Schedule.Priorities alone = new Schedule.Priorities(List.of(share(1, 1, 100, 1000)));

    assertThat(PriorityAnalysis.of(alone, List.of(guest), new Overheads(1, 0)).get(0).latency())
        .hasValue(taken(1, 1, 3 + 3));
  }

  @Test
  void aBudgetIsAPartOfTheTime() {
    assertThat(PriorityAnalysis.utilisation(share(1, 1, 2500, 10_000))).isCloseTo(0.25, within(0d));
    assertThat(PriorityAnalysis.utilisation(share(1, 1, 0, 0))).isZero();
  }

  /** Without the hypervisor's part the bound is reached: the analysis is not too careful. */
  @Test
  void theSimulationReachesTheWorstCase() {
    List<Schedule.Share> shares = List.of(share(1, 2, 1000, 10_000), share(2, 1, 3000, 20_000));
    ServerSimulation simulation =
        new ServerSimulation(shares, new Random(1), 0).ready(0, 19_000, 0).ready(1, 0, -1000);

    assertThat(simulation.run(60_000).worstResponse(1)).isEqualTo(3000 + 2 * 1000);
  }

  private static List<Schedule.Share> anything(Random random) {
    List<Schedule.Share> shares = new ArrayList<>();
    int tasks = 2 + random.nextInt(4);
    for (int task = 1; task <= tasks; task++) {
      long period = 1000L * (1 + random.nextInt(20));
      long budget = Math.max(100, period * (1 + random.nextInt(9)) / (10L * tasks));
      boolean limited = random.nextInt(6) > 0;
      int priority = 1 + random.nextInt(4);
      shares.add(limited ? share(task, priority, budget, period) : share(task, priority, 0, 0));
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverThePhasesNoResponseIsLongerThanItsBound(int seed) {
    Random random = new Random(seed);
    int bounded = 0;
    for (int set = 0; set < 40; set++) {
      List<Schedule.Share> shares = anything(random);
      List<Response> responses =
          PriorityAnalysis.of(
              new Schedule.Priorities(shares), List.of(), new Overheads(shares.size(), 0));
      int delay = new Overheads(shares.size(), 0).change() / 200;
      for (int phases = 0; phases < 60; phases++) {
        ServerSimulation simulation = new ServerSimulation(shares, random, delay).run(100_000);
        for (int i = 0; i < shares.size(); i++) {
          Response response = responses.get(i);
          if (response.isCertain()) {
            bounded++;
            assertThat(simulation.worstResponse(i))
                .as("%s among %s", response, shares)
                .isLessThanOrEqualTo(response.response().orElseThrow());
          }
        }
      }
    }
    assertThat(bounded).isGreaterThan(2000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverThePhasesNoTaskWithBudgetIsEnteredLaterThanItsBound(int seed) {
    Random random = new Random(seed);
    int bounded = 0;
    for (int set = 0; set < 40; set++) {
      List<Schedule.Share> shares = anything(random);
      List<Response> responses =
          PriorityAnalysis.of(
              new Schedule.Priorities(shares), List.of(), new Overheads(shares.size(), 0));
      int delay = new Overheads(shares.size(), 0).change() / 200;
      for (int phases = 0; phases < 60; phases++) {
        ServerSimulation simulation = new ServerSimulation(shares, random, delay).run(200_000);
        for (int i = 0; i < shares.size(); i++) {
          OptionalLong latency = responses.get(i).latency();
          if (latency.isPresent() && latency.getAsLong() < 100_000) {
            bounded++;
            assertThat(simulation.latency(i))
                .as("%s among %s", responses.get(i), shares)
                .isBetween(0L, latency.getAsLong());
          }
        }
      }
    }
    assertThat(bounded).isGreaterThan(2000);
  }
}
