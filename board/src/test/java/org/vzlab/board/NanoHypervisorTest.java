package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hypervisor of firmware/nano-hypervisor, machine code in root mode, beside the modelled tinyVP:
 * the same two guest images must not be able to tell them apart.
 */
final class NanoHypervisorTest {
  private static final Path FOLDER = TestBoard.ROOT.resolve("firmware/nano-hypervisor");

  /** Between two ticks of either guest, which come each 1 s and each 0.3 s. */
  private static final double BETWEEN_TICKS = 4.95;

  private static TestBoard nano(String build) throws UserError {
    return TestBoard.open(FOLDER.resolve("nano-" + build + ".elf"));
  }

  private static TestBoard typedAt(TestBoard board) {
    return board.type(2.15, "^E1=").type(2.65, "^E2+").type(3.15, "abc").type(3.25, "^E0no");
  }

  @ParameterizedTest(name = "root in {0}")
  @ValueSource(strings = {"mips32", "micromips"})
  void guestsExitForTheSameReasonsAtTheSameInstructionsAsUnderTinyVp(String build)
      throws UserError {
    TestBoard native_ = typedAt(nano(build));
    TestBoard modelled = typedAt(TestBoard.open(TestBoard.TWO_GUESTS));
    GuestExits underNano = new GuestExits(native_.board);
    GuestExits underTinyVp = new GuestExits(modelled.board);

    native_.run(BETWEEN_TICKS);
    modelled.run(BETWEEN_TICKS);

    for (int guest = 1; guest <= 2; guest++) {
      assertThat(underNano.of(guest).size()).isGreaterThan(350);
      assertThat(String.join("\n", underNano.of(guest)))
          .isEqualTo(String.join("\n", underTinyVp.of(guest)));
      assertThat(underNano.console(guest)).isEqualTo(underTinyVp.console(guest));
    }
    assertThat(underNano.console(1)).startsWith("-\r\nDEVID   = ").endsWith("###==");
    assertThat(underNano.console(2)).contains("-\r\nConfig  = ").endsWith("\r\n.........++cccccc");
  }

  @ParameterizedTest(name = "root in {0}")
  @ValueSource(strings = {"mips32", "micromips"})
  void theConsoleShowsWhatTheGuestsPrint(String build) throws UserError {
    TestBoard board = nano(build);
    GuestExits exits = new GuestExits(board.board);
    board.run(BETWEEN_TICKS);
    assertThat(board.console())
        .startsWith("nano-hypervisor: 2 guests\r\n-\r\nDEVID   = ")
        .hasSize(
            "nano-hypervisor: 2 guests\r\n".length()
                + exits.console(1).length()
                + exits.console(2).length());
    assertThat(board.count('#')).isEqualTo(5);
    assertThat(board.count('.')).isEqualTo(17);
  }

  @Test
  void guestSevenClearsTheLlbitWheneverOneGuestTakesOverFromTheOther() throws UserError {
    TestBoard board = nano("mips32");
    GuestExits exits = new GuestExits(board.board);
    board.run(BETWEEN_TICKS);
    assertThat(exits.turns()).hasSizeGreaterThan(10);
    for (int i = 1; i < exits.turns().size(); i++) {
      assertThat(exits.turns().subList(i - 1, i + 1)).contains(7);
    }
  }

  @Test
  void aGuestThatReachesOutIsStoppedWithAReasonAndTheOtherDoesNotNotice() throws UserError {
    TestBoard alone = TestBoard.open(TestBoard.TWO_GUESTS);
    TestBoard hostile = nano("hostile");
    GuestExits expected = new GuestExits(alone.board);
    GuestExits exits = new GuestExits(hostile.board);
    alone.run(BETWEEN_TICKS);
    hostile.run(BETWEEN_TICKS);
    assertThat(hostile.lines())
        .contains("prober: reads a0010000")
        .containsOnlyOnce(
            "nano-hypervisor: guest 1 stopped: it may not read or execute 10000, pc 9fc0044c")
        .noneMatch(line -> line.startsWith("prober: read "));
    assertThat(exits.of(2)).containsExactlyElementsOf(expected.of(2));
    assertThat(exits.console(2)).isEqualTo(expected.console(2));
    assertThat(hostile.count('.')).isEqualTo(17);
  }
}
