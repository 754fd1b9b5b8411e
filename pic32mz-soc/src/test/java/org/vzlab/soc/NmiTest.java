package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.soc.peripheral.ResetCause;

/** RNMICON and the NMI key (DS60001320 sections 6 and 7). */
class NmiTest {
  private static final int GNMI = 1 << 19;
  private static final int SWNMI = 1 << 23;
  private static final int WDTO = 1 << 24;
  private static final int DMTO = 1 << 25;

  private final TestChip board = new TestChip();
  private final List<ResetCause> resets = new ArrayList<>();

  @BeforeEach
  void unlock() {
    board.chip.onReset(resets::add);
    board.unlock();
  }

  @ParameterizedTest(name = "bit {0}")
  @CsvSource({"16", "17", "19", "23"})
  void a_flag_that_software_sets_is_one_nmi_and_no_reset(int bit) {
    board.write("RNMICON", 5);
    board.set("RNMICON", 1 << bit);
    assertThat(board.nmis).isEqualTo(1);
    assertThat(board.read("RNMICON")).isEqualTo(1 << bit | 5);
    board.set("RNMICON", 1 << bit);
    assertThat(board.nmis).as("still set").isEqualTo(1);
    board.clear("RNMICON", 1 << bit);
    assertThat(board.nmis).as("cleared").isEqualTo(1);
    board.set("RNMICON", 1 << bit);
    assertThat(board.nmis).isEqualTo(2);
    board.run(100_000);
    assertThat(resets).isEmpty();
  }

  @Test
  void a_locked_system_takes_no_nmi_from_RNMICON() {
    board.write("SYSKEY", 0);
    board.set("RNMICON", SWNMI);
    assertThat(board.nmis).isZero();
    assertThat(board.read("RNMICON")).isZero();
  }

  @Test
  void the_nmi_key_is_an_nmi_that_GNMI_tells_and_needs_no_unlocking() {
    board.write("SYSKEY", 0);
    board.set("INTCON", 0x4F << 24);
    assertThat(board.nmis).isZero();
    board.set("INTCON", 0x4E << 24);
    assertThat(board.nmis).isEqualTo(1);
    assertThat(board.read("RNMICON")).isEqualTo(GNMI);
    assertThat(board.read("INTCON")).as("the key is not kept").isZero();
    board.write("INTCON", 0x4E << 24 | 1 << 12);
    assertThat(board.nmis).isEqualTo(2);
    assertThat(board.read("INTCON")).isEqualTo(1 << 12);
    assertThat(board.unmodelled).isEmpty();
  }

  @Test
  void a_time_out_that_is_not_cleared_resets_the_chip_after_NMICNT() {
    board.write("RNMICON", 200);
    board.set("RNMICON", WDTO);
    assertThat(board.nmis).isEqualTo(1);
    board.run(199);
    assertThat(resets).isEmpty();
    board.run(1);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @Test
  void clearing_the_flag_stops_the_count_and_setting_it_starts_it_anew() {
    board.write("RNMICON", DMTO | 200);
    board.run(150);
    board.clear("RNMICON", DMTO);
    board.run(1000);
    assertThat(resets).isEmpty();
    board.set("RNMICON", DMTO);
    board.run(199);
    board.set("RNMICON", GNMI);
    assertThat(resets).isEmpty();
    board.run(1);
    assertThat(resets).containsExactly(ResetCause.DEADMAN_TIMER);
    assertThat(board.nmis).isEqualTo(3);
  }

  @Test
  void no_delay_is_a_reset_at_once() {
    board.set("RNMICON", WDTO);
    board.run(0);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @ParameterizedTest(name = "{0} sets RCON bit {1}")
  @CsvSource({"EXTERNAL, 7", "SOFTWARE, 6", "DEADMAN_TIMER, 5", "WATCHDOG, 4"})
  void a_reset_adds_its_bit_to_RCON_and_clears_RNMICON(ResetCause cause, int bit) {
    board.write("RCON", 1);
    board.write("RNMICON", DMTO | 200);
    board.chip.reset(cause);
    assertThat(board.read("RCON")).isEqualTo(1 | 1 << bit);
    assertThat(board.read("RNMICON")).isZero();
    board.run(1000);
    assertThat(resets).as("the count has ended with the reset").isEmpty();
  }

  @Test
  void power_on_leaves_POR_and_BOR_alone() {
    board.write("RCON", 0xFF);
    board.chip.reset(ResetCause.POWER_ON);
    assertThat(board.read("RCON")).isEqualTo(3);
  }
}
