package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.soc.TestChip.Request;
import org.vzlab.soc.intc.InterruptChange;
import org.vzlab.soc.intc.InterruptChange.What;
import org.vzlab.soc.peripheral.ResetCause;

class EvicTest {
  private static final int MVEC = 1 << 12;
  private static final int CORE_TIMER = 0;
  private static final int INT0 = 3;
  private static final int TIMER_1 = 4;
  private static final int UART4_RX = 171;

  private final TestChip board = new TestChip();

  private void enable(int irq, int priority, int subpriority) {
    int shift = irq % 4 * 8;
    String ipc = "IPC" + irq / 4;
    board.clear(ipc, 0x1F << shift);
    board.set(ipc, (priority << 2 | subpriority) << shift);
    board.set("IEC" + irq / 32, 1 << irq % 32);
  }

  private void raise(int irq) {
    board.set("IFS" + irq / 32, 1 << irq % 32);
  }

  private void acknowledge(int irq) {
    board.clear("IFS" + irq / 32, 1 << irq % 32);
  }

  private int requestedIrq() {
    return board.read("INTSTAT") & 0xFF;
  }

  @Test
  void an_event_latches_its_flag_whether_enabled_or_not() {
    board.chip.irqLine(CORE_TIMER).pulse();
    assertThat(board.read("IFS0")).isEqualTo(1);
    assertThat(board.requests).isEmpty();
    enable(CORE_TIMER, 6, 3);
    assertThat(board.lastRequest()).isEqualTo(new Request(6, 0x200, 0));
    acknowledge(CORE_TIMER);
    assertThat(board.lastRequest().ripl()).isZero();
  }

  @Test
  void an_event_whose_line_stays_high_does_not_set_its_flag_again() {
    board.chip.irqLine(CORE_TIMER).set(true);
    acknowledge(CORE_TIMER);
    assertThat(board.read("IFS0")).isZero();
  }

  @Test
  void a_level_sets_its_flag_again_until_the_line_falls_and_leaves_it_set_then() {
    enable(UART4_RX, 2, 0);
    board.chip.irqLine(UART4_RX).set(true);
    acknowledge(UART4_RX);
    assertThat(board.chip.evic().flag(UART4_RX)).isTrue();
    board.write("IFS5", 0);
    assertThat(board.chip.evic().flag(UART4_RX)).isTrue();
    board.chip.irqLine(UART4_RX).set(false);
    assertThat(board.chip.evic().flag(UART4_RX)).isTrue();
    acknowledge(UART4_RX);
    assertThat(board.chip.evic().flag(UART4_RX)).isFalse();
    assertThat(board.requests).containsExactly(new Request(2, 0x200, 0), new Request(0, 0, 0));
  }

  @Test
  void the_highest_priority_wins_then_the_highest_subpriority_then_the_lowest_number() {
    enable(TIMER_1, 3, 1);
    enable(INT0, 3, 1);
    enable(UART4_RX, 3, 2);
    raise(TIMER_1);
    assertThat(requestedIrq()).isEqualTo(TIMER_1);
    raise(INT0);
    assertThat(requestedIrq()).as("the lower number").isEqualTo(INT0);
    raise(UART4_RX);
    assertThat(requestedIrq()).as("the higher subpriority").isEqualTo(UART4_RX);
    enable(TIMER_1, 4, 0);
    assertThat(requestedIrq()).as("the higher priority").isEqualTo(TIMER_1);
    assertThat(board.read("INTSTAT") >>> 8).isEqualTo(4);
    acknowledge(TIMER_1);
    acknowledge(UART4_RX);
    acknowledge(INT0);
    assertThat(requestedIrq()).as("nothing requested: the latest stays").isEqualTo(INT0);
  }

  @Test
  void priority_0_never_interrupts() {
    enable(INT0, 0, 3);
    raise(INT0);
    assertThat(board.requests).isEmpty();
  }

  @Test
  void in_multi_vector_mode_the_offset_and_the_priority_s_shadow_set_are_presented() {
    board.set("INTCON", MVEC);
    board.write("OFF171", 0x1234);
    board.write("PRISS", 5 << 20 | 9 << 24);
    enable(UART4_RX, 5, 0);
    raise(UART4_RX);
    assertThat(board.lastRequest()).isEqualTo(new Request(5, 0x1234, 5));
    enable(UART4_RX, 6, 0);
    assertThat(board.lastRequest()).as("set 9 is reserved").isEqualTo(new Request(6, 0x1234, 0));
    board.write("OFF171", 0x2000);
    assertThat(board.lastRequest()).isEqualTo(new Request(6, 0x2000, 0));
  }

  @Test
  void in_single_vector_mode_offsets_and_priority_sets_do_not_matter() {
    board.write("OFF171", 0x1234);
    board.write("PRISS", 0x7654_3210);
    enable(UART4_RX, 5, 0);
    raise(UART4_RX);
    assertThat(board.lastRequest()).isEqualTo(new Request(5, 0x200, 0));
    board.set("PRISS", 1);
    assertThat(board.lastRequest()).isEqualTo(new Request(5, 0x200, 1));
    assertThat(board.unmodelled).containsExactly("write PRISS.SS0");
  }

  @Test
  void a_reset_withdraws_the_request() {
    enable(INT0, 1, 0);
    raise(INT0);
    board.chip.reset(ResetCause.EXTERNAL);
    assertThat(board.lastRequest()).isEqualTo(new Request(0, 0, 0));
    assertThat(board.read("IFS0")).isZero();
  }

  @Test
  void the_trace_has_flags_and_requests() {
    List<InterruptChange> trace = new ArrayList<>();
    board.chip.interruptTrace().listen(trace::add);
    enable(INT0, 1, 0);
    board.run(70);
    board.chip.irqLine(INT0).pulse();
    acknowledge(INT0);
    assertThat(trace)
        .containsExactly(
            new InterruptChange(70, INT0, What.RAISED, 0),
            new InterruptChange(70, INT0, What.REQUESTED, 1),
            new InterruptChange(70, INT0, What.CLEARED, 0),
            new InterruptChange(70, -1, What.REQUESTED, 0));
  }

  @Test
  void a_number_without_a_source_has_no_line() {
    assertThatThrownBy(() -> board.chip.irqLine(151)).hasMessageContaining("151");
    assertThatThrownBy(() -> board.chip.irqLine(400)).hasMessageContaining("400");
  }

  @Test
  void every_rise_of_a_line_and_every_flag_that_software_sets_is_an_event() {
    List<Integer> events = new ArrayList<>();
    board.chip.evic().onEvent(events::add);
    board.chip.irqLine(9).pulse();
    board.chip.irqLine(9).pulse();
    board.chip.irqLine(171).set(true);
    board.clear("IFS5", 1 << (171 - 160));
    assertThat(events).containsExactly(9, 9, 171);
    board.set("IFS0", 1 << 9 | 1 << 4 | 1 << 31);
    assertThat(events).containsExactly(9, 9, 171, 4, 31);
  }

  @Test
  void a_source_is_held_by_a_level_that_is_high() {
    board.chip.irqLine(171).set(true);
    board.chip.irqLine(9).set(true);
    assertThat(board.chip.evic().isHeld(171)).isTrue();
    assertThat(board.chip.evic().isHeld(9)).as("an event").isFalse();
    assertThat(board.chip.evic().isHeld(255)).as("nothing").isFalse();
    board.chip.irqLine(171).set(false);
    assertThat(board.chip.evic().isHeld(171)).isFalse();
  }
}
