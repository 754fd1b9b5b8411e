package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.LONG;
import static org.vzlab.soc.DmaBench.SOURCE;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.AccessTime.Kind;

/** The processor and the DMA controller meet at a target of the system bus. */
class DmaContentionTest {
  /** RAM's second bank, another target than its first. */
  private static final int BANK_2 = 0x4_0000;

  private static final int READ = 3;
  private static final int WRITE = 2;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;

  /** What the processor would wait now for something at an address, beyond the time of RAM. */
  private int waits(int address) {
    return board.bus.timeAt(address).cycles(address, Kind.READ);
  }

  private void copy(int from, int to) {
    dma.channel(0).from(from, 64).to(to, 64).set("CSIZ", 64).enable().force();
  }

  @Test
  void the_processor_waits_for_the_read_or_the_write_at_its_own_target_only() {
    copy(SOURCE, BANK_2);
    for (int round = 0; round < 3; round++) {
      for (int cycle = 0; cycle < READ; cycle++) {
        assertThat(waits(0)).isEqualTo(READ - cycle);
        assertThat(waits(BANK_2)).isZero();
        board.run(1);
      }
      for (int cycle = 0; cycle < WRITE; cycle++) {
        assertThat(waits(0)).isZero();
        assertThat(waits(BANK_2)).isEqualTo(WRITE - cycle);
        board.run(1);
      }
    }
    board.run(LONG);
    assertThat(waits(0)).isZero();
    assertThat(waits(BANK_2)).isZero();
  }

  @Test
  void a_slow_read_of_a_register_holds_its_peripheral_bus_and_no_other() {
    board.unlock();
    board.write("PB2DIV", 0x8031);
    int sta = board.part.register("U4STA").address();
    int alone = waits(sta);
    int other = waits(board.part.register("LATA").address());
    copy(sta, SOURCE);
    board.run(10);
    int read = READ + alone;
    assertThat(waits(sta)).isEqualTo(alone + read - 10);
    assertThat(waits(board.part.register("LATA").address())).isEqualTo(other);
    assertThat(waits(SOURCE)).isZero();
  }

  @Test
  void the_processor_goes_between_two_transactions() {
    copy(SOURCE, SOURCE + 0x100);
    int longest = 0;
    for (int cycle = 0; cycle < 16 * (READ + WRITE); cycle++) {
      longest = Math.max(longest, waits(0));
      board.run(1);
    }
    assertThat(longest).isEqualTo(READ);
  }

  @Test
  void transactions_begin_when_the_one_before_has_ended_however_late_the_processor_looks() {
    copy(SOURCE, BANK_2);
    board.time.advance(1000);
    board.time.fireDue();
    assertThat(dma.channel(0).isBusy()).isFalse();

    copy(SOURCE, BANK_2);
    board.time.advance(2 * (READ + WRITE) + 1);
    board.time.fireDue();
    assertThat(dma.channel(0).get("SPTR")).isEqualTo(8);
    assertThat(waits(0)).isEqualTo(READ - 1);
  }

  @Test
  void flash_is_read_with_its_wait_states() {
    board.write("PRECON", 5);
    copy(0x1D00_0000, BANK_2);
    board.run(READ + 5 + WRITE - 1);
    assertThat(dma.channel(0).get("SPTR")).isZero();
    board.run(1);
    assertThat(dma.channel(0).get("SPTR")).isEqualTo(4);
  }
}
