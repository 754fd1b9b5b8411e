package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.DH;
import static org.vzlab.soc.DmaBench.ER;
import static org.vzlab.soc.DmaBench.SH;
import static org.vzlab.soc.DmaBench.SOURCE;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.soc.peripheral.ResetCause;

/** Permission groups: who may do what where, and what becomes of who does otherwise. */
class SystemBusTest {
  private static final int VIOLATION = 106;
  private static final int ERRP = 1 << 24;
  private static final int CODE_3 = 3 << 24;
  private static final int MULTI = 1 << 31;
  private static final int PGLOCK = 1 << 11;
  private static final int DMAPRI = 1 << 25;
  private static final int DMA_READ = 3;
  private static final int DMA_WRITE = 5;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final DmaBench.Channel channel = dma.channel(0);

  private void group(int group) {
    board.write("CFGPG", group << 4);
  }

  private void region(String region, int value, int groups) {
    board.write("SBT" + region.replace("y", "REG"), value);
    board.write("SBT" + region.replace("y", "RD"), groups);
    board.write("SBT" + region.replace("y", "WR"), groups);
  }

  /** What tinyVP writes for a DMA guest in group 1 that has the first 64 KB of RAM. */
  private void tinyVpWithDmaGuest() {
    region("2y0", 0x0000_0048, 1);
    region("3y0", 0x0004_0048, 1);
    region("2y1", 0x0000_0038, 3);
    region("3y1", 0x0004_0000, 1);
    for (int i = 0; i < 14; i++) {
      board.write("SBT" + i + "ELOG1", -1);
      board.write("SBT" + i + "ECON", ERRP);
      board.read("SBT" + i + "ECLRM");
    }
    group(1);
    board.unmodelled.clear();
  }

  private int copy(int from, int to, int size) {
    channel.from(from, size).to(to, size).set("CSIZ", size).enable().cell();
    return channel.flags();
  }

  private boolean isAllowed(int from, int to) {
    return (copy(from, to, 4) & ER) == 0;
  }

  @ParameterizedTest(name = "group {0}")
  @CsvSource({"0", "1", "2", "3"})
  void after_a_reset_every_group_may_do_everything(int group) {
    group(group);
    for (int address : new int[] {0, 0x4_0000, 0x1D00_0000, 0x1FC0_0000, 0x1F86_0030}) {
      assertThat(isAllowed(address, DESTINATION)).as("%08X", address).isTrue();
    }
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void a_DMA_guest_copies_inside_its_window() {
    tinyVpWithDmaGuest();
    dma.count(0x4000);
    assertThat(copy(SOURCE, 0x8000, 0x4000) & ER).isZero();
    assertThat(dma.ram(0x8000, 0x4000)).isEqualTo(dma.ram(SOURCE, 0x4000));
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void outside_it_no_byte_changes_and_the_transfer_is_stopped_logged_and_reported() {
    tinyVpWithDmaGuest();
    dma.count(0x4000);
    byte[] before = board.chip.ram().bytes().clone();
    channel.set("INT", ER << 16);
    channel.from(SOURCE, 0x4000).to(0x1_0000, 0x4000).set("CSIZ", 0x4000).enable().cell();
    assertThat(board.chip.ram().bytes()).isEqualTo(before);
    assertThat(channel.flags()).isEqualTo(ER);
    assertThat(channel.isBusy()).isFalse();
    assertThat(board.chip.evic().flag(134)).isTrue();
    assertThat(board.read("DMASTAT")).isZero();
    assertThat(board.read("DMAADDR")).isEqualTo(0x1_0000);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 2);
    assertThat(board.read("SBT2ELOG1")).as("write").isEqualTo(CODE_3 | DMA_WRITE << 8 | 1);
    assertThat(board.read("SBT2ELOG2")).isEqualTo(1);
    assertThat(board.chip.evic().flag(VIOLATION)).isTrue();
    assertThat(board.unmodelled).isEmpty();
  }

  @Test
  void what_crosses_the_border_stops_at_it() {
    tinyVpWithDmaGuest();
    dma.count(16);
    assertThat(copy(SOURCE, 0xFFF8, 16)).isEqualTo(ER | SH | DH);
    assertThat(dma.ram(0xFFF8, 8)).isEqualTo(dma.ram(SOURCE, 8));
    assertThat(dma.ram(0x1_0000, 8)).containsOnly(0);
    assertThat(board.read("DMAADDR")).isEqualTo(0x1_0000);
  }

  @Test
  void who_listens_hears_of_every_read_and_write_and_whether_it_happens() {
    tinyVpWithDmaGuest();
    List<String> heard = new ArrayList<>();
    board
        .chip
        .dma()
        .listen(
            (number, address, size, write, permitted) ->
                heard.add(
                    String.format(
                        "%d %s %x %d %s",
                        number, write ? "to" : "from", address, size, permitted)));
    copy(SOURCE + 2, 0xFFFA, 10);
    copy(0x1_0000, SOURCE, 4);
    assertThat(heard)
        .containsExactly(
            "0 from 1002 2 true",
            "0 to fffa 2 true",
            "0 from 1004 4 true",
            "0 to fffc 4 true",
            "0 from 1008 4 true",
            "0 to 10000 4 false",
            "0 from 10000 4 false");
  }

  @Test
  void a_forbidden_read_reads_nothing_not_even_from_a_device_that_would_notice() {
    tinyVpWithDmaGuest();
    region("6y0", 0x1F82_0038, 1);
    board.write("U4MODE", 0x8040);
    board.write("U4STA", 0x1400);
    board.write("U4TXREG", 'x');
    board.run(DmaBench.LONG);
    assertThat(board.read("U4STA") & 1).isEqualTo(1);
    int rx = board.part.register("U4RXREG").address();
    channel.from(rx, 1).to(DESTINATION, 1).set("CSIZ", 1).enable().cell();
    assertThat(channel.flags()).isEqualTo(ER);
    assertThat(board.read("U4STA") & 1).as("still there").isEqualTo(1);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 6);
    assertThat(board.read("SBT6ELOG1")).as("read").isEqualTo(CODE_3 | DMA_READ << 8 | 2);
    assertThat(board.read("DMASTAT")).isEqualTo(0x8000_0000);
  }

  @Test
  void reading_and_writing_are_permissions_of_their_own() {
    group(2);
    board.write("SBT2RD0", 0b0100);
    board.write("SBT2WR0", 0b1011);
    assertThat(isAllowed(SOURCE, 0x5_0000)).isTrue();
    assertThat(isAllowed(0x5_0000, DESTINATION)).isFalse();
    group(1);
    assertThat(isAllowed(SOURCE, 0x5_0000)).isFalse();
    assertThat(isAllowed(0x5_0000, DESTINATION)).isTrue();
  }

  @Test
  void region_0_is_the_whole_target_and_others_are_windows_of_their_size_in_it() {
    group(1);
    region("2y0", 0, 1);
    assertThat(isAllowed(0x5_0000, 0)).isFalse();
    region("2y1", 0x8000 | 1 << 3, 2);
    assertThat(isAllowed(0x5_0000, 0x7FFC)).isFalse();
    assertThat(isAllowed(0x5_0000, 0x8000)).isTrue();
    assertThat(isAllowed(0x5_0000, 0x83FC)).isTrue();
    assertThat(isAllowed(0x5_0000, 0x8400)).isFalse();
    board.write("SBT2REG1", 0x8000 | 6 << 3);
    assertThat(isAllowed(0x5_0000, 0xFFFC)).isTrue();
    assertThat(isAllowed(0x5_0000, 0x1_0000)).isFalse();
    board.write("SBT2REG1", 0x8000);
    assertThat(isAllowed(0x5_0000, 0x8000)).as("SIZE 0: absent").isFalse();
    board.write("SBT2REG1", 31 << 3);
    assertThat(isAllowed(0x5_0000, 0x3_FFFC)).as("the largest").isTrue();
  }

  @Test
  void of_two_windows_the_lower_number_counts() {
    group(1);
    region("5y1", 0x1F80_0000 | 7 << 3, 0);
    region("5y2", 0x1F80_0000 | 7 << 3, 2);
    assertThat(isAllowed(0x1F80_0020, DESTINATION)).isFalse();
    assertThat(board.read("SBT5ELOG1") >>> 4 & 0xF).isEqualTo(1);
    board.write("SBT5REG1", 0);
    assertThat(isAllowed(0x1F80_0020, DESTINATION)).isTrue();
  }

  @ParameterizedTest(name = "{0} is target {1}")
  @CsvSource({
    "0x1F8F0510, 0", "0x1F8F8040, 0", "0x1D000000, 1", "0x1FC00000, 1", "0x1FC60000, 1",
    "0x1F8E0000, 1", "0x00000000, 2", "0x0003FFFC, 2", "0x00040000, 3", "0x0007FFFC, 3",
    "0x1F8E1000, 4", "0x1F800000, 5", "0x1F810000, 5", "0x1F822610, 6", "0x1F840000, 7",
    "0x1F860020, 8", "0x1F882000, 9", "0x1F8E3000, 10", "0x1F8E2000, 11", "0x1F8E6000, 13"
  })
  void every_address_belongs_to_a_target(int address, int target) {
    group(3);
    board.write("SBT" + target + "RD0", 7);
    board.write("SBT" + target + "ECON", ERRP);
    int to = target == 2 ? 0x5_0000 : DESTINATION;
    assertThat(isAllowed(address, to)).isFalse();
    assertThat(board.read("SBFLAG")).isEqualTo(1 << target);
    assertThat(board.read("SBT" + target + "ELOG2")).isEqualTo(3);
  }

  @Test
  void without_ERRP_a_violation_is_logged_and_not_reported() {
    group(1);
    board.write("SBT3WR0", 1);
    assertThat(isAllowed(SOURCE, 0x4_0000)).isFalse();
    assertThat(board.read("SBT3ELOG1")).isEqualTo(CODE_3 | DMA_WRITE << 8 | 1);
    assertThat(board.read("SBFLAG")).isZero();
    assertThat(board.chip.evic().flag(VIOLATION)).isFalse();
    board.write("SBT3ECON", ERRP);
    assertThat(board.read("SBFLAG")).isEqualTo(8);
    assertThat(board.chip.evic().flag(VIOLATION)).isTrue();
    board.write("SBT3ECON", 0);
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void the_log_keeps_the_first_violation_and_says_that_there_were_more() {
    tinyVpWithDmaGuest();
    copy(SOURCE, 0x1_0000, 4);
    copy(0x1_0000, SOURCE, 4);
    assertThat(board.read("SBT2ELOG1")).isEqualTo(MULTI | CODE_3 | DMA_WRITE << 8 | 1);
    board.read("SBT2ECLRS");
    assertThat(board.read("SBT2ELOG1")).as("not single").isLessThan(0);
    board.read("SBT2ECLRM");
    assertThat(board.read("SBT2ELOG1")).isZero();
    assertThat(board.read("SBT2ELOG2")).isZero();
    assertThat(board.read("SBFLAG")).isZero();
    copy(0x1_0000, SOURCE, 4);
    assertThat(board.read("SBT2ELOG1")).isEqualTo(CODE_3 | DMA_READ << 8 | 2);
    board.read("SBT2ECLRS");
    assertThat(board.read("SBT2ELOG1")).isZero();
  }

  @Test
  void ones_in_CODE_and_MULTI_clear_the_log() {
    tinyVpWithDmaGuest();
    copy(SOURCE, 0x1_0000, 4);
    copy(SOURCE, 0x1_0000, 4);
    board.write("SBT2ELOG1", MULTI);
    assertThat(board.read("SBT2ELOG1")).isEqualTo(CODE_3 | DMA_WRITE << 8 | 1);
    board.write("SBT2ELOG1", 0x00FF_FFFF);
    assertThat(board.read("SBFLAG")).isEqualTo(4);
    board.write("SBT2ELOG1", -1);
    assertThat(board.read("SBT2ELOG1")).isZero();
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void the_interrupt_is_a_level_that_falls_with_the_last_log() {
    tinyVpWithDmaGuest();
    region("8y0", 0x1F86_0038, 1);
    copy(SOURCE, 0x1_0000, 4);
    copy(0x1F86_0030, SOURCE, 4);
    assertThat(board.read("SBFLAG")).isEqualTo(1 << 8 | 1 << 2);
    board.read("SBT2ECLRM");
    board.clear("IFS3", 1 << (VIOLATION - 96));
    assertThat(board.chip.evic().flag(VIOLATION)).isTrue();
    board.read("SBT8ECLRM");
    board.clear("IFS3", 1 << (VIOLATION - 96));
    assertThat(board.chip.evic().flag(VIOLATION)).isFalse();
  }

  @Test
  void with_DMAPRI_the_initiator_is_the_one_of_high_priority() {
    tinyVpWithDmaGuest();
    board.unlock();
    board.write("CFGCON", board.read("CFGCON") | DMAPRI);
    copy(SOURCE, 0x1_0000, 4);
    assertThat(board.read("SBT2ELOG1") >>> 8 & 0xFF).isEqualTo(DMA_WRITE + 1);
    board.read("SBT2ECLRM");
    copy(0x1_0000, SOURCE, 4);
    assertThat(board.read("SBT2ELOG1") >>> 8 & 0xFF).isEqualTo(DMA_READ + 1);
  }

  @Test
  void PGLOCK_locks_groups_regions_and_permissions_but_not_logs() {
    tinyVpWithDmaGuest();
    copy(SOURCE, 0x1_0000, 4);
    board.unlock();
    board.write("CFGCON", board.read("CFGCON") | PGLOCK);
    region("2y0", 0, 0xF);
    board.write("SBT2ECON", 0);
    group(0);
    assertThat(board.read("SBT2REG0")).isEqualTo(0x48);
    assertThat(board.read("SBT2RD0")).isEqualTo(1);
    assertThat(board.read("SBT2ECON")).isEqualTo(ERRP);
    assertThat(board.read("CFGPG")).isEqualTo(0x10);
    board.write("SBT2ELOG1", -1);
    assertThat(board.read("SBFLAG")).isZero();
  }

  @Test
  void a_reset_clears_logs_and_rights() {
    tinyVpWithDmaGuest();
    copy(SOURCE, 0x1_0000, 4);
    board.chip.reset(ResetCause.SOFTWARE);
    assertThat(board.read("SBFLAG")).isZero();
    assertThat(board.read("SBT2ELOG1")).isZero();
    assertThat(board.read("SBT2WR0")).isEqualTo(0xF);
    assertThat(board.chip.evic().flag(VIOLATION)).isFalse();
  }
}
