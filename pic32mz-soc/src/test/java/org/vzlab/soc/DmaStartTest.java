package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.AIRQEN;
import static org.vzlab.soc.DmaBench.BC;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.CHAED;
import static org.vzlab.soc.DmaBench.CHEDET;
import static org.vzlab.soc.DmaBench.CHEN;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.LONG;
import static org.vzlab.soc.DmaBench.ON;
import static org.vzlab.soc.DmaBench.SD;
import static org.vzlab.soc.DmaBench.SH;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.SUSPEND;
import static org.vzlab.soc.DmaBench.TA;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.peripheral.ResetCause;

/** What begins a cell, and what ends it before its time. */
class DmaStartTest {
  private static final int TIMER_2 = 9;
  private static final int U4_RX = 171;
  private static final int U4_TX = 172;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final DmaBench.Channel channel = dma.channel(2);

  private void pulse(int irq) {
    board.chip.irqLine(irq).pulse();
  }

  private int moved() {
    board.run(LONG);
    return channel.get("SPTR");
  }

  @Test
  void CFORCE_and_CABORT_read_0() {
    channel.copies(8, 2).enable().force();
    assertThat(channel.get("ECON")).isEqualTo(0xFFFF00);
    channel.abort();
    assertThat(channel.get("ECON")).isEqualTo(0xFFFF00);
  }

  @Test
  void CFORCE_does_nothing_while_the_channel_or_the_controller_is_off() {
    channel.copies(8, 2).cell().enable();
    assertThat(moved()).isZero();
    board.write("DMACON", 0);
    channel.force();
    board.write("DMACON", ON);
    assertThat(moved()).isZero();
    channel.force();
    assertThat(moved()).isEqualTo(2);
  }

  @Test
  void every_event_of_the_selected_interrupt_starts_a_cell_whether_its_flag_is_cleared_or_not() {
    channel.copies(20, 2).startsBy(TIMER_2).enable();
    pulse(TIMER_2 + 1);
    assertThat(moved()).isZero();
    pulse(TIMER_2);
    assertThat(moved()).isEqualTo(2);
    assertThat(board.read("IFS0")).as("DMA leaves the flag").isEqualTo(3 << TIMER_2);
    pulse(TIMER_2);
    assertThat(moved()).isEqualTo(4);
    board.run(LONG);
    assertThat(moved()).as("the flag is no event").isEqualTo(4);
  }

  @Test
  void software_that_sets_the_flag_starts_a_cell_once() {
    channel.copies(20, 2).startsBy(TIMER_2).enable();
    board.set("IFS0", 1 << TIMER_2);
    assertThat(moved()).isEqualTo(2);
    board.set("IFS0", 1 << TIMER_2);
    assertThat(moved()).isEqualTo(2);
    board.clear("IFS0", 1 << TIMER_2);
    board.set("IFS0", 1 << TIMER_2);
    assertThat(moved()).isEqualTo(4);
  }

  @Test
  void without_SIRQEN_interrupts_start_nothing() {
    channel.copies(8, 2).set("ECON", 0xFF0000 | TIMER_2 << 8).enable();
    pulse(TIMER_2);
    assertThat(moved()).isZero();
  }

  @Test
  void an_event_in_the_middle_of_a_cell_starts_another_behind_it_and_two_are_one() {
    channel.copies(100, 8).enable().force();
    board.run(TRANSACTION);
    channel.force().force();
    assertThat(channel.get("CON") & CHEDET).isEqualTo(CHEDET);
    assertThat(moved()).isEqualTo(16);
    assertThat(channel.get("CON") & CHEDET).isZero();
  }

  @Test
  void a_level_goes_on_starting_cells_while_it_is_high() {
    channel.copies(100, 2).startsBy(U4_RX).enable();
    board.chip.irqLine(U4_RX).set(true);
    board.run(3 * TRANSACTION);
    assertThat(channel.get("SPTR")).isEqualTo(6);
    board.chip.irqLine(U4_RX).set(false);
    assertThat(moved()).as("the transaction under way ends").isEqualTo(8);
  }

  @Test
  void a_level_that_is_high_starts_a_channel_that_is_enabled() {
    board.chip.irqLine(U4_RX).set(true);
    channel.copies(8, 2).startsBy(U4_RX).enable();
    board.run(LONG);
    assertThat(channel.flags() & BC).isEqualTo(BC);
    assertThat(channel.isEnabled()).isFalse();
  }

  @Test
  void characters_go_from_memory_through_a_UART_and_back_without_the_processor() {
    board.write("U4BRG", 9);
    board.write("U4MODE", 0x8040);
    board.write("U4STA", 0x1400);
    dma.store(SOURCE, "Hello, a message of forty characters ...");
    int tx = board.part.register("U4TXREG").address();
    int rx = board.part.register("U4RXREG").address();
    DmaBench.Channel receiver = dma.channel(0).from(rx, 1).to(DESTINATION, 40).set("CSIZ", 1);
    receiver.startsBy(U4_RX).enable();
    channel.from(SOURCE, 40).to(tx, 1).set("CSIZ", 1).startsBy(U4_TX).enable();
    board.run(LONG);
    assertThat(dma.text(DESTINATION, 40)).isEqualTo(dma.text(SOURCE, 40));
    assertThat(receiver.isEnabled()).isFalse();
    assertThat(board.read("U4STA") & 3).as("no overrun, nothing left").isZero();
  }

  @Test
  void events_are_ignored_while_the_channel_is_disabled() {
    channel.copies(8, 2).startsBy(TIMER_2);
    pulse(TIMER_2);
    assertThat(channel.get("CON")).isZero();
    channel.enable();
    assertThat(moved()).isZero();
  }

  @Test
  void with_CHAED_they_are_remembered() {
    channel.copies(8, 2).startsBy(TIMER_2).set("CON", CHAED);
    pulse(TIMER_2);
    assertThat(channel.get("CON")).isEqualTo(CHAED | CHEDET);
    assertThat(moved()).isZero();
    channel.enable();
    assertThat(moved()).isEqualTo(2);
    board.clear("DCH2CON", CHEN);
    channel.force();
    assertThat(channel.get("CON")).isEqualTo(CHAED | CHEDET);
    channel.enable();
    assertThat(moved()).isEqualTo(4);
  }

  @Test
  void what_was_remembered_without_CHAED_is_forgotten_with_CHEN() {
    channel.copies(100, 8).enable().force();
    channel.force();
    board.clear("DCH2CON", CHEN);
    channel.enable();
    assertThat(moved()).isEqualTo(8);
  }

  @Test
  void what_was_remembered_without_CHAED_is_forgotten_at_the_end_of_the_block() {
    channel.copies(8, 8).enable().force();
    channel.force();
    board.run(LONG);
    assertThat(channel.flags() & BC).isEqualTo(BC);
    channel.enable();
    board.run(LONG);
    assertThat(channel.flags()).isZero();
    channel.set("CON", CHAED | CHEN).force();
    channel.force();
    board.run(LONG);
    assertThat(channel.flags() & BC).isEqualTo(BC);
    channel.enable();
    board.run(LONG);
    assertThat(channel.flags() & BC).as("with CHAED it is not").isEqualTo(BC);
  }

  @Test
  void clearing_CHEN_stops_the_channel_after_its_transaction_and_setting_it_goes_on() {
    channel.copies(8, 8).enable().force();
    board.run(2);
    board.clear("DCH2CON", CHEN);
    assertThat(channel.isBusy()).isTrue();
    board.run(TRANSACTION - 2);
    assertThat(channel.isBusy()).isFalse();
    assertThat(channel.flags()).isEqualTo(SH | DmaBench.DH);
    assertThat(moved()).isEqualTo(4);
    assertThat(channel.pointers()).isEqualTo("4 4 4");
    channel.enable();
    board.run(LONG);
    assertThat(channel.flags()).isEqualTo(SD | DmaBench.DD | BC | CC);
  }

  @Test
  void SUSPEND_holds_everything_and_forgets_nothing() {
    channel.copies(100, 8).enable().force();
    board.run(1);
    board.set("DMACON", SUSPEND);
    assertThat(board.read("DMACON") & DmaBench.BUSY).isNotZero();
    assertThat(moved()).isEqualTo(4);
    assertThat(board.read("DMACON")).isEqualTo(ON | SUSPEND);
    channel.force();
    assertThat(moved()).isEqualTo(4);
    board.clear("DMACON", SUSPEND);
    assertThat(moved()).isEqualTo(16);
  }

  @Test
  void switching_the_controller_off_ends_everything_and_rewinds() {
    channel.copies(100, 8).enable().force();
    board.run(TRANSACTION + 1);
    channel.force();
    board.clear("DMACON", ON);
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.get("CON")).isEqualTo(CHEN | DmaBench.CHBUSY);
    assertThat(board.read("DMACON")).isZero();
    board.set("DMACON", ON);
    assertThat(moved()).isZero();
    assertThat(dma.ram(DESTINATION + 4, 4)).containsOnly(0);
  }

  @Test
  void CABORT_disables_and_rewinds_at_once() {
    dma.count(100);
    channel.copies(100, 100).enable().force();
    board.run(3 * TRANSACTION + 2);
    channel.abort();
    assertThat(channel.isBusy()).isFalse();
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.flags()).isEqualTo(TA);
    board.run(LONG);
    assertThat(dma.ram(DESTINATION + 12, 4)).containsOnly(0);
    channel.abort();
    assertThat(channel.flags()).as("there is nothing to abort").isZero();
  }

  @Test
  void the_interrupt_that_AIRQ_selects_aborts() {
    channel.copies(100, 100).set("ECON", TIMER_2 << 16 | 0xFF00).enable().force();
    board.run(TRANSACTION);
    pulse(TIMER_2);
    board.run(TRANSACTION);
    assertThat(channel.isEnabled()).as("without AIRQEN").isTrue();
    board.set("DCH2ECON", AIRQEN);
    pulse(TIMER_2 + 1);
    board.run(TRANSACTION);
    assertThat(channel.isEnabled()).as("another interrupt").isTrue();
    pulse(TIMER_2);
    board.run(TRANSACTION);
    assertThat(channel.isEnabled()).isFalse();
    assertThat(channel.flags()).isEqualTo(TA);
    assertThat(channel.pointers()).isEqualTo("0 0 0");
  }

  @Test
  void an_abort_that_comes_to_a_disabled_channel_awaits_it_only_with_CHAED() {
    channel.copies(8, 8).set("ECON", TIMER_2 << 16 | 0xFF00 | AIRQEN);
    pulse(TIMER_2);
    channel.enable();
    assertThat(channel.isEnabled()).isTrue();
    channel.set("CON", CHAED);
    pulse(TIMER_2);
    assertThat(channel.get("CON")).isEqualTo(CHAED | CHEDET);
    channel.enable();
    assertThat(channel.get("CON")).isEqualTo(CHAED);
    assertThat(channel.flags()).isEqualTo(TA);
  }

  @Test
  void a_reset_of_the_chip_ends_everything() {
    channel.copies(100, 100).enable().force();
    board.run(TRANSACTION);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(channel.get("CON")).isZero();
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(board.time.nextEvent()).isEqualTo(Scheduler.NEVER);
  }
}
