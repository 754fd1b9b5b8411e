package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bits of a program that change in flash, and the checksum that is taken of it again and again. */
final class CodeFaultTest {
  /** Bytes of a program that go into the checksum at once, and how long a sleep is at most. */
  private static final int PIECE = 64;

  private static final int SLEEP_MILLISECONDS = 10;

  private static final int BLOCK_CRC = 0x20;

  @TempDir private Path folder;

  /** The program is looked through twice at most: the place may have been passed already. */
  private static int twoPasses(FaultBoard board) {
    int bytes = board.container(2).programBytes();
    return 2 * ((bytes + PIECE - 1) / PIECE) * SLEEP_MILLISECONDS;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an operand in the code, 0763, 1",
    "a constant, 0000006b, 3",
    "a byte that is never executed, 160d, 0",
    "a string that is never read, 412070, 0",
  })
  void aBitThatFlipsIsFoundWithinTwoPasses(String what, String bytes, int index) throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "checked").run(200);
    assertThat(board.test.console()).contains("ckckckckckck");
    assertThat(board.ends()).isEmpty();

    board.flip(board.code(2, FaultBoard.indexOf("checked", bytes) + index), 1);

    assertThat(board.untilEnd(1000)).as(what).isLessThanOrEqualTo(twoPasses(board));
    assertThat(board.ends()).containsExactly("svm: trap bad-checksum");
  }

  @Test
  void theChecksumIsNotExceptedFromTheCheck() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "checked").run(200);

    board.flip(board.block(2, BLOCK_CRC), 1 << 3);

    assertThat(board.untilEnd(1000)).isLessThanOrEqualTo(twoPasses(board));
    assertThat(board.ends()).containsExactly("svm: trap bad-checksum");
  }

  @Test
  void aProgramThatNeverSleepsIsCheckedWheneverItGivesWay() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "busy").run(132);
    assertThat(board.test.guest(2).state()).isEqualTo("running");

    board.flip(board.code(2, 0), 1);

    assertThat(board.untilEnd(1000)).isLessThanOrEqualTo(1);
    assertThat(board.ends()).containsExactly("svm: trap bad-checksum");
  }

  @Test
  void aProgramThatNeverGivesWayIsNotChecked() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "../wild").run(132);

    board.flip(board.code(2, 0), 1);
    board.run(10);

    assertThat(board.ends()).isEmpty();
    assertThat(board.test.guest(2).state()).isEqualTo("running");
  }
}
