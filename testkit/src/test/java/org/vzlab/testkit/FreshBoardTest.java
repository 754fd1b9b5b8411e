package org.vzlab.testkit;

import static org.vzlab.testkit.VzAssertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
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

  @RepeatedTest(20)
  @Order(3)
  void theSameBytesEachTime(RunningBoard board, @Id(1) Guest first, @Named("LD1") Led led) {
    board.runFor("20ms");
    assertThat(board.console().text()).startsWith("Status=0x04000000").hasSize(2039);
    assertThat(first.exits()).isEqualTo(Map.of());
    assertThat(led.changes()).containsExactly(new LedChange("LD1", true, 1));
    assertThat(board.summary().instructions()).isEqualTo(1);
    assertThat(board.now() - begun).isEqualTo(1);
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
