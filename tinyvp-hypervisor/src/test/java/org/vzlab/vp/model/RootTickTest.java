package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeBoard;

class RootTickTest {
  static final long SECOND = 100_000_000;

  private final FakeBoard board = new FakeBoard().start();

  @Test
  void timesAreHoursMinutesSecondsAndMilliseconds() {
    assertThat(ClockText.of(0)).isEqualTo("00:00:00.000");
    assertThat(ClockText.of(((3 * 60 + 4) * 60 + 5) * SECOND + 678 * 100_000 + 99_999))
        .isEqualTo("03:04:05.678");
    assertThat(ClockText.of(100 * 3600 * SECOND)).isEqualTo("100:00:00.000");
  }

  @Test
  void theClockLineComesAfterASecondAndThenEveryTwo() {
    board.guestWaits();
    board.guestWaits();
    board.clearOutput();
    int lines = 0;
    for (int second = 1; second <= 10; second++) {
      board.timer(SECOND);
      String text = board.output();
      lines += text.contains("--------|") ? 1 : 0;
      assertThat(text.contains("--------|")).isEqualTo(second % 2 == 1);
      board.clearOutput();
    }
    assertThat(lines).isEqualTo(5);
  }

  @Test
  void theStatusLineComesBeforeTheClockLine() {
    board.clearOutput();
    board.port.gprs[0][29] = 0x80071420;
    board.timer(SECOND);
    assertThat(board.output())
        .matches(
            "Status=0x0000000[0-9], Cause=0x00000000 sp=80071420 ra=00000000\n\r"
                + "\\|------- \\[00:00:01\\.\\d{3}] --------\\|\n\r");
  }

  @Test
  void aLineOfTheRootStartsOnALineOfItsOwn() {
    board.clearOutput();
    board.storeWord(FakeBoard.CONSOLE + 0x20, '#');
    board.timer(SECOND);
    assertThat(board.output()).startsWith("#\n\rStatus=").endsWith("--------|\n\r");
  }

  @Test
  void aLineFeedOfAGuestIsFollowedByACarriageReturnAndIsALineEnd() {
    board.clearOutput();
    board.storeWord(FakeBoard.CONSOLE + 0x20, 'x');
    board.storeWord(FakeBoard.CONSOLE + 0x20, '\n');
    board.storeWord(FakeBoard.CONSOLE + 0x20, '\r');
    board.timer(SECOND);
    assertThat(board.output()).startsWith("x\n\r\rStatus=");
  }

  @Test
  void compareIsProgrammedForTheEarliestDeadline() {
    board.guestWaits();
    board.guestWaits();
    int second = board.port.cp0(Cp0Register.COMPARE);
    assertThat(second - board.port.cp0(Cp0Register.COUNT)).isBetween(99_000_000, 100_000_000);
  }

  @Test
  void countMayComeRound() {
    board.guestWaits();
    board.guestWaits();
    for (int i = 0; i < 50; i++) {
      board.timer(SECOND);
    }
    board.clearOutput();
    board.timer(SECOND);
    assertThat(board.output()).contains("[00:00:51.");
  }

  @Test
  void aSpuriousTimerInterruptChangesNothing() {
    board.clearOutput();
    board.timer(10);
    assertThat(board.output()).isEmpty();
    assertThat(board.running()).isEqualTo(1);
    assertThat(board.port.stores).contains("1f810044/4=00000001");
  }

  @Test
  void anUnexpectedInterruptIsMaskedAndSaid() {
    board.clearOutput();
    board.interrupt(77);
    assertThat(board.output()).isEqualTo("do_IRQ: mask unexpect irq 77\n\r");
    assertThat(board.port.stores).contains("1f8100e4/4=00002000");
    assertThat(board.vp.interruptCount(77)).isEqualTo(1);
  }

  @Test
  void anExceptionOfTheRootItselfIsReportedAndTheSystemGoesOn() {
    board.guestWaits();
    board.guestWaits();
    board.clearOutput();
    board.exit(4, 0, 0);
    assertThat(board.output()).startsWith("PANIC: do_EXC: cause=00000010");
    assertThat(board.vp.failed()).isTrue();
    board.timer(SECOND);
    assertThat(board.output()).contains("--------|");
  }
}
