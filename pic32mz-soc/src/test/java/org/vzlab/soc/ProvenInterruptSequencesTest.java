package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.soc.TestChip.Request;

/**
 * What a hypervisor proven on silicon (tinyVP) does to the interrupt controller and its console.
 */
class ProvenInterruptSequencesTest {
  private static final int IPC0 = 0x1F810140;
  private static final int CORE_TIMER = 0;
  private static final int RX = 171;
  private static final int TX = 172;
  private static final int LAST = 213;
  private static final Set<Integer> LEFT_OUT = Set.of(108, 191, 195, 197, 203, 204, 211, 212);

  /** 11 bits (2 stop bits), 16 clocks each, PB2 at half of SYSCLK, U4BRG 53. */
  private static final long CHARACTER = 11L * 16 * 54 * 2;

  private static final int URXDA = 1;
  private static final int UTXBF = 0x200;

  private final TestChip board = new TestChip();

  /** IPCx |= field: read, modified and written, by address, since some have no source at all. */
  private void orPriority(int irq, int field) {
    int ipc = IPC0 + irq / 4 * 0x10;
    board.write(ipc, 4, board.read(ipc, 4) | field << (irq % 4 * 8));
  }

  private void enable(int irq) {
    board.set("IEC" + irq / 32, 1 << irq % 32);
  }

  private void disable(int irq) {
    board.clear("IEC" + irq / 32, 1 << irq % 32);
  }

  private void acknowledge(int irq) {
    board.clear("IFS" + irq / 32, 1 << irq % 32);
  }

  private int served() {
    return board.read("INTSTAT") & 0xFF;
  }

  private void startController() {
    board.write("INTCON", 0);
    board.read("PRISS");
    for (int irq = 0; irq <= LAST; irq++) {
      if (!LEFT_OUT.contains(irq)) {
        disable(irq);
        orPriority(irq, 8);
      }
    }
  }

  private void startConsole() {
    startController();
    board.write("U4RXR", 11);
    board.write("RPF8R", 2);
    board.write("U4BRG", 53);
    board.write("U4MODE", 0x8081);
    board.write("U4STA", 0x5400);
  }

  @Test
  void every_source_is_disabled_and_given_priority_2_by_reading_modifying_and_writing() {
    startController();
    assertThat(board.part.interrupts().stream().filter(source -> source.exists()))
        .filteredOn(source -> source.number() <= LAST && !LEFT_OUT.contains(source.number()))
        .isNotEmpty()
        .allSatisfy(
            source -> {
              assertThat(board.chip.evic().priority(source.number())).isEqualTo(2);
              assertThat(board.chip.evic().enabled(source.number())).isFalse();
            });
    assertThat(board.unmodelled)
        .as("IPC24, of whose four sources the part has none")
        .containsOnly("read INT+0x2C0", "write INT+0x2C0");
    assertThat(board.requests).isEmpty();
  }

  @Test
  void the_core_timer_is_then_raised_to_6_and_the_console_to_7_without_touching_their_neighbours() {
    startController();
    orPriority(CORE_TIMER, 0x1B);
    orPriority(RX, 0x1F);
    assertThat(board.read("IPC0")).isEqualTo(0x0808081B);
    assertThat(board.read("IPC42")).isEqualTo(0x1F080808);
    enable(CORE_TIMER);
    enable(RX);
    assertThat(board.read("IEC0")).isEqualTo(1);
    assertThat(board.read("IEC5")).isEqualTo(1 << RX % 32);
    board.chip.irqLine(CORE_TIMER).pulse();
    assertThat(board.lastRequest()).isEqualTo(new Request(6, 0x200, 0));
    board.chip.irqLine(RX).set(true);
    assertThat(board.lastRequest()).isEqualTo(new Request(7, 0x200, 0));
  }

  /** What the hypervisor does for a guest that writes its IEC through it. */
  @Test
  void an_enable_register_that_is_read_modified_and_written_keeps_the_other_sources() {
    startController();
    enable(CORE_TIMER);
    board.write("IEC0", board.read("IEC0") | 1 << 5);
    board.write("IEC0", board.read("IEC0") & ~(1 << 5));
    assertThat(board.read("IEC0")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "106", "112", "113", "114", "134", "145", "146", "147", "170", "171", "172"})
  void a_source_that_is_waited_for_is_served_under_its_number(int irq) {
    startController();
    enable(irq);
    board.chip.irqLine(irq).set(true);
    assertThat(board.lastRequest()).isEqualTo(new Request(2, 0x200, 0));
    assertThat(served()).isEqualTo(irq);
  }

  @Test
  void INTSTAT_names_the_source_until_it_is_read_whatever_less_urgent_happens_meanwhile() {
    startController();
    orPriority(CORE_TIMER, 0x1B);
    enable(CORE_TIMER);
    enable(RX);
    board.chip.irqLine(CORE_TIMER).pulse();
    board.chip.irqLine(RX).set(true);
    assertThat(served()).isEqualTo(CORE_TIMER);
    assertThat(served()).as("reading changes nothing").isEqualTo(CORE_TIMER);
    acknowledge(CORE_TIMER);
    assertThat(served()).as("the next one").isEqualTo(RX);
    disable(RX);
    assertThat(served()).as("nothing else is requested").isEqualTo(RX);
  }

  @Test
  void what_is_more_urgent_is_served_in_the_place_of_the_first_which_then_comes_again() {
    startController();
    orPriority(RX, 0x1F);
    enable(CORE_TIMER);
    enable(RX);
    board.chip.irqLine(CORE_TIMER).pulse();
    assertThat(served()).isEqualTo(CORE_TIMER);
    board.chip.irqLine(RX).pulse();
    assertThat(served()).isEqualTo(RX);
    acknowledge(RX);
    assertThat(served()).isEqualTo(CORE_TIMER);
    assertThat(board.lastRequest().ripl()).isEqualTo(2);
  }

  @Test
  void the_timer_is_acknowledged_while_its_line_is_high_and_its_fall_makes_no_second_interrupt() {
    startController();
    orPriority(CORE_TIMER, 0x1B);
    enable(CORE_TIMER);
    board.chip.irqLine(CORE_TIMER).set(true);
    acknowledge(CORE_TIMER);
    assertThat(board.lastRequest()).isEqualTo(new Request(0, 0, 0));
    board.chip.irqLine(CORE_TIMER).set(false);
    assertThat(board.read("IFS0") & 1).isZero();
    assertThat(board.requests).hasSize(2);
    board.chip.irqLine(CORE_TIMER).set(true);
    assertThat(board.lastRequest().ripl()).as("the next tick").isEqualTo(6);
  }

  @Test
  void a_timer_handler_that_returns_early_is_called_again_until_the_flag_is_acknowledged() {
    startController();
    enable(CORE_TIMER);
    board.chip.irqLine(CORE_TIMER).set(true);
    board.chip.irqLine(CORE_TIMER).set(false);
    assertThat(board.read("IFS0") & 1).as("Compare does not take the flag back").isEqualTo(1);
    assertThat(board.requests).containsExactly(new Request(2, 0x200, 0));
    acknowledge(CORE_TIMER);
    assertThat(board.lastRequest()).isEqualTo(new Request(0, 0, 0));
  }

  @Test
  void the_console_sends_on_an_interrupt_that_comes_when_everything_is_sent() {
    startConsole();
    while ((board.read("U4STA") & UTXBF) == 0) {
      board.write("U4TXREG", 'a');
    }
    acknowledge(TX);
    enable(TX);
    board.run(9 * CHARACTER - 1);
    assertThat(board.requests).as("the last one is on the line").isEmpty();
    board.run(1);
    assertThat(board.lastRequest()).isEqualTo(new Request(2, 0x200, 0));
    assertThat(served()).isEqualTo(TX);
    disable(TX);
    acknowledge(TX);
    board.write("U4TXREG", 'b');
    acknowledge(TX);
    enable(TX);
    assertThat(board.lastRequest().ripl()).isZero();
    board.run(CHARACTER);
    assertThat(board.lastRequest().ripl()).isEqualTo(2);
  }

  @Test
  void a_full_transmitter_may_find_the_flag_of_when_it_was_idle_and_waits_for_the_next() {
    startConsole();
    while ((board.read("U4STA") & UTXBF) == 0) {
      board.write("U4TXREG", 'a');
    }
    enable(TX);
    assertThat(board.lastRequest().ripl()).as("from when it was idle").isEqualTo(2);
    disable(TX);
    acknowledge(TX);
    enable(TX);
    assertThat(board.lastRequest().ripl()).isZero();
    board.run(9 * CHARACTER);
    assertThat(board.lastRequest().ripl()).isEqualTo(2);
  }

  @Test
  void the_console_s_receiver_is_acknowledged_first_and_drained_then() {
    startConsole();
    orPriority(RX, 0x1F);
    enable(RX);
    "abc".chars().forEach(c -> assertThat(board.chip.uart(4).receive(c)).isTrue());
    board.run(3 * CHARACTER);
    assertThat(served()).isEqualTo(RX);
    assertThat(receive()).isEqualTo("abc");
    assertThat(board.lastRequest().ripl()).as("the level set it again").isEqualTo(7);
    assertThat(receive()).as("a second call with nothing to read").isEmpty();
    assertThat(board.lastRequest().ripl()).isZero();
    board.chip.uart(4).receive('d');
    board.run(CHARACTER);
    assertThat(receive()).isEqualTo("d");
  }

  private String receive() {
    acknowledge(RX);
    StringBuilder text = new StringBuilder();
    while ((board.read("U4STA") & URXDA) != 0) {
      text.append((char) board.read("U4RXREG"));
    }
    return text.toString();
  }
}
