package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that restarts another one, whatever that one fails of, and when it gives up. */
final class RestartFaultTest {
  /** sw $ra, 0($ra): stores to where it was called from, which is flash, and not aligned. */
  private static final int STORE_TO_CODE = 0xAFFF_0000;

  @TempDir private Path folder;

  private static int guarded(FaultBoard board) {
    return board.physical(2, FaultBoard.symbol("svm_guarded") + 8 * 3);
  }

  private static void isUntouched(FaultBoard board, long since) {
    assertThat(board.neighbour(since)).hasSizeGreaterThan(7).allMatch(ms -> ms > 9.9 && ms < 10.1);
  }

  @Test
  void aProgramThatTrapsIsStartedAnewWithSoundMemory() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "values").run(220);
    assertThat(board.line()).contains("gvgvgv");
    final long time = board.test.board.now();

    board.flip(guarded(board), 1);
    board.run(100);

    assertThat(board.ends()).hasSize(1).first().asString().startsWith("svm: trap corrupted at 0x");
    assertThat(board.reports())
        .containsExactly(
            "guest 2 (values.svm) failed: it declares failure 17",
            "guest 2 restarted by guest 1 (1 of 3)");
    assertThat(board.test.lines()).contains("4172 ");
    assertThat(board.line()).contains("gvgvgv");
    isUntouched(board, time);
  }

  @Test
  void aFaultThatComesBackIsGivenUpAfterThreeRestarts() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "values").run(220);
    final long time = board.test.board.now();

    for (int i = 0; i < 4; i++) {
      board.flip(guarded(board), 1);
      board.run(50);
    }

    assertThat(board.reports())
        .hasSize(7)
        .endsWith(
            "guest 2 restarted by guest 1 (3 of 3)",
            "guest 2 (values.svm) failed: it declares failure 17");
    assertThat(board.test.lines()).contains("4172 ");
    assertThat(board.line()).isEqualTo("4173 ");
    isUntouched(board, time);
  }

  @Test
  void anInstructionOfTheRuntimeThatWasBrokenForAWhileCostsARestart() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "values").run(220);
    final long time = board.test.board.now();
    int address = board.physical(2, FaultBoard.symbol("svm_next"));
    int bits = board.test.word(address) ^ STORE_TO_CODE;

    board.flipWord(address, bits);
    board.untilReported();
    board.flipWord(address, bits);
    board.run(100);

    assertThat(board.reports()).hasSize(2).endsWith("guest 2 restarted by guest 1 (1 of 3)");
    assertThat(board.test.lines()).contains("1002 ");
    assertThat(board.line()).contains("gvgvgv");
    isUntouched(board, time);
  }

  @Test
  void anInstructionOfTheRuntimeThatStaysBrokenIsGivenUpAfterThreeRestarts() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "values").run(220);
    final long time = board.test.board.now();
    int address = board.physical(2, FaultBoard.symbol("svm_next"));

    board.flipWord(address, board.test.word(address) ^ STORE_TO_CODE);
    board.run(120);

    assertThat(board.reports())
        .hasSize(7)
        .contains("guest 2 (values.svm) failed: unknown hypercall 000");
    assertThat(board.line()).isEqualTo("1003 ");
    isUntouched(board, time);
  }
}
