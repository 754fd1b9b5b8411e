package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.testkit.VzAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** Waiting is board time that passes, and nothing else. */
@Board(value = "configs/two-guests.config", boot = "500us")
final class WaitsTest {
  @Test
  void runForIsBoardTime(RunningBoard board) {
    long begun = board.now();
    board.runFor("1.5ms");
    assertThat(board.now() - begun).isBetween(300_000L, 302_000L);
    board.runFor(200);
    assertThat(board.now() - begun).isBetween(300_200L, 302_400L);
  }

  @Test
  void runUntilEndsWhenItHappens(RunningBoard board, @Id(1) Console console) {
    board.runUntil(console.prints("DEVID"), "100ms");
    assertThat(console.text()).endsWith("DEVID");
    long printed = console.timeOf(console.text().length() - 1);
    assertThat(board.now()).isBetween(printed, printed + 4_000);
  }

  @Test
  void whatWasPrintedBeforeIsNotAwaited(RunningBoard board, @Id(1) Console console) {
    board.runUntil(console.prints("DEVID"), "100ms");
    Awaited again = console.prints("DEVID");
    assertThatThrownBy(() -> board.runUntil(again, "200ms"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "Expected within 200ms of board time that guest 1's console prints \"DEVID\", but it has"
                + " not happened until 0.2")
        .hasMessageContaining("Console of guest 1 (guest1.elf):\n  -\n  DEVID ");
  }

  @Test
  void inSmallStepsItRunsAsInOne(RunningBoard board) throws UserError {
    Bench atOnce = Boards.bench(board.recipe().setup(), Variant.NONE);
    for (int i = 0; i < 500; i++) {
      board.runFor(i * 7L);
    }
    atOnce.run(board.now());
    assertThat(atOnce.now()).isEqualTo(board.now());
    assertThat(board.bench().snapshot().differences(atOnce.snapshot())).isEmpty();
  }

  @Test
  void aButtonIsDownForItsTime(RunningBoard board, @Named("BTN1") Button button) {
    int pin = 1 << 5;
    board.memory().writeWord(0x1F860004, pin); // ANSELACLR: a digital pin
    button.press("2ms");
    board.runFor("1ms");
    assertThat(board.memory().word(0x1F860020) & pin).isEqualTo(pin);
    board.runFor("2ms");
    assertThat(board.memory().word(0x1F860020) & pin).isZero();
  }
}
