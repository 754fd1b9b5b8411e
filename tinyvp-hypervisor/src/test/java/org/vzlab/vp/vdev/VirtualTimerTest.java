package org.vzlab.vp.vdev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeRootPort;

class VirtualTimerTest {
  private static final long START = 0x1_2345_0000L;
  private static final int PERIOD = 30_000_000;

  private final VirtualTimer timer = started();

  @Test
  void countIsTheRootsPlusAnOffsetThatAStoreToCountSets() {
    timer.setCount(100, START + 50);
    assertThat(timer.count(START + 60)).isEqualTo(110);
    assertThat(timer.offset()).isEqualTo(100 - (int) (START + 50));
  }

  @Test
  void compareMatchesOnceAndThenARoundLater() {
    timer.setCount(0, START);
    timer.setCompare(PERIOD, START + 10);
    assertThat(timer.expire(START + PERIOD - 1)).isFalse();
    assertThat(timer.expire(START + PERIOD)).isTrue();
    assertThat(timer.expire(START + PERIOD)).isFalse();
    assertThat(timer.deadline()).isEqualTo(START + PERIOD + (1L << 32));
  }

  @Test
  void aLatePeriodicGuestGetsEveryTick() {
    timer.setCount(0, START);
    timer.setCompare(PERIOD, START);
    long late = START + 5L * PERIOD + 7;
    int ticks = 0;
    for (int compare = PERIOD; timer.expire(late); ticks++) {
      compare += PERIOD;
      timer.setCompare(compare, late);
    }
    assertThat(ticks).isEqualTo(5);
    assertThat(timer.deadline()).isEqualTo(START + 6L * PERIOD);
  }

  @Test
  void aCompareThatWasPassedWhileTheGuestWasAwayIsDueAtOnce() {
    timer.setCount(0, START);
    timer.setCompare(500, START + 1000);
    assertThat(timer.expire(START + 1000)).isTrue();
  }

  @Test
  void writingTheSameCompareAgainAcknowledgesAndWaitsARound() {
    timer.setCount(0, START);
    timer.setCompare(PERIOD, START);
    timer.expire(START + PERIOD);
    timer.setCompare(PERIOD, START + PERIOD + 3);
    assertThat(timer.expire(START + PERIOD + 4)).isFalse();
    assertThat(timer.deadline()).isEqualTo(START + PERIOD + (1L << 32));
  }

  @Test
  void afterAHalfRoundWithoutAMatchACompareAheadIsAhead() {
    timer.setCount(0, START);
    long now = START + 3_000_000_000L;
    timer.setCompare(timer.count(now) + PERIOD, now);
    assertThat(timer.deadline()).isEqualTo(now + PERIOD);
  }

  @Test
  void theDeadlineSurvivesCountComingRound() {
    timer.setCount(-1000, START);
    timer.setCompare(1000, START);
    assertThat(timer.deadline()).isEqualTo(START + 2000);
  }

  @Test
  void everyTickIsOnTimeOverAHundredRoundsOfCount() {
    timer.setCount(0, START);
    long compare = 0;
    for (int tick = 1; tick <= 20_000; tick++) {
      long due = START + (long) tick * PERIOD;
      compare += PERIOD;
      timer.setCompare((int) compare, due - PERIOD + 11);
      assertThat(timer.deadline()).isEqualTo(due);
      assertThat(timer.expire(due - 1)).isFalse();
      assertThat(timer.expire(due)).isTrue();
    }
  }

  @Test
  void aMatchThatNobodyHasAskedForIsThereOnceForEachRound() {
    timer.setCount(0, START);
    timer.setCompare(PERIOD, START);
    long late = START + PERIOD + 3 * (1L << 32) + 1;
    for (int round = 0; round < 4; round++) {
      assertThat(timer.expire(late)).isTrue();
    }
    assertThat(timer.expire(late)).isFalse();
    assertThat(timer.deadline()).isEqualTo(START + PERIOD + 4 * (1L << 32));
  }

  @Test
  void aStoreToCountMovesTheMatchBothWaysAndForgetsWhatWasLate() {
    timer.setCount(0, START);
    timer.setCompare(1000, START);
    timer.setCount(900, START + 10);
    assertThat(timer.deadline()).isEqualTo(START + 110);
    timer.setCount(-5000, START + 20);
    assertThat(timer.deadline()).isEqualTo(START + 6020);
    timer.setCount(1001, START + 30);
    assertThat(timer.expire(START + 40)).as("Compare is behind Count").isFalse();
    assertThat(timer.deadline()).isEqualTo(START + 30 + (1L << 32) - 1);
  }

  @Test
  void theRootsClockCountsOnWhileCountComesRound() {
    FakeRootPort port = new FakeRootPort();
    port.now = 2 * START;
    RootClock clock = new RootClock(port);
    long start = clock.observe();
    for (int i = 1; i <= 300; i++) {
      port.now += 2 * 4_200_000_000L;
      assertThat(clock.observe() - start).isEqualTo(i * 4_200_000_000L);
    }
    timer.setCount(7, clock.now());
    port.now += 2 * 4_000_000_000L;
    assertThat(timer.count(clock.observe())).isEqualTo((int) 4_000_000_007L);
    assertThat(port.cp0(Cp0Register.COUNT) + timer.offset()).isEqualTo((int) 4_000_000_007L);
  }

  private static VirtualTimer started() {
    VirtualTimer timer = new VirtualTimer();
    timer.reset(START);
    return timer;
  }
}
