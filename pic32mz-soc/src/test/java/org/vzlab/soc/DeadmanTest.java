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

/** The Deadman Timer (DS60001320, section "Deadman Timer"). */
class DeadmanTest {
  private static final int DMTPRECLR = 0x1F800A10;
  private static final int DMTCLR = 0x1F800A20;
  private static final int ON = 1 << 15;
  private static final int BAD1 = 1 << 7;
  private static final int BAD2 = 1 << 6;
  private static final int DMTEVENT = 1 << 5;
  private static final int WINOPN = 1;
  private static final int DMTO = 1 << 25;
  private static final int RCON_DMTO = 1 << 5;
  private static final int FDMTEN = 1 << 31;

  /** 2^10 instructions, and the window opens for the last quarter. */
  private static final int END = 1024;

  private static final int OPENING = 768;

  private final TestChip board = new TestChip();
  private final List<ResetCause> resets = new ArrayList<>();

  @BeforeEach
  void configure() {
    board.chip.onReset(resets::add);
    board.configure(devcfg1(2, 2, 0));
  }

  /** The board's words with another deadman timer. */
  private static int devcfg1(int dmtcnt, int dmtintv, int more) {
    return (0x7F74_3CB9 & ~(0x1F << 26 | 7 << 3)) | dmtcnt << 26 | dmtintv << 3 | more;
  }

  private void on() {
    board.write("DMTCON", ON);
  }

  private void step1() {
    board.write("DMTPRECLR", 0x40 << 8);
  }

  private void step2() {
    board.write("DMTCLR", 0x08);
  }

  private void event(int status) {
    board.run(0);
    assertThat(board.nmis).isEqualTo(1);
    assertThat(board.read("RNMICON")).isEqualTo(DMTO);
    assertThat(resets).containsExactly(ResetCause.DEADMAN_TIMER);
    assertThat(board.read("DMTSTAT")).isEqualTo(status);
  }

  private void noEvent() {
    board.run(0);
    assertThat(board.nmis).isZero();
    assertThat(board.read("RNMICON")).isZero();
    assertThat(resets).isEmpty();
    assertThat(board.read("DMTSTAT") & ~WINOPN).isZero();
  }

  @ParameterizedTest(name = "DMTCNT = {0}, DMTINTV = {1}")
  @CsvSource({
    "0, 0, 00000100, 00000000", "0, 7, 00000100, 000000FE", "2, 1, 00000400, 00000200",
    "2, 2, 00000400, 00000300", "2, 3, 00000400, 00000380", "2, 4, 00000400, 000003C0",
    "2, 5, 00000400, 000003E0", "2, 6, 00000400, 000003F0", "23, 7, 80000000, 7F000000",
    "24, 1, 80000000, 40000000", "31, 1, 80000000, 40000000"
  })
  void the_configuration_word_gives_count_and_window(
      int dmtcnt, int dmtintv, String pscnt, String psintv) {
    board.configure(devcfg1(dmtcnt, dmtintv, 0));
    assertThat(board.read("DMTPSCNT")).isEqualTo(Integer.parseUnsignedInt(pscnt, 16));
    assertThat(board.read("DMTPSINTV")).isEqualTo(Integer.parseUnsignedInt(psintv, 16));
    board.write("DMTPSCNT", 0);
    board.write("DMTPSINTV", 0);
    assertThat(board.read("DMTPSCNT")).isEqualTo(Integer.parseUnsignedInt(pscnt, 16));
    assertThat(board.read("DMTPSINTV")).isEqualTo(Integer.parseUnsignedInt(psintv, 16));
  }

  @Test
  void it_is_off_at_reset_and_counts_from_0_when_it_is_switched_on() {
    board.run(5000);
    assertThat(board.read("DMTCNT")).isZero();
    assertThat(board.time.nextEvent()).isEqualTo(Long.MAX_VALUE);
    on();
    assertThat(board.read("DMTCON")).isEqualTo(ON);
    assertThat(board.read("DMTCNT")).isZero();
    board.run(100);
    assertThat(board.read("DMTCNT")).isEqualTo(100);
    on();
    assertThat(board.read("DMTCNT")).as("it was on").isEqualTo(100);
    board.write("DMTCON", 0);
    board.run(5000);
    noEvent();
    on();
    assertThat(board.read("DMTCNT")).isZero();
  }

  @ParameterizedTest(name = "{0} cycles an instruction")
  @ValueSource(ints = {1, 2, 3, 17})
  void the_event_is_at_the_count_whatever_an_instruction_takes(int pace) {
    board.activity.pace(pace);
    on();
    board.run(END * pace - 1);
    noEvent();
    assertThat(board.read("DMTCNT")).isEqualTo(END - 1);
    board.run(1);
    event(DMTEVENT | WINOPN);
    assertThat(board.read("DMTCNT")).isEqualTo(END);
  }

  @Test
  void nothing_is_looked_at_again_and_again() {
    on();
    int looks = 0;
    board.run(500);
    board.activity.pace(10);
    while (resets.isEmpty()) {
      board.time.advance(board.time.nextEvent() - board.time.now());
      board.time.fireDue();
      looks++;
    }
    assertThat(board.read("DMTCNT")).isEqualTo(END);
    assertThat(looks).isLessThan(80);
  }

  @Test
  void it_stands_still_in_WAIT_and_no_time_is_set_then() {
    on();
    board.run(1000);
    board.activity.await();
    board.run(100_000);
    assertThat(board.read("DMTCNT")).isEqualTo(1000);
    assertThat(board.time.nextEvent()).isEqualTo(Long.MAX_VALUE);
    board.activity.wake();
    board.run(23);
    noEvent();
    board.run(1);
    event(DMTEVENT | WINOPN);
  }

  @Test
  void a_WAIT_that_ends_before_the_count_could_be_reached_changes_the_time() {
    on();
    board.run(100);
    board.activity.await();
    board.run(500);
    board.activity.wake();
    board.run(END - 101);
    noEvent();
    board.run(1);
    event(DMTEVENT | WINOPN);
  }

  @Test
  void the_two_steps_clear_it_in_the_window_and_are_not_kept() {
    on();
    for (int i = 0; i < 4; i++) {
      board.run(OPENING - 1);
      assertThat(board.read("DMTSTAT")).isZero();
      step1();
      board.run(1);
      assertThat(board.read("DMTSTAT")).isEqualTo(WINOPN);
      assertThat(board.read("DMTPRECLR")).isEqualTo(0x4000);
      step2();
      assertThat(board.read("DMTCNT")).isZero();
      assertThat(board.read("DMTSTAT")).isZero();
      assertThat(board.read("DMTPRECLR")).isZero();
      assertThat(board.read("DMTCLR")).isZero();
    }
    board.run(END - 1);
    noEvent();
    step1();
    step2();
    noEvent();
    board.run(END - 1);
    noEvent();
    board.run(1);
    event(DMTEVENT | WINOPN);
  }

  @Test
  void an_instruction_before_the_window_the_right_steps_are_the_event_alone() {
    on();
    board.run(OPENING - 1);
    step1();
    noEvent();
    step2();
    event(DMTEVENT);
    assertThat(board.read("DMTCNT")).isEqualTo(OPENING - 1);
  }

  @Test
  void an_interval_of_0_is_always_open() {
    board.configure(devcfg1(2, 0, 0));
    assertThat(board.read("DMTSTAT")).as("off").isZero();
    on();
    assertThat(board.read("DMTSTAT")).isEqualTo(WINOPN);
    board.run(3);
    step1();
    step2();
    noEvent();
    assertThat(board.read("DMTCNT")).isZero();
  }

  @ParameterizedTest(name = "STEP1 = {0}")
  @ValueSource(ints = {0, 0x08, 0x41, 0xC0, 0xFF})
  void a_wrong_first_step_is_BAD1_and_the_event(int step) {
    on();
    board.run(10);
    board.write("DMTPRECLR", step << 8);
    event(BAD1 | DMTEVENT);
    assertThat(board.read("DMTPRECLR")).isEqualTo(step << 8);
  }

  @ParameterizedTest(name = "STEP2 = {0}")
  @ValueSource(ints = {0, 0x40, 0x09, 0x88, 0xFF})
  void a_wrong_second_step_is_BAD2_and_the_event_and_keeps_the_first(int step) {
    on();
    board.run(OPENING);
    step1();
    board.write("DMTCLR", step);
    event(BAD2 | DMTEVENT | WINOPN);
    assertThat(board.read("DMTPRECLR")).isEqualTo(0x4000);
    assertThat(board.read("DMTCLR")).isEqualTo(step);
    assertThat(board.read("DMTCNT")).isEqualTo(OPENING);
  }

  @Test
  void the_second_step_first_is_BAD2_and_the_event() {
    on();
    board.run(OPENING);
    step2();
    event(BAD2 | DMTEVENT | WINOPN);
    assertThat(board.read("DMTCNT")).isEqualTo(OPENING);
  }

  @Test
  void the_first_step_counts_for_one_clearing() {
    on();
    board.run(OPENING);
    step1();
    step2();
    board.run(OPENING);
    step2();
    event(BAD2 | DMTEVENT | WINOPN);
  }

  @Test
  void narrow_stores_reach_the_steps_that_they_cover() {
    on();
    board.run(OPENING);
    board.write(DMTPRECLR, 1, 0xFF);
    board.write(DMTPRECLR + 2, 2, 0xFFFF);
    board.write(DMTPRECLR + 1, 1, 0x40);
    board.write(DMTCLR + 1, 1, 0xFF);
    board.write(DMTCLR + 2, 2, 0xFFFF);
    noEvent();
    board.write(DMTCLR, 1, 0x08);
    noEvent();
    assertThat(board.read("DMTCNT")).isZero();
    board.write(DMTPRECLR, 2, 0x0040);
    event(BAD1 | DMTEVENT);
  }

  @Test
  void while_it_is_off_the_steps_do_nothing() {
    board.write("DMTPRECLR", 0x1200);
    board.write("DMTCLR", 0x34);
    noEvent();
    assertThat(board.read("DMTPRECLR")).isEqualTo(0x1200);
    assertThat(board.read("DMTCLR")).isEqualTo(0x34);
  }

  @Test
  void FDMTEN_switches_it_on_at_reset_and_software_cannot_switch_it_off() {
    board.configure(devcfg1(2, 2, FDMTEN));
    assertThat(board.read("DMTCON")).isEqualTo(ON);
    board.run(END - 1);
    board.write("DMTCON", 0);
    assertThat(board.read("DMTCON")).isEqualTo(ON);
    noEvent();
    board.run(1);
    event(DMTEVENT | WINOPN);
  }

  @Test
  void an_event_that_is_answered_leaves_its_flags_and_the_timer_goes_on() {
    board.unlock();
    board.write("RNMICON", 200);
    on();
    board.run(100);
    board.write("DMTPRECLR", 0);
    assertThat(board.nmis).isEqualTo(1);
    board.run(199);
    board.clear("RNMICON", DMTO);
    assertThat(board.read("DMTSTAT")).isEqualTo(BAD1 | DMTEVENT);
    assertThat(board.read("DMTCNT")).isEqualTo(299);
    board.run(END - 300);
    assertThat(board.nmis).isEqualTo(1);
    board.run(1);
    assertThat(board.nmis).isEqualTo(2);
    board.clear("RNMICON", DMTO);
    board.run(5000);
    board.activity.await();
    board.activity.wake();
    board.run(5000);
    assertThat(board.nmis).as("it stands at the end").isEqualTo(2);
    assertThat(board.read("DMTCNT")).isEqualTo(END);
    step1();
    step2();
    assertThat(board.read("DMTCNT")).isZero();
    assertThat(board.read("DMTSTAT")).isEqualTo(BAD1 | DMTEVENT);
    board.run(END);
    assertThat(board.nmis).isEqualTo(3);
    board.run(200);
    assertThat(resets).containsExactly(ResetCause.DEADMAN_TIMER);
  }

  @Test
  void the_reset_tells_DMTO_in_RCON_and_clears_everything() {
    board.write("RCON", 0);
    on();
    board.run(END);
    step1();
    board.chip.reset(resets.get(0));
    assertThat(board.read("RCON")).isEqualTo(RCON_DMTO);
    assertThat(board.read("DMTCON")).isZero();
    assertThat(board.read("DMTSTAT")).isZero();
    assertThat(board.read("DMTPRECLR")).isZero();
    assertThat(board.read("DMTCNT")).isZero();
    assertThat(board.time.nextEvent()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_reset_in_WAIT_starts_one_that_is_always_on_when_the_processor_does() {
    board.configure(devcfg1(2, 2, FDMTEN));
    board.run(10);
    board.activity.await();
    board.chip.reset(ResetCause.EXTERNAL);
    board.activity.wake();
    board.run(END - 1);
    noEvent();
    board.run(1);
    event(DMTEVENT | WINOPN);
  }

  @Test
  void nothing_of_it_is_unmodelled() {
    on();
    board.run(OPENING);
    step1();
    step2();
    List.of("DMTCON", "DMTPRECLR", "DMTCLR", "DMTSTAT", "DMTCNT", "DMTPSCNT", "DMTPSINTV")
        .forEach(board::read);
    assertThat(board.unmodelled).isEmpty();
  }
}
