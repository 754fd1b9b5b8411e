package org.vzlab.svm.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a system sleeps, what wakes it, and its heartbeat. */
class SleepTest {
  @Test
  void itSleepsUntilTheTimeThatWasNamed() {
    Sleep sleep = new Sleep(0);

    assertThat(sleep.from(100, 350, Outside.NEVER)).isEqualTo(Sleep.Wake.TIME);
    assertThat(sleep.woken()).isEqualTo(350);
    assertThat(sleep.slept()).isEqualTo(250);
    assertThat(sleep.sleeps()).isEqualTo(1);
    assertThat(sleep.beats()).isZero();
  }

  @Test
  void aSensorWakesItBefore() {
    Sleep sleep = new Sleep(0);

    assertThat(sleep.from(100, 350, 200)).isEqualTo(Sleep.Wake.SENSOR);
    assertThat(sleep.woken()).isEqualTo(200);
    assertThat(sleep.from(200, Outside.NEVER, 900)).isEqualTo(Sleep.Wake.SENSOR);
    assertThat(sleep.slept()).isEqualTo(800);
  }

  @Test
  void aTimeAndASensorAtOnceAreTheTime() {
    assertThat(new Sleep(0).from(0, 10, 10)).isEqualTo(Sleep.Wake.TIME);
  }

  @Test
  void itDoesNotSleepIfNothingWouldWakeIt() {
    Sleep sleep = new Sleep(10);

    assertThat(sleep.from(5, Outside.NEVER, Outside.NEVER)).isEqualTo(Sleep.Wake.NOTHING);
    assertThat(sleep.sleeps()).isZero();
    assertThat(sleep.slept()).isZero();
  }

  @Test
  void theHeartbeatWakesItOnTheWay() {
    Sleep sleep = new Sleep(1_000);

    assertThat(sleep.from(500, 4_500, Outside.NEVER)).isEqualTo(Sleep.Wake.TIME);
    assertThat(sleep.beats()).as("at 1000, 2000, 3000, 4000").isEqualTo(4);
    assertThat(sleep.sleeps()).as("for the machine it is one sleep").isEqualTo(1);
    sleep.from(4_500, 4_999, Outside.NEVER);
    assertThat(sleep.beats()).isEqualTo(4);
    sleep.from(4_999, 5_000, Outside.NEVER);
    assertThat(sleep.beats()).isEqualTo(5);
  }
}
