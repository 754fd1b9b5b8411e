package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.soc.peripheral.ResetCause;

/** The Watchdog Timer (DS60001320, section "Watchdog Timer"). */
class WatchdogTest {
  private static final int WDTCON = 0x1F800800;
  private static final int KEY = 0x5743;
  private static final int ON = 1 << 15;
  private static final int WDTWINEN = 1;
  private static final int WDTO = 1 << 24;
  private static final int WDTS = 1 << 16;
  private static final int IDLE = 1 << 2;
  private static final int SLEEP = 1 << 3;
  private static final int RCON_WDTO = 1 << 4;

  private static final int FWDTEN = 1 << 23;
  private static final int WINDIS = 1 << 22;

  /** 16 times LPRC / 32. */
  private static final int PERIOD = 16 * 390_625 / 2;

  private final TestChip board = new TestChip();
  private final List<ResetCause> resets = new ArrayList<>();

  @BeforeEach
  void configure() {
    board.chip.onReset(resets::add);
    board.configure(devcfg1(4, WINDIS));
  }

  /** The board's words with another watchdog. */
  private static int devcfg1(int wdtps, int more) {
    return (0x7F74_3CB9 & ~(0x1F << 16 | WINDIS | 3 << 24)) | wdtps << 16 | more;
  }

  private static int window(int fwdtwinsz) {
    return fwdtwinsz << 24;
  }

  private void key() {
    board.write(WDTCON + 2, 2, KEY);
  }

  private void unanswered() {
    assertThat(resets).isEmpty();
    assertThat(board.nmis).isZero();
    assertThat(board.read("RNMICON")).isZero();
  }

  private void timesOutAfter(long cycles) {
    board.run(cycles - 1);
    unanswered();
    board.run(1);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
    assertThat(board.nmis).isEqualTo(1);
    assertThat(board.read("RNMICON")).isEqualTo(WDTO);
  }

  @Test
  void with_the_boards_words_it_is_off_and_its_period_1024_seconds() {
    TestChip wifire = new TestChip();
    assertThat(wifire.read("WDTCON")).isEqualTo(20 << 8);
    assertThat(wifire.time.nextEvent()).isEqualTo(Long.MAX_VALUE);
    wifire.chip.onReset(resets::add);
    wifire.set("WDTCON", ON);
    wifire.run(1024L * 200_000_000 - 1);
    assertThat(resets).isEmpty();
    wifire.run(1);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @ParameterizedTest(name = "2^{0}")
  @CsvSource({
    "0, 195313",
    "1, 390625",
    "4, 3125000",
    "10, 200000000",
    "20, 204800000000",
    "21, 204800000000",
    "31, 204800000000"
  })
  void WDTPS_gives_the_period_and_RUNDIV_shows_it(int wdtps, long cycles) {
    board.configure(devcfg1(wdtps, WINDIS));
    board.write("WDTCON", ON);
    assertThat(board.read("WDTCON")).isEqualTo(ON | wdtps << 8);
    timesOutAfter(cycles);
  }

  @Test
  void software_cannot_change_RUNDIV() {
    board.write("WDTCON", 0x1F00);
    assertThat(board.read("WDTCON")).isEqualTo(4 << 8);
  }

  @Test
  void the_count_begins_when_it_is_switched_on_and_switching_it_off_stops_it() {
    board.run(PERIOD);
    board.set("WDTCON", ON);
    board.run(PERIOD - 1);
    board.clear("WDTCON", ON);
    board.run(3 * PERIOD);
    unanswered();
    board.invert("WDTCON", ON);
    board.run(PERIOD - 10);
    board.set("WDTCON", ON);
    assertThat(board.read("WDTCON")).isEqualTo(ON | 4 << 8);
    timesOutAfter(10);
  }

  @Test
  void the_key_clears_the_count_and_is_not_kept() {
    board.set("WDTCON", ON);
    for (int i = 0; i < 5; i++) {
      board.run(PERIOD - 1);
      key();
    }
    assertThat(board.read("WDTCON")).isEqualTo(ON | 4 << 8);
    timesOutAfter(PERIOD);
  }

  @Test
  void only_a_halfword_with_the_key_clears_it() {
    board.set("WDTCON", ON);
    board.run(PERIOD - 10);
    board.write("WDTCON", KEY << 16 | ON);
    board.set("WDTCON", KEY << 16);
    board.write(WDTCON + TestChip.SET + 2, 2, KEY);
    board.write(WDTCON + TestChip.INV + 2, 2, KEY);
    board.write(WDTCON + TestChip.CLR + 2, 2, KEY);
    board.write(WDTCON + 2, 1, KEY & 0xFF);
    board.write(WDTCON + 3, 1, KEY >> 8);
    for (int wrong : new int[] {0, KEY ^ 1, KEY ^ 0x8000, 0xFFFF, 0x4357}) {
      board.write(WDTCON + 2, 2, wrong);
    }
    timesOutAfter(10);
  }

  @Test
  void a_halfword_to_the_lower_half_is_no_key() {
    board.write(WDTCON, 2, ON | KEY);
    board.run(PERIOD - 10);
    board.write(WDTCON, 2, ON | KEY);
    timesOutAfter(10);
  }

  @Test
  void the_key_does_nothing_while_it_is_off() {
    board.configure(devcfg1(4, window(3)));
    key();
    board.run(PERIOD);
    unanswered();
  }

  @Test
  void FWDTEN_switches_it_on_at_reset_and_software_cannot_switch_it_off() {
    board.configure(devcfg1(4, WINDIS | FWDTEN));
    assertThat(board.read("WDTCON")).isEqualTo(ON | 4 << 8);
    board.run(PERIOD - 10);
    board.clear("WDTCON", ON);
    board.write("WDTCON", 0);
    board.invert("WDTCON", ON);
    assertThat(board.read("WDTCON")).isEqualTo(ON | 4 << 8);
    timesOutAfter(10);
  }

  @ParameterizedTest(name = "FWDTWINSZ = {0}")
  @CsvSource({"0, 2", "1, 4", "2, 5", "3, 6"})
  void the_window_opens_to_the_cycle(int size, int closedEighths) {
    int opening = PERIOD / 8 * closedEighths;
    board.configure(devcfg1(4, WINDIS | window(size)));
    board.set("WDTCON", ON | WDTWINEN);
    for (int i = 0; i < 3; i++) {
      board.run(opening);
      key();
    }
    unanswered();
    board.run(opening - 1);
    unanswered();
    key();
    board.run(0);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
    assertThat(board.read("RNMICON")).isEqualTo(WDTO);
  }

  @Test
  void the_window_stays_open_to_the_end() {
    board.set("WDTCON", ON | WDTWINEN);
    board.run(PERIOD - 1);
    key();
    timesOutAfter(PERIOD);
  }

  @Test
  void WINDIS_clear_has_the_window_whatever_WDTWINEN_says() {
    board.configure(devcfg1(4, window(1)));
    board.set("WDTCON", ON);
    board.run(PERIOD / 2 - 1);
    key();
    board.run(0);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @Test
  void without_a_window_it_can_be_cleared_at_once() {
    board.configure(devcfg1(4, WINDIS | window(3)));
    board.set("WDTCON", ON);
    key();
    unanswered();
  }

  @Test
  void clearing_too_early_leaves_the_count_as_it_is() {
    board.unlock();
    board.write("RNMICON", 500);
    board.set("WDTCON", ON | WDTWINEN);
    board.run(100);
    key();
    assertThat(board.read("RNMICON")).isEqualTo(WDTO | 500);
    board.clear("RNMICON", WDTO);
    board.run(PERIOD - 101);
    assertThat(board.nmis).isEqualTo(1);
    board.run(1);
    assertThat(board.nmis).isEqualTo(2);
  }

  @Test
  void NMICNT_gives_software_time_to_clear_the_flag_and_the_count_begins_anew() {
    board.unlock();
    board.write("RNMICON", 200);
    board.set("WDTCON", ON);
    board.run(PERIOD);
    assertThat(board.nmis).isEqualTo(1);
    board.run(199);
    board.clear("RNMICON", WDTO);
    board.run(PERIOD - 200);
    assertThat(board.nmis).isEqualTo(1);
    board.run(1);
    assertThat(board.nmis).isEqualTo(2);
    board.run(199);
    assertThat(resets).isEmpty();
    board.run(1);
    assertThat(resets).containsExactly(ResetCause.WATCHDOG);
  }

  @Test
  void the_flag_is_set_with_the_system_locked() {
    board.write("SYSKEY", 0);
    board.set("WDTCON", ON);
    timesOutAfter(PERIOD);
  }

  @Test
  void the_reset_tells_WDTO_in_RCON_and_switches_it_off() {
    board.write("RCON", 0);
    board.set("WDTCON", ON | WDTWINEN);
    board.run(PERIOD);
    board.chip.reset(resets.get(0));
    assertThat(board.read("RCON")).isEqualTo(RCON_WDTO);
    assertThat(board.read("WDTCON")).isEqualTo(4 << 8);
    board.run(3 * PERIOD);
    assertThat(resets).hasSize(1);
  }

  @Test
  void a_reset_starts_the_count_of_one_that_is_always_on() {
    board.configure(devcfg1(4, WINDIS | FWDTEN));
    board.run(PERIOD - 1);
    board.chip.reset(ResetCause.SOFTWARE);
    timesOutAfter(PERIOD);
  }

  @Test
  void words_that_are_programmed_have_no_effect_before_a_reset() {
    board.set("WDTCON", ON);
    board.chip.configurationWords().program("DEVCFG1", devcfg1(0, FWDTEN));
    key();
    assertThat(board.read("WDTCON")).isEqualTo(ON | 4 << 8);
    board.clear("WDTCON", ON);
    assertThat(board.read("WDTCON")).isEqualTo(4 << 8);
    board.set("WDTCON", ON);
    timesOutAfter(PERIOD);
  }

  @ParameterizedTest(name = "SLPEN = {0}")
  @ValueSource(ints = {0, 1})
  void in_WAIT_a_time_out_is_an_nmi_without_a_reset(int slpen) {
    board.unlock();
    board.write("OSCCON", board.read("OSCCON") | slpen << 4);
    board.write("RNMICON", 10);
    board.write("RCON", 0);
    board.set("WDTCON", ON);
    board.activity.await();
    board.run(PERIOD - 1);
    assertThat(board.nmis).isZero();
    board.run(1);
    assertThat(board.nmis).isEqualTo(1);
    assertThat(board.read("RNMICON")).isEqualTo(WDTS | 10);
    assertThat(board.read("RCON")).isEqualTo(RCON_WDTO | (slpen == 0 ? IDLE : SLEEP));
    board.run(PERIOD - 1);
    assertThat(resets).isEmpty();
    board.run(1);
    assertThat(board.nmis).as("WDTS is still set").isEqualTo(1);
    board.clear("RNMICON", WDTS);
    board.run(PERIOD);
    assertThat(board.nmis).isEqualTo(2);
    assertThat(resets).isEmpty();
  }

  @Test
  void the_end_of_WAIT_does_not_clear_the_count() {
    board.set("WDTCON", ON);
    board.activity.await();
    board.run(PERIOD - 10);
    board.activity.wake();
    timesOutAfter(10);
  }

  @Test
  void nothing_of_it_is_unmodelled() {
    board.set("WDTCON", ON | WDTWINEN);
    board.run(PERIOD - 1);
    key();
    assertThat(board.read("WDTCON")).isEqualTo(ON | WDTWINEN | 4 << 8);
    assertThat(board.unmodelled).isEmpty();
  }
}
