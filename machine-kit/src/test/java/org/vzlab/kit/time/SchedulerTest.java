package org.vzlab.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
  private final Scheduler scheduler = new Scheduler();
  private final List<String> fired = new ArrayList<>();

  private Event event(String name, int rank) {
    return scheduler.event(name, rank, () -> fired.add(name + "@" + scheduler.now()));
  }

  @Test
  void timeStartsAtZeroAndGoesOnlyWhereItIsAdvanced() {
    scheduler.advance(3);
    scheduler.advance(4);

    assertThat(scheduler.now()).isEqualTo(7);
    assertThat(scheduler.nextEvent()).isEqualTo(Scheduler.NEVER);
  }

  @Test
  void eventsFireByTimeThenRankThenTheOrderInWhichTheyWereSet() {
    Event lateRank = event("lateRank", 2);
    Event second = event("second", 1);
    Event first = event("first", 1);
    Event early = event("early", 9);
    lateRank.at(10);
    first.at(10);
    second.at(10);
    early.at(9);
    scheduler.advance(10);

    scheduler.fireDue();

    assertThat(fired).containsExactly("early@10", "first@10", "second@10", "lateRank@10");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfFiringDoesNotDependOnTheOrderOfSettingWhenTimesAndRanksDiffer(long seed) {
    List<Event> events = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(event("e" + i, i % 3));
      expected.add("e" + i + "@100");
    }
    Collections.shuffle(events, new Random(seed));
    for (Event event : events) {
      event.at(Integer.parseInt(event.name().substring(1)) / 3);
    }
    scheduler.advance(100);

    scheduler.fireDue();

    assertThat(fired).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void anEventThatIsSetAgainFiresOnceAtItsNewTime() {
    Event event = event("e", 0);
    event.at(5);
    event.at(8);
    scheduler.advance(7);
    scheduler.fireDue();
    assertThat(fired).isEmpty();

    scheduler.advance(1);
    scheduler.fireDue();

    assertThat(fired).containsExactly("e@8");
    assertThat(event.isPending()).isFalse();
  }

  @Test
  void aCancelledEventDoesNotFire() {
    Event event = event("e", 0);
    event.at(5);
    event.cancel();
    scheduler.advance(9);

    scheduler.fireDue();

    assertThat(fired).isEmpty();
    assertThat(event.time()).isEqualTo(Scheduler.NEVER);
  }

  @Test
  void settingAnEventToNeverCancelsItAndItCanBeSetAgain() {
    Event event = event("e", 0);
    event.at(5);
    event.at(Scheduler.NEVER);
    assertThat(scheduler.nextEvent()).isEqualTo(Scheduler.NEVER);

    event.at(6);
    scheduler.advance(6);
    scheduler.fireDue();

    assertThat(fired).containsExactly("e@6");
    assertThat(scheduler.nextEvent()).isEqualTo(Scheduler.NEVER);
  }

  @Test
  void anEventThatSetsAnotherForNowLetsItFireAtOnce() {
    Event second = event("second", 0);
    Event first = scheduler.event("first", 5, () -> second.in(0));
    first.at(3);
    scheduler.advance(3);

    scheduler.fireDue();

    assertThat(fired).containsExactly("second@3");
  }

  @Test
  void aSliceEndsAtItsLimitOrAtTheNextEvent() {
    Event event = event("e", 0);
    scheduler.beginSlice(50);
    assertThat(scheduler.deadline()).isEqualTo(50);

    event.at(40);
    assertThat(scheduler.deadline()).isEqualTo(40);

    event.cancel();
    scheduler.beginSlice(50);
    assertThat(scheduler.deadline()).isEqualTo(50);
  }

  @Test
  void preemptEndsTheSliceAndTheNextOneStartsAfresh() {
    scheduler.advance(10);
    scheduler.beginSlice(50);

    scheduler.preempt();
    assertThat(scheduler.deadline()).isLessThanOrEqualTo(scheduler.now());

    scheduler.beginSlice(50);
    assertThat(scheduler.deadline()).isEqualTo(50);
  }

  @Test
  void idleJumpsToTheNextEventOrTheLimitAndNeverBack() {
    Event event = event("e", 0);
    event.at(30);
    scheduler.beginSlice(50);
    scheduler.idle();
    assertThat(scheduler.now()).isEqualTo(30);

    scheduler.fireDue();
    scheduler.beginSlice(50);
    scheduler.idle();
    assertThat(scheduler.now()).isEqualTo(50);

    event.at(20);
    scheduler.idle();
    assertThat(scheduler.now()).isEqualTo(50);
  }

  @Test
  void aPauseEndsABurstButNotAWait() {
    scheduler.beginSlice(100);
    scheduler.pause(40);
    assertThat(scheduler.deadline()).isEqualTo(40);

    scheduler.idle();
    assertThat(scheduler.now()).isEqualTo(100);

    scheduler.beginSlice(200);
    scheduler.pause(300);
    assertThat(scheduler.deadline()).isEqualTo(200);
  }
}
