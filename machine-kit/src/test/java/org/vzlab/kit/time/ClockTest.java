package org.vzlab.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTest {
  private final Scheduler scheduler = new Scheduler();

  @Test
  void ticksAreWholeDividersOfCycles() {
    Clock clock = new Clock(scheduler, 4);
    scheduler.advance(11);

    assertThat(clock.ticks()).isEqualTo(2);
    assertThat(clock.timeOf(3)).isEqualTo(12);
  }

  @Test
  void aPartOfATickSurvivesAChangeOfTheDivider() {
    Clock clock = new Clock(scheduler, 4);
    scheduler.advance(6);

    clock.setDivider(8);

    assertThat(clock.ticks()).isEqualTo(1);
    assertThat(clock.timeOf(2)).as("half a tick of 8 cycles is left").isEqualTo(6 + 4);
  }

  @Test
  void settingTheSameDividerAgainMovesNothing() {
    Clock clock = new Clock(scheduler, 7);
    scheduler.advance(12);
    clock.setDivider(7);

    assertThat(clock.timeOf(2)).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theCountNeverGoesBackAndTheTimeOfATickIsWhenItComes(long seed) {
    Random random = new Random(seed);
    Clock clock = new Clock(scheduler, 3);
    long last = 0;
    for (int i = 0; i < 1000; i++) {
      clock.setDivider(1 + random.nextInt(20));
      assertThat(clock.ticks()).as("seed %d step %d", seed, i).isEqualTo(last);
      long next = clock.timeOf(last + 1);
      scheduler.advance(next - scheduler.now() - 1);
      assertThat(clock.ticks()).as("seed %d step %d", seed, i).isEqualTo(last);
      scheduler.advance(1 + random.nextInt(50));
      assertThat(clock.ticks()).as("seed %d step %d", seed, i).isGreaterThan(last);
      last = clock.ticks();
    }
  }

  @Test
  void aDividerBelowOneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Clock(scheduler, 0));
    Clock clock = new Clock(scheduler, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.setDivider(-1))
        .withMessage("clock divider -1 is less than 1");
  }
}
