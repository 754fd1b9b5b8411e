package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Schedule.Share;

/** Fixed priorities with budgets; times are counts. */
class PrioritySchedulerTest {
  private static final int START = 1000;

  private static final class Named extends Task {
    private final int id;

    Named(int id) {
      super(new RegisterSets(new FakeRootPort()), id, id);
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public String name() {
      return "task " + id;
    }

    @Override
    void await() {
      pause();
    }
  }

  private final Named first = new Named(1);
  private final Named second = new Named(2);
  private final Named third = new Named(3);

  private PriorityScheduler scheduler(Share... shares) {
    PriorityScheduler scheduler =
        new PriorityScheduler(
            new Schedule.Priorities(List.of(shares)), List.of(first, second, third));
    scheduler.start(START);
    return scheduler;
  }

  private static Share unlimited(int task, int priority) {
    return new Share(task, priority, 0, 0);
  }

  @Test
  void theMostUrgentThatCanRunRuns() {
    PriorityScheduler scheduler = scheduler(unlimited(1, 1), unlimited(2, 5), unlimited(3, 3));
    assertThat(scheduler.pick(START)).isSameAs(second);
    second.pause();
    assertThat(scheduler.pick(START + 10)).isSameAs(third);
    third.pause();
    assertThat(scheduler.pick(START + 20)).isSameAs(first);
    second.ready();
    assertThat(scheduler.pick(START + 30)).isSameAs(second);
  }

  @Test
  void theMostUrgentWithoutABudgetIsNeverInterrupted() {
    PriorityScheduler scheduler = scheduler(unlimited(1, 1), unlimited(2, 5), unlimited(3, 3));
    scheduler.pick(START);
    assertThat(scheduler.deadline()).isEqualTo(TaskScheduler.NEVER);
  }

  @Test
  void withNobodyWhoWantsToRunNothingIsDue() {
    PriorityScheduler scheduler =
        scheduler(unlimited(1, 1), new Share(2, 5, 100, 1000), unlimited(3, 3));
    first.pause();
    second.pause();
    third.pause();
    assertThat(scheduler.pick(START)).isNull();
    assertThat(scheduler.deadline()).isEqualTo(TaskScheduler.NEVER);
  }

  @Test
  void aBudgetEndsAtTheExactCountAndIsThereAnewAtTheNextPeriod() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    assertThat(scheduler.pick(START)).isSameAs(first);
    assertThat(scheduler.deadline()).isEqualTo(START + 100);
    assertThat(scheduler.pick(START + 99)).isSameAs(first);
    assertThat(scheduler.deadline()).isEqualTo(START + 100);
    assertThat(scheduler.pick(START + 100)).isSameAs(second);
    assertThat(scheduler.deadline()).isEqualTo(START + 1000);
    assertThat(scheduler.pick(START + 999)).isSameAs(second);
    assertThat(scheduler.pick(START + 1000)).isSameAs(first);
    assertThat(scheduler.deadline()).isEqualTo(START + 1100);
  }

  @Test
  void whatHasNotBeenUsedIsKeptForLaterInThePeriodAndNotForTheNext() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    scheduler.pick(START);
    first.pause();
    assertThat(scheduler.pick(START + 40)).isSameAs(second);
    first.ready();
    assertThat(scheduler.pick(START + 500)).isSameAs(first);
    assertThat(scheduler.deadline()).isEqualTo(START + 560);
    first.pause();
    scheduler.pick(START + 510);
    first.ready();
    scheduler.pick(START + 1200);
    assertThat(scheduler.deadline()).isEqualTo(START + 1300);
  }

  @Test
  void aTaskThatRunsIntoItsNextPeriodPaysForIt() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    first.pause();
    scheduler.pick(START);
    first.ready();
    assertThat(scheduler.pick(START + 950)).isSameAs(first);
    assertThat(scheduler.pick(START + 1030)).isSameAs(first);
    assertThat(scheduler.deadline()).isEqualTo(START + 1100);
  }

  @Test
  void periodsAreMultiplesHoweverLateTheyAreLookedAt() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    scheduler.pick(START);
    scheduler.pick(START + 100);
    assertThat(scheduler.pick(START + 5_030)).isSameAs(first);
    assertThat(scheduler.pick(START + 5_130)).isSameAs(second);
    assertThat(scheduler.deadline()).isEqualTo(START + 6_000);
  }

  @Test
  void anOverrunIsCountedOnceAPeriodAndForThoseOnlyWhoWouldRunOn() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    scheduler.pick(START);
    scheduler.pick(START + 103);
    scheduler.pick(START + 300);
    assertThat(scheduler.overruns(first)).isEqualTo(1);
    assertThat(scheduler.pick(START + 1000)).isSameAs(first);
    first.pause();
    scheduler.pick(START + 1100);
    assertThat(scheduler.overruns(first)).isEqualTo(1);
    assertThat(scheduler.overruns(second)).isZero();
  }

  @Test
  void anExhaustedTaskWakesWithItsPeriodIfItIsTheOnlyOne() {
    PriorityScheduler scheduler =
        scheduler(new Share(1, 5, 100, 1000), unlimited(2, 1), unlimited(3, 0));
    second.pause();
    third.pause();
    scheduler.pick(START);
    assertThat(scheduler.pick(START + 100)).isNull();
    assertThat(scheduler.deadline()).isEqualTo(START + 1000);
  }

  @Test
  void tasksOfTheSamePriorityTakeTurns() {
    PriorityScheduler scheduler = scheduler(unlimited(1, 2), unlimited(2, 2), unlimited(3, 1));
    assertThat(scheduler.pick(START)).isSameAs(first);
    long end = START + TurnTaking.SLICE;
    assertThat(scheduler.deadline()).isEqualTo(end);
    assertThat(scheduler.pick(end - 1)).isSameAs(first);
    assertThat(scheduler.pick(end)).isSameAs(second);
    assertThat(scheduler.deadline()).isEqualTo(end + TurnTaking.SLICE);
    scheduler.endSlice(end + 5);
    assertThat(scheduler.pick(end + 5)).isSameAs(first);
  }

  @Test
  void whoIsPreEmptedGoesOnWithHisSliceAndNobodyOfTheSamePriorityStarves() {
    PriorityScheduler scheduler = scheduler(unlimited(1, 9), unlimited(2, 1), unlimited(3, 1));
    long half = TurnTaking.SLICE / 2;
    long now = START;
    for (int round = 0; round < 4; round++) {
      first.ready();
      assertThat(scheduler.pick(now)).isSameAs(first);
      first.pause();
      now += 10;
      assertThat(scheduler.pick(now)).as("round %d", round).isSameAs(round < 2 ? second : third);
      now += half;
      first.ready();
    }
  }

  @Test
  void aTimerMattersIfItsTaskIsAsUrgentAsTheOneThatRuns() {
    PriorityScheduler scheduler = scheduler(unlimited(1, 1), unlimited(2, 5), unlimited(3, 5));
    scheduler.pick(START);
    assertThat(scheduler.concerns(first, START)).isFalse();
    assertThat(scheduler.concerns(third, START)).isTrue();
    second.pause();
    third.pause();
    scheduler.pick(START + 1);
    assertThat(scheduler.concerns(first, START + 1)).isTrue();
  }
}
