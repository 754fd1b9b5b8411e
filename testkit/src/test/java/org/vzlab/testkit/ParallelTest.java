package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.model.GuestState;

/** Tests that run at the same time have a board each. */
final class ParallelTest {
  private static final int TESTS = 24;

  /** Tests that disturb one another if any two have the same board. */
  @Board("configs/two-guests.config")
  static class AtOnce {
    @RepeatedTest(TESTS)
    void each(RunningBoard board, @Id(2) Guest second, @Id(2) Memory memory) {
      long begun = board.now();
      assertThat(memory.word(0x8000)).isZero();
      memory.writeWord(0x8000, 1);
      board.console().type("\00502s");
      board.runUntil(second.is(GuestState.STOPPED), "20ms");
      assertThat(board.now() - begun).isLessThan(4_000_000);
      VzAssertions.assertThat(second).console().doesNotContain(".");
    }
  }

  @Test
  void theyDoNotDisturbOneAnother() {
    Failures.Outcome outcome =
        Failures.of(
            AtOnce.class,
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "4");
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.passed()).hasSize(TESTS);
  }
}
