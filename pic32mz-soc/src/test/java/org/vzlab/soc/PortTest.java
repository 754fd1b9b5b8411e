package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.soc.peripheral.ResetCause;

class PortTest {
  private static final int CNON = 0x8000;
  private static final int EDGEDETECT = 0x800;
  private static final int CNA = 118;

  private final TestChip board = new TestChip();

  private boolean changeNotice() {
    return board.chip.irqLine(CNA).level();
  }

  @Test
  void an_output_pin_follows_the_latch_and_the_outside_hears_of_changes() {
    List<String> heard = new ArrayList<>();
    board
        .chip
        .port('D')
        .connect((before, after) -> heard.add(String.format("%04X-%04X", before, after)));
    board.set("LATD", 1 << 4);
    assertThat(heard).as("still an input").isEmpty();
    board.clear("TRISD", 1 << 4);
    board.invert("LATD", 1 << 4);
    board.invert("LATD", 1 << 4);
    board.set("LATD", 1 << 4);
    board.write("TRISD", -1);
    assertThat(heard).containsExactly("0000-0010", "0010-0000", "0000-0010", "0010-0000");
  }

  @Test
  void a_write_of_PORT_is_a_write_of_LAT_and_never_picks_up_input_levels() {
    board.write("ANSELA", 0);
    board.chip.port('A').setInput(0, true);
    board.clear("TRISA", 1 << 4);
    board.invert("PORTA", 1 << 4);
    assertThat(board.read("LATA")).isEqualTo(1 << 4);
    assertThat(board.read("PORTA")).isEqualTo(1 << 4 | 1);
    board.clear("PORTA", 1 << 4);
    assertThat(board.read("PORTA")).isEqualTo(1);
    board.write("LATA", 0x30);
    assertThat(board.read("LATA")).isEqualTo(0x30);
    board.set("PORTA", 0x40);
    assertThat(board.read("LATA")).isEqualTo(0x70);
  }

  @Test
  void an_analog_pin_reads_0_and_still_drives() {
    board.chip.port('A').setInput(5, true);
    assertThat(board.read("PORTA")).as("ANSELA bit 5 is set after a reset").isZero();
    board.clear("ANSELA", 1 << 5);
    assertThat(board.read("PORTA")).isEqualTo(1 << 5);
    board.clear("TRISB", 1 << 8);
    board.set("LATB", 1 << 8);
    assertThat(board.chip.port('B').outputs()).isEqualTo(1 << 8);
  }

  @Test
  void pull_ups_make_loose_pins_high_and_drivers_win() {
    board.write("CNPUA", 1 << 4 | 1 << 2);
    assertThat(board.read("PORTA")).isEqualTo(1 << 4 | 1 << 2);
    board.chip.port('A').setInput(4, false);
    assertThat(board.read("PORTA")).isEqualTo(1 << 2);
  }

  @Test
  void an_open_drain_pin_only_pulls_low() {
    board.write("ODCA", 1 << 2);
    board.write("LATA", 1 << 2);
    board.clear("TRISA", 1 << 2);
    assertThat(board.read("PORTA")).isZero();
    board.write("CNPUA", 1 << 2);
    assertThat(board.read("PORTA")).isEqualTo(1 << 2);
    board.write("LATA", 0);
    assertThat(board.read("PORTA")).isZero();
  }

  @Test
  void a_mismatch_with_the_last_read_interrupts_until_the_port_is_read() {
    board.write("CNCONA", CNON);
    board.write("CNENA", 1 << 4);
    board.chip.port('A').setInput(2, true);
    assertThat(changeNotice()).as("not an enabled pin").isFalse();
    board.chip.port('A').setInput(4, true);
    assertThat(board.read("CNSTATA")).isEqualTo(1 << 4);
    assertThat(changeNotice()).isTrue();
    board.read("PORTA");
    assertThat(board.read("CNSTATA")).isZero();
    assertThat(changeNotice()).isFalse();
    assertThat(board.chip.evic().flag(CNA)).isTrue();
  }

  @Test
  void edges_are_latched_by_direction_until_CNF_is_cleared() {
    board.write("CNCONA", CNON | EDGEDETECT);
    board.write("CNENA", 1 << 4);
    board.write("CNNEA", 1 << 2);
    board.chip.port('A').setInput(2, true);
    assertThat(changeNotice()).as("a rising edge of a pin enabled for falling ones").isFalse();
    board.chip.port('A').setInput(4, true);
    board.chip.port('A').setInput(4, false);
    board.chip.port('A').setInput(2, false);
    board.read("PORTA");
    assertThat(board.read("CNFA")).isEqualTo(1 << 4 | 1 << 2);
    assertThat(changeNotice()).isTrue();
    board.write("CNFA", 0);
    assertThat(changeNotice()).isFalse();
  }

  @Test
  void a_reset_makes_all_pins_inputs_and_keeps_what_the_outside_drives() {
    board.chip.port('A').setInput(4, true);
    board.clear("TRISA", 1 << 2);
    board.set("LATA", 1 << 2);
    board.chip.reset(ResetCause.EXTERNAL);
    assertThat(board.chip.port('A').outputs()).isZero();
    assertThat(board.read("PORTA")).isEqualTo(1 << 4);
  }

  @Test
  void the_latch_outlives_a_reset_but_drives_nothing() {
    board.clear("TRISC", 1 << 12 | 1 << 3);
    board.set("LATC", 1 << 12);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(board.chip.port('C').outputs()).as("all pins are inputs").isZero();
    assertThat(board.read("LATC")).isEqualTo(1 << 12);
    board.set("PORTC", 1 << 3);
    assertThat(board.read("LATC")).as("PORT acts on the same latch").isEqualTo(1 << 12 | 1 << 3);
  }
}
