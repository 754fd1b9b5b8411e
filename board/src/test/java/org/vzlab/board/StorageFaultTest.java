package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits that change in words of which there are two copies, the second one reversed, or three. */
final class StorageFaultTest {
  private static final int GUARDED_WORD = 3;
  private static final int VOTED_WORD = 5;

  @TempDir private Path folder;
  private FaultBoard board;
  private int guarded;
  private int voted;

  @BeforeEach
  void startsWithoutAFault() throws Exception {
    board = FaultBoard.alone(folder, "values").run(200);
    assertThat(board.test.console()).contains("gvgvgvgvgv");
    assertThat(board.ends()).isEmpty();
    guarded = board.physical(2, FaultBoard.symbol("svm_guarded") + 8 * GUARDED_WORD);
    voted = board.physical(2, FaultBoard.symbol("svm_voted") + 12 * VOTED_WORD);
    assertThat(board.test.word(guarded)).isEqualTo('g');
    assertThat(board.test.word(guarded + 4)).isEqualTo(Integer.reverse('g'));
  }

  @ParameterizedTest
  @CsvSource({"0, 31", "4, 0"})
  void aBitOfEitherCopyIsFoundWhenTheWordIsRead(int copy, int bit) {
    board.flipWord(guarded + copy, 1 << bit);
    board.run(25);
    assertThat(board.ends()).hasSize(1).first().asString().startsWith("svm: trap corrupted at 0x");
  }

  /** As a data line that is stuck does it: at the same place of both. */
  @ParameterizedTest
  @ValueSource(ints = {8, 31})
  void theSameBitOfBothCopiesIsFoundAsTheSecondIsReversed(int bit) {
    board.flipWord(guarded, 1 << bit);
    board.flipWord(guarded + 4, 1 << bit);
    board.run(25);
    assertThat(board.ends()).hasSize(1).first().asString().startsWith("svm: trap corrupted at 0x");
  }

  @Test
  void theSameBitOfTheWordInBothCopiesIsNotFound() {
    board.flipWord(guarded, 1 << 1);
    board.flipWord(guarded + 4, 1 << 30);
    board.run(50);
    assertThat(board.ends()).isEmpty();
    assertThat(board.test.console()).contains("eveveve");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aCopyIsOutvotedByTheOthersAndRepaired(int copy) {
    board.flipWord(voted + 4 * copy, 0x8000_0101);
    board.run(25);
    assertThat(board.ends()).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(board.test.word(voted + 4 * i)).isEqualTo('v');
    }
    board.run(50);
    assertThat(board.line()).matches("(gv)+g?");
  }

  @Test
  void oneFaultAfterTheOtherIsRepairedIfThereIsTimeInBetween() {
    for (int copy = 0; copy < 3; copy++) {
      board.flipWord(voted + 4 * copy, 1);
      board.run(25);
    }
    assertThat(board.ends()).isEmpty();
    assertThat(board.test.word(voted)).isEqualTo('v');
  }

  @Test
  void threeOpinionsAreNone() {
    board.flipWord(voted, 1);
    board.flipWord(voted + 4, 2);
    board.run(25);
    assertThat(board.ends()).hasSize(1).first().asString().startsWith("svm: trap corrupted at 0x");
  }
}
