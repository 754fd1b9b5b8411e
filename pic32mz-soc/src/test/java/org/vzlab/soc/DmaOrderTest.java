package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.CHAED;
import static org.vzlab.soc.DmaBench.CHCHN;
import static org.vzlab.soc.DmaBench.CHCHNS;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.LONG;
import static org.vzlab.soc.DmaBench.ON;
import static org.vzlab.soc.DmaBench.PATEN;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.SUSPEND;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.soc.peripheral.ResetCause;

/** Priorities, and channels that enable each other. */
class DmaOrderTest {
  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final StringBuilder order = new StringBuilder();

  @BeforeEach
  void watchWhoWrites() {
    board.chip.ram().watch(DESTINATION, (offset, size) -> order.append((offset >>> 4) & 0xF));
  }

  /** A copy of a channel's own, which is seen as its number. */
  private DmaBench.Channel copy(int number, int priority, int size, int cell) {
    DmaBench.Channel channel = dma.channel(number);
    channel.from(SOURCE, size).to(DESTINATION + 16 * number, size);
    return channel.set("CSIZ", cell).set("CON", priority).enable();
  }

  @Test
  void the_highest_CHPRI_finishes_its_cell_first() {
    board.set("DMACON", SUSPEND);
    copy(0, 0, 8, 8).force();
    copy(3, 2, 8, 8).force();
    copy(5, 3, 8, 8).force();
    copy(7, 1, 8, 8).force();
    board.write("DMACON", ON);
    board.run(LONG);
    assertThat(order).hasToString("55" + "33" + "77" + "00");
  }

  @Test
  void channels_of_equal_priority_take_turns_the_lowest_number_first() {
    board.set("DMACON", SUSPEND);
    copy(6, 1, 12, 12).force();
    copy(1, 1, 12, 12).force();
    copy(4, 1, 4, 4).force();
    board.write("DMACON", ON);
    board.run(LONG);
    assertThat(order).hasToString("146" + "16" + "16");
  }

  @Test
  void after_a_reset_it_is_the_turn_of_the_lowest_number() {
    copy(0, 0, 4, 4).cell();
    board.chip.reset(ResetCause.SOFTWARE);
    board.write("DMACON", ON | SUSPEND);
    copy(0, 0, 4, 4).force();
    copy(1, 0, 4, 4).force();
    board.write("DMACON", ON);
    board.run(LONG);
    assertThat(order).hasToString("0" + "01");
  }

  @Test
  void a_higher_priority_goes_between_two_transactions_of_a_lower() {
    copy(0, 0, 16, 16).force();
    copy(1, 3, 8, 8);
    board.run(TRANSACTION + 1);
    dma.channel(1).force();
    board.run(LONG);
    assertThat(order).hasToString("00" + "11" + "00");
  }

  @Test
  void the_end_of_a_block_enables_the_channel_behind_that_is_chained() {
    copy(2, 0, 4, 4);
    dma.channel(3).from(SOURCE, 4).to(DESTINATION + 48, 4).set("CSIZ", 4).set("CON", CHCHN);
    dma.channel(1).set("CON", CHCHN);
    assertThat(dma.channel(3).isEnabled()).isFalse();
    dma.channel(2).cell();
    assertThat(dma.channel(3).isEnabled()).isTrue();
    assertThat(dma.channel(1).isEnabled()).isFalse();
    assertThat(order).as("it waits for an event").hasToString("2");
    dma.channel(3).cell();
    assertThat(order).hasToString("23");
  }

  @Test
  void with_CHCHNS_it_is_the_channel_before() {
    copy(2, 0, 4, 4);
    dma.channel(1).set("CON", CHCHN | CHCHNS);
    dma.channel(3).set("CON", CHCHN | CHCHNS);
    dma.channel(2).cell();
    assertThat(dma.channel(1).isEnabled()).isTrue();
    assertThat(dma.channel(3).isEnabled()).isFalse();
  }

  @Test
  void a_cell_in_the_middle_of_a_block_chains_nothing() {
    copy(2, 0, 8, 4);
    dma.channel(3).set("CON", CHCHN);
    dma.channel(2).cell();
    assertThat(dma.channel(3).isEnabled()).isFalse();
    dma.channel(2).cell();
    assertThat(dma.channel(3).isEnabled()).isTrue();
  }

  @Test
  void an_event_that_the_chained_channel_remembers_starts_it_at_once() {
    copy(0, 0, 4, 4);
    copy(1, 0, 4, 4);
    copy(2, 0, 4, 4);
    dma.channel(1).set("CON", CHCHN | CHAED).force();
    dma.channel(2).set("CON", CHCHN | CHAED).force();
    assertThat(order).isEmpty();
    dma.channel(0).cell();
    assertThat(order).hasToString("012");
  }

  @Test
  void a_pattern_chains_too_and_an_abort_does_not() {
    copy(0, 0, 4, 4).abort();
    dma.channel(1).set("CON", CHCHN);
    assertThat(dma.channel(1).isEnabled()).isFalse();
    dma.store(SOURCE, "x");
    dma.channel(0).set("DAT", 'x').set("ECON", 0xFFFF00 | PATEN).enable().cell();
    assertThat(dma.channel(1).isEnabled()).isTrue();
  }

  @Test
  void the_ends_of_the_row_have_one_neighbour() {
    copy(7, 0, 4, 4).cell();
    dma.channel(0).set("CON", CHCHN);
    copy(7, 0, 4, 4).cell();
    assertThat(dma.channel(0).isEnabled()).isFalse();
    dma.channel(7).set("CON", CHCHN | CHCHNS);
    copy(0, 0, 4, 4).cell();
    assertThat(dma.channel(7).isEnabled()).isFalse();
  }
}
