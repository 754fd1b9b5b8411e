package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.soc.peripheral.ResetCause;

/** Snapshots in the middle of a period of the watchdog and of a count of the deadman timer. */
class WatchdogSnapshotTest {
  private static final int KEY_ADDRESS = 0x1F800802;
  private static final int KEY = 0x5743;

  /** 16 times LPRC / 32, with a window for the last half, from reset on. */
  private static final int WATCHDOG = 0x01A4_3CB9;

  private static final int PERIOD = 16 * 390_625 / 2;

  /** 2^10 instructions, with a window for the last quarter. */
  private static final int DEADMAN = 0x0B74_3C91;

  private static final int END = 1024;
  private static final int OPENING = 768;

  private final TestChip board = new TestChip();
  private final TestChip other = new TestChip();
  private final List<ResetCause> resets = new ArrayList<>();

  @BeforeEach
  void otherwise() {
    other.chip.onReset(resets::add);
    other.run(12_345);
  }

  @Test
  void the_watchdog_goes_on_in_its_period_with_its_window() {
    board.configure(WATCHDOG);
    board.run(PERIOD / 2 - 7);
    final Snapshot snapshot = Snapshot.of(board);

    snapshot.restore(other);
    other.run(7);
    other.write(KEY_ADDRESS, 2, KEY);
    other.run(PERIOD - 1);
    assertThat(resets).isEmpty();
    other.run(1);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);

    resets.clear();
    snapshot.restore(other);
    other.run(6);
    other.write(KEY_ADDRESS, 2, KEY);
    other.run(0);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @Test
  void the_deadman_timer_goes_on_in_its_count_between_its_steps() {
    board.configure(DEADMAN);
    board.activity.pace(3);
    board.write("DMTCON", 1 << 15);
    board.run(3 * OPENING - 3);
    board.write("DMTPRECLR", 0x4000);
    final Snapshot snapshot = Snapshot.of(board);

    snapshot.restore(other);
    assertThat(other.read("DMTPSCNT")).isEqualTo(END);
    assertThat(other.read("DMTCNT")).isEqualTo(OPENING - 1);
    other.run(3);
    other.write("DMTCLR", 0x08);
    assertThat(other.read("DMTCNT")).isZero();

    snapshot.restore(other);
    other.run(3 * (END - OPENING + 1) - 1);
    assertThat(resets).isEmpty();
    other.run(1);
    assertThat(resets).containsExactly(ResetCause.DEADMAN_TIMER);
  }

  @Test
  void a_deadman_timer_that_stands_still_hears_of_the_end_of_WAIT() {
    board.configure(DEADMAN);
    board.write("DMTCON", 1 << 15);
    board.run(1000);
    board.activity.await();
    board.run(5000);

    Snapshot.of(board).restore(other);
    other.run(5000);
    other.activity.wake();
    other.run(END - 1001);
    assertThat(resets).isEmpty();
    other.run(1);
    assertThat(resets).containsExactly(ResetCause.DEADMAN_TIMER);
  }
}
