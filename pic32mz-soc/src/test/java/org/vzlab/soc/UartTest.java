package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.soc.peripheral.ResetCause;
import org.vzlab.soc.peripheral.UartByte;

class UartTest {
  private static final int ON = 0x8000;
  private static final int LPBACK = 0x40;
  private static final int UTXEN = 0x400;
  private static final int URXEN = 0x1000;
  private static final int UTXBRK = 0x800;
  private static final int URXDA = 1;
  private static final int OERR = 2;
  private static final int RIDLE = 0x10;
  private static final int TRMT = 0x100;
  private static final int UTXBF = 0x200;
  private static final int FAULT = 170;
  private static final int RX = 171;
  private static final int TX = 172;
  private static final int BRG = 53;

  /** 10 bits, 16 clocks each, PB2 at half of SYSCLK. */
  private static final long CHARACTER = 10L * 16 * (BRG + 1) * 2;

  private final TestChip board = new TestChip();
  private final List<String> sent = new ArrayList<>();

  @BeforeEach
  void routeTheConsole() {
    board.write("U4RXR", 11);
    board.write("RPF8R", 2);
    board.write("U4BRG", BRG);
    board.chip.uart(4).connect(c -> sent.add(board.time.now() + ":" + (char) c));
  }

  private void start(int mode, int sta) {
    board.write("U4MODE", ON | mode);
    board.write("U4STA", sta);
  }

  private void transmit(String text) {
    text.chars().forEach(c -> board.write("U4TXREG", c));
  }

  private void type(String text) {
    text.chars().forEach(c -> assertThat(board.chip.uart(4).receive(c)).isTrue());
  }

  private String drain() {
    StringBuilder text = new StringBuilder();
    while ((board.read("U4STA") & URXDA) != 0) {
      text.append((char) board.read("U4RXREG"));
    }
    return text.toString();
  }

  private int status() {
    return board.read("U4STA");
  }

  private boolean level(int irq) {
    return board.chip.irqLine(irq).level();
  }

  @ParameterizedTest(name = "MODE {0}, BRG {1}, PB2 divided by {2}: {3} cycles")
  @CsvSource({
    "0, 53, 2, 17280", // 8 data bits, 1 stop bit: 10 * 16 * 54 * 2
    "1, 53, 2, 19008", // 2 stop bits
    "2, 53, 2, 19008", // even parity
    "6, 53, 2, 19008", // 9 data bits
    "7, 53, 2, 20736", // 9 data bits, 2 stop bits
    "8, 216, 2, 17360", // BRGH: 10 * 4 * 217 * 2
    "0, 53, 4, 34560" // a slower bus
  })
  void a_character_takes_its_bits_times_the_baud_clock(int mode, int brg, int pb2, int cycles) {
    board.unlock();
    board.write("PB2DIV", 0x8000 | pb2 - 1);
    board.write("U4BRG", brg);
    start(mode, UTXEN);
    transmit("a");
    board.run(cycles - 1);
    assertThat(sent).isEmpty();
    board.run(1);
    assertThat(sent).containsExactly(cycles + ":a");
  }

  @Test
  void characters_follow_each_other_without_a_gap_and_TRMT_rises_after_the_last() {
    start(0, UTXEN);
    transmit("ab");
    assertThat(status() & TRMT).isZero();
    board.run(CHARACTER);
    assertThat(status() & TRMT).isZero();
    board.run(CHARACTER);
    assertThat(status() & TRMT).isEqualTo(TRMT);
    assertThat(sent).containsExactly(CHARACTER + ":a", 2 * CHARACTER + ":b");
  }

  @Test
  void events_that_are_fired_late_do_not_slow_the_line() {
    List<Long> ends = new ArrayList<>();
    board.chip.uartTrace().listen(event -> ends.add(event.time()));
    start(0, UTXEN | URXEN);
    transmit("abc");
    type("xyz");
    board.time.advance(2 * CHARACTER + 5);
    board.time.fireDue();
    board.run(CHARACTER - 5);
    assertThat(ends)
        .containsExactly(
            CHARACTER, CHARACTER, 2 * CHARACTER, 2 * CHARACTER, 3 * CHARACTER, 3 * CHARACTER);
  }

  @Test
  void nine_characters_fit_from_idle_and_the_tenth_is_lost() {
    start(0, UTXEN);
    transmit("12345678");
    assertThat(status() & UTXBF).isZero();
    transmit("9");
    assertThat(status() & UTXBF).isEqualTo(UTXBF);
    transmit("x");
    board.run(10 * CHARACTER);
    assertThat(sent).hasSize(9).last().isEqualTo(9 * CHARACTER + ":9");
  }

  @Test
  void the_enables_may_be_set_before_ON_and_fall_with_it() {
    board.write("U4STA", UTXEN | URXEN);
    board.write("U4MODE", ON);
    transmit("abc");
    board.run(CHARACTER / 2);
    board.write("U4MODE", 0);
    assertThat(status()).isEqualTo(RIDLE | TRMT);
    board.write("U4MODE", ON);
    board.run(4 * CHARACTER);
    assertThat(sent).isEmpty();
  }

  @Test
  void clearing_UTXEN_drops_what_waits() {
    start(0, UTXEN);
    transmit("ab");
    board.clear("U4STA", UTXEN);
    assertThat(status() & TRMT).isEqualTo(TRMT);
    board.set("U4STA", UTXEN);
    board.run(3 * CHARACTER);
    assertThat(sent).isEmpty();
  }

  @Test
  void what_is_written_before_UTXEN_goes_out_with_it() {
    start(0, 0);
    transmit("a");
    board.run(100);
    board.set("U4STA", UTXEN);
    board.run(CHARACTER);
    assertThat(sent).containsExactly(100 + CHARACTER + ":a");
  }

  @Test
  void a_typed_character_arrives_after_its_own_time_and_RIDLE_is_0_until_then() {
    start(0, URXEN);
    type("x");
    assertThat(status() & RIDLE).isZero();
    board.run(CHARACTER - 1);
    assertThat(status() & URXDA).isZero();
    board.run(1);
    assertThat(status()).isEqualTo(URXEN | RIDLE | TRMT | URXDA);
    assertThat(board.read("U4RXREG")).isEqualTo('x');
    assertThat(status() & URXDA).isZero();
    assertThat(board.read("U4RXREG")).isZero();
  }

  @Test
  void text_arrives_no_faster_than_the_line() {
    start(0, URXEN);
    type("hello");
    board.run(3 * CHARACTER);
    assertThat(drain()).isEqualTo("hel");
    board.run(2 * CHARACTER);
    assertThat(drain()).isEqualTo("lo");
  }

  @Test
  void the_ninth_unread_character_is_lost_and_reception_stops_until_OERR_is_cleared() {
    start(0, URXEN);
    type("123456789abc");
    board.run(8 * CHARACTER);
    assertThat(status() & OERR).isZero();
    board.run(CHARACTER);
    assertThat(status() & OERR).isEqualTo(OERR);
    assertThat(level(FAULT)).isTrue();
    assertThat(board.read("U4RXREG")).isEqualTo('1');
    board.run(CHARACTER);
    assertThat(status() & OERR).as("room does not restart reception").isEqualTo(OERR);
    board.clear("U4STA", OERR);
    assertThat(status() & (OERR | URXDA)).as("the FIFO is emptied too").isZero();
    assertThat(level(FAULT)).isFalse();
    board.run(2 * CHARACTER);
    assertThat(drain()).isEqualTo("bc");
  }

  @Test
  void software_cannot_set_OERR() {
    start(0, URXEN | OERR);
    assertThat(status() & OERR).isZero();
  }

  @Test
  void a_receiver_that_is_off_at_the_start_bit_misses_the_character() {
    start(0, 0);
    type("ab");
    board.run(CHARACTER / 2);
    board.set("U4STA", URXEN);
    board.run(2 * CHARACTER);
    assertThat(drain()).isEqualTo("b");
  }

  @ParameterizedTest(name = "URXISEL {0}: asserted from {1} characters on")
  @CsvSource({"0, 1", "1, 4", "2, 6"})
  void the_receive_interrupt_is_a_level_at_the_selected_depth(int urxisel, int depth) {
    start(0, URXEN | urxisel << 6);
    type("12345678");
    board.run((depth - 1) * CHARACTER);
    assertThat(level(RX)).isFalse();
    board.run(CHARACTER);
    assertThat(level(RX)).isTrue();
    assertThat(board.read("U4RXREG")).isEqualTo('1');
    assertThat(level(RX)).isFalse();
  }

  @Test
  void the_transmit_interrupt_is_a_level_of_the_selected_condition() {
    start(0, UTXEN);
    assertThat(level(TX)).as("a place is free").isTrue();
    transmit("123456789");
    assertThat(level(TX)).isFalse();
    board.run(CHARACTER);
    assertThat(level(TX)).isTrue();
    board.write("U4STA", UTXEN | 2 << 14);
    assertThat(level(TX)).as("the FIFO is not empty").isFalse();
    board.run(7 * CHARACTER);
    assertThat(level(TX)).as("the FIFO is empty").isTrue();
    board.write("U4STA", UTXEN | 1 << 14);
    assertThat(level(TX)).as("the last character is still on the line").isFalse();
    board.run(CHARACTER);
    assertThat(level(TX)).isTrue();
    board.write("U4STA", 1 << 14);
    assertThat(level(TX)).as("the transmitter is off").isFalse();
  }

  @Test
  void nothing_passes_the_board_s_pins_unless_they_are_routed() {
    board.chip.uart(4).wire("RPF2", "RPF12");
    start(0, UTXEN | URXEN);
    board.write("U4RXR", 0);
    board.write("RPF8R", 0);
    type("x");
    transmit("y");
    board.run(CHARACTER);
    assertThat(drain()).isEmpty();
    assertThat(sent).isEmpty();
    assertThat(status() & TRMT).as("it was sent all the same").isEqualTo(TRMT);
    board.write("RPF8R", 2);
    transmit("y");
    board.run(CHARACTER);
    assertThat(sent).as("another pin than the board's").isEmpty();
    board.write("RPF12R", 2);
    transmit("z");
    board.run(CHARACTER);
    assertThat(sent).containsExactly(3 * CHARACTER + ":z");
  }

  @Test
  void a_wire_that_the_part_cannot_route_is_an_error() {
    assertThatThrownBy(() -> board.chip.uart(4).wire("RPF8", "RPF8"))
        .hasMessage("U4RX cannot be connected to RPF8");
  }

  @Test
  void in_loopback_the_receiver_hears_the_transmitter_and_not_the_pin() {
    start(LPBACK, UTXEN | URXEN);
    type("x");
    transmit("y");
    board.run(CHARACTER);
    assertThat(drain()).isEqualTo("y");
  }

  @Test
  void a_break_takes_thirteen_bits_and_ends_by_itself() {
    start(0, UTXEN | UTXBRK);
    transmit("?");
    board.run(14 * CHARACTER / 10 - 1);
    assertThat(status() & UTXBRK).isEqualTo(UTXBRK);
    board.run(1);
    assertThat(status() & (UTXBRK | TRMT)).isEqualTo(TRMT);
    assertThat(sent).isEmpty();
  }

  @Test
  void nine_bit_characters_keep_their_ninth_bit() {
    List<Integer> values = new ArrayList<>();
    board.chip.uart(4).connect(values::add);
    start(6, UTXEN);
    board.write("U4TXREG", 0x1A5);
    board.run(2 * CHARACTER);
    start(0, UTXEN);
    board.write("U4TXREG", 0x1A5);
    board.run(2 * CHARACTER);
    assertThat(values).containsExactly(0x1A5, 0xA5);
  }

  @Test
  void a_byte_store_to_TXREG_sends_a_byte() {
    start(0, UTXEN);
    board.write(board.part.register("U4TXREG").address(), 1, 'q');
    board.run(CHARACTER);
    assertThat(sent).containsExactly(CHARACTER + ":q");
  }

  @Test
  void all_six_have_their_own_registers_and_interrupts() {
    int[] receive = {113, 146, 158, 171, 180, 189};
    for (int uart = 1; uart <= 6; uart++) {
      board.write("U" + uart + "MODE", ON | LPBACK);
      board.write("U" + uart + "STA", UTXEN | URXEN);
      board.write("U" + uart + "TXREG", '0' + uart);
      board.run(2L * 160);
      assertThat(level(receive[uart - 1])).isEqualTo(uart != 4);
    }
    board.run(CHARACTER);
    assertThat(board.read("U4RXREG")).isEqualTo('4');
    assertThat(board.read("U6RXREG")).isEqualTo('6');
  }

  @Test
  void the_trace_has_what_passes_the_pins() {
    List<UartByte> trace = new ArrayList<>();
    board.chip.uartTrace().listen(trace::add);
    start(0, UTXEN | URXEN);
    type("x");
    transmit("y");
    board.run(CHARACTER);
    assertThat(trace)
        .containsExactlyInAnyOrder(
            new UartByte(CHARACTER, 4, false, 'x'), new UartByte(CHARACTER, 4, true, 'y'));
  }

  @Test
  void a_reset_stops_both_directions_and_lets_go_of_the_lines() {
    start(0, UTXEN | URXEN);
    type("x");
    board.run(CHARACTER);
    transmit("y");
    board.chip.reset(ResetCause.SOFTWARE);
    board.run(2 * CHARACTER);
    assertThat(sent).isEmpty();
    assertThat(status()).isEqualTo(RIDLE | TRMT);
    assertThat(board.read("IFS5")).isZero();
  }

  @Test
  void what_is_not_modelled_is_reported_by_field() {
    board.write("U4MODE", ON | 0x80);
    assertThat(board.unmodelled).containsExactly("write U4MODE.WAKE");
  }
}
