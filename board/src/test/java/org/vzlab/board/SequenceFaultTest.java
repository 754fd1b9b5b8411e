package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints that are passed over or not reached, the watchdog, and beats that are checkpoints.
 */
final class SequenceFaultTest {
  /** The WiFire's DEVCFG1 with WDTPS = 4: the watchdog waits 15.6 ms, the program takes 10. */
  private static final int DEVCFG1 = (0x7F74_3CB9 & ~(0x1F << 16)) | 4 << 16;

  /** GOTO, and the bits of its label that lead behind the checkpoint, or to GOTO again. */
  private static final String GOTO = "11002c";

  private static final int OVER_THE_CHECKPOINT = 0x10;
  private static final int IN_A_CIRCLE = 0x04;

  @TempDir private Path folder;

  private static int label(FaultBoard board) throws Exception {
    return board.code(2, FaultBoard.indexOf("steps", GOTO) + 2);
  }

  private FaultBoard watched() throws Exception {
    ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(DEVCFG1);
    Path file = Files.write(folder.resolve("devcfg1.bin"), word.array());
    FaultBoard board =
        new FaultBoard(
            folder, FaultBoard.block("steps", "driver = watchdog"), List.of(file + "@0x1FC0FFC8"));
    board.run(250);
    assertThat(board.line()).startsWith("********");
    assertThat(boots(board)).isEqualTo(1);
    return board;
  }

  private static int boots(FaultBoard board) {
    return board.test.console().split("init_IRQ: priss", -1).length - 1;
  }

  /** The jump is flipped when it is about to be executed, so that the checksum is not the first. */
  private static void passOver(FaultBoard board) throws Exception {
    int label = label(board);
    board.before(FaultBoard.indexOf("steps", GOTO), () -> board.flip(label, OVER_THE_CHECKPOINT));
  }

  @Test
  void aCheckpointThatIsPassedOverIsATrap() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "steps").run(200);
    assertThat(board.line()).startsWith("****");

    passOver(board);

    assertThat(board.untilEnd(1000)).isLessThan(10.2);
    assertThat(board.ends()).containsExactly("svm: trap bad-sequence at 0x003e in context 0");
  }

  @Test
  void nobodyClearsTheWatchdogForAProgramThatHasEndedSoTheBoardStartsAnew() throws Exception {
    FaultBoard board = watched();

    passOver(board);
    board.untilEnd(30);
    board.flip(label(board), OVER_THE_CHECKPOINT);
    board.run(220);

    assertThat(board.ends()).containsExactly("svm: trap bad-sequence at 0x003e in context 0");
    assertThat(boots(board)).isEqualTo(2);
    assertThat(board.test.register("RNMICON")).as("WDTS").isEqualTo(1 << 16);
  }

  @Test
  void aProgramThatNeverReachesTheNextCheckpointHasTheBoardReset() throws Exception {
    FaultBoard board = watched();
    int label = label(board);

    board.before(FaultBoard.indexOf("steps", GOTO), () -> board.flip(label, IN_A_CIRCLE));
    board.run(30);
    board.flip(label, IN_A_CIRCLE);
    board.run(220);

    assertThat(board.ends()).isEmpty();
    assertThat(boots(board)).isEqualTo(2);
    assertThat(board.test.register("RNMICON")).as("a reset").isZero();
    assertThat(board.line()).startsWith("****");
  }

  @Test
  void withoutAFaultTheWatchdogIsOnAndCleared() throws Exception {
    FaultBoard board = watched().run(100);

    assertThat(boots(board)).isEqualTo(1);
    assertThat(board.test.register("WDTCON") & 1 << 15).isNotZero();
  }

  @Test
  void beatsThatAreCheckpointsEndAProgramThatIsStuckAndOnlyThatOneStartsAnew() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "steps", "beats = checkpoints").run(220);
    assertThat(board.reports()).isEmpty();
    final long time = board.test.board.now();
    int label = label(board);

    board.before(FaultBoard.indexOf("steps", GOTO), () -> board.flip(label, IN_A_CIRCLE));
    board.untilReported();
    board.flip(label, IN_A_CIRCLE);
    board.run(100);

    assertThat(board.reports())
        .containsExactly(
            "guest 2 (steps.svm) failed: no heartbeat in 15000 us",
            "guest 2 restarted by guest 1 (1 of 3)");
    assertThat(board.test.lines()).contains("2002 ");
    assertThat(board.line()).startsWith("****");
    assertThat(boots(board)).isEqualTo(1);
    assertThat(board.neighbour(time)).hasSizeGreaterThan(9).allMatch(ms -> ms > 9.9 && ms < 10.1);
  }

  @Test
  void aProgramThatRunsWildIsLateIfItsBeatsAreCheckpoints() throws Exception {
    FaultBoard board = FaultBoard.supervised(folder, "../wild", "beats = checkpoints").run(150);
    assertThat(board.reports()).startsWith("guest 2 (wild.svm) failed: no heartbeat in 15000 us");
  }

  @Test
  void aProgramThatRunsWildIsNotLateIfItsBeatsComeByThemselves() throws Exception {
    assertThat(FaultBoard.supervised(folder, "../wild").run(150).reports()).isEmpty();
  }
}
