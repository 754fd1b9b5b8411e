package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.BusError;

/** Interrupts that nobody has asked for change nothing for the guests. */
final class StrayInterruptTest {
  private static final int SET = 8;
  private static final int UNOWNED = 40;
  private static final double SECONDS = 2.5;
  private static final int TIMES = 50;

  private static List<String> ofGuests(TestBoard board) {
    return board.lines().stream()
        .filter(line -> line.matches("[-#.]+|\\w+ += [0-9a-f]{8}"))
        .toList();
  }

  private static void set(Board board, String register, int irq) throws BusError {
    board.bus.write(board.chip.part().register(register).address() + SET, 4, 1 << (irq & 31));
  }

  @Test
  void aCoreTimerInterruptThatIsNotDueCostsAnExitAndNothingElse() throws Exception {
    TestBoard quiet = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(SECONDS);
    TestBoard disturbed = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire");
    for (int i = 1; i <= TIMES; i++) {
      disturbed.run(SECONDS * i / TIMES);
      set(disturbed.board, "IFS0", 0);
    }

    assertThat(ofGuests(disturbed)).isNotEmpty().isEqualTo(ofGuests(quiet));
    assertThat(disturbed.board.failed()).isFalse();
    long more =
        disturbed.board.summary().interrupts().get(0) - quiet.board.summary().interrupts().get(0);
    assertThat(more).as("each of them was presented").isEqualTo(TIMES);
  }

  @Test
  void anInterruptThatNobodyOwnsIsMaskedAndSaidOnce() throws Exception {
    TestBoard board = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(0.5);
    set(board.board, "IEC1", UNOWNED);
    set(board.board, "IFS1", UNOWNED);
    board.run(1);
    set(board.board, "IFS1", UNOWNED);
    board.run(SECONDS);

    assertThat(board.lines())
        .filteredOn(line -> line.contains("do_IRQ: mask unexpect irq " + UNOWNED))
        .hasSize(1);
    assertThat(board.board.summary().interrupts().get(UNOWNED)).isEqualTo(1);
    assertThat(board.board.failed()).isFalse();
  }
}
