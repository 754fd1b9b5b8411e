package org.vzlab.testkit;

import static org.vzlab.testkit.VzAssertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.vp.model.GuestState;

/** Each test has a board of its own: what one does to it no other sees. */
@Board("configs/two-guests.config")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FreshBoardTest {
  private static final long BOOT = 200_000;

  private long begun;

  @BeforeEach
  void eachBeginsAtTheSameCycle(RunningBoard board) {
    begun = board.now();
    assertThat(begun).isBetween(BOOT, BOOT + 2000);
  }

  @Test
  @Order(1)
  void aTestMayDoToItsBoardWhatItLikes(RunningBoard board, @Id(2) Guest second) {
    board.runUntil(second.console().prints("."), "400ms");
    second.console().type("+");
    board.runUntil(second.console().prints("+"), "400ms");
    board.console().type("\00502s");
    board.button("BTN1").press("10ms");
    board.runUntil(second.is(GuestState.STOPPED), "20ms");
    for (int page = 0; page < 0x80000; page += 0x1000) {
      board.memory().writeWord(page, 0xDEADBEEF);
    }
    board.runFor("1ms");
  }

  @Test
  @Order(2)
  void theNextOneSeesNothingOfIt(RunningBoard board, @Id(2) Guest second) {
    assertThat(second).isRunning();
    assertThat(second).console().doesNotContain(".");
    board.runFor("1s");
    assertThat(second).console().contains("...").doesNotContain("+");
    assertThat(board).hasNotFailed();
    assertThat(board.memory()).hasWord(0x7F000, 0);
  }

  @RepeatedTest(3)
  @Order(3)
  void itIsTheBoardThatIsPoweredOnAnewToTheBit(RunningBoard board) throws UserError {
    Bench anew = Boards.bench(board.recipe().setup(), Variant.NONE);
    Log console = new Log();
    anew.onSerial(4, character -> console.add(character, anew.now()));
    anew.run(BOOT);
    anew.run(anew.now() + 400_000);
    board.runFor("2ms");
    assertThat(board.console().bytes()).isEqualTo(console.bytes());
    assertThat(board.summary()).isEqualTo(anew.summary());
    assertThat(board.bench().dump()).isEqualTo(anew.dump());
    assertThat(board.bench().snapshot().differences(anew.snapshot())).isEmpty();
  }

  /** Inside of a class with a board tests have that board, or one of their own. */
  @Nested
  final class Inside {
    @Test
    void theBoardIsThatOfTheClassAround(RunningBoard board) {
      assertThat(board.guests()).hasSize(2);
    }

    @Test
    @Board("configs/control-loop.config")
    void aMethodHasItsOwn(RunningBoard board) {
      assertThat(board.recipe().setup().target()).endsWith("control-loop.config");
    }
  }
}
