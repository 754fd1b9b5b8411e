package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.BC;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.CHAEN;
import static org.vzlab.soc.DmaBench.DD;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.DH;
import static org.vzlab.soc.DmaBench.LONG;
import static org.vzlab.soc.DmaBench.SD;
import static org.vzlab.soc.DmaBench.SH;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells, blocks, sizes, pointers, and the time that they take. */
class DmaTransferTest {
  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;

  @Test
  void a_block_of_one_cell_is_copied_word_by_word() {
    dma.count(16);
    DmaBench.Channel channel = dma.channel(0).copies(16, 16).enable().force();
    board.run(4 * TRANSACTION - 1);
    assertThat(channel.pointers()).isEqualTo("12 12 12");
    assertThat(channel.isBusy()).isTrue();
    assertThat(board.read("DMACON")).isEqualTo(DmaBench.ON | DmaBench.BUSY);
    assertThat(dma.ram(DESTINATION + 12, 4)).containsOnly(0);
    board.run(1);
    assertThat(dma.ram(DESTINATION, 16)).isEqualTo(dma.ram(SOURCE, 16));
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.isBusy()).isFalse();
    assertThat(channel.isEnabled()).isFalse();
    assertThat(channel.flags()).isEqualTo(SD | SH | DD | DH | BC | CC);
    assertThat(board.read("DMACON")).isEqualTo(DmaBench.ON);
  }

  @ParameterizedTest(name = "channel {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void the_sequence_of_tinyVPs_DMA_guest_copies_16_KB(int number) {
    dma.count(0x4000);
    DmaBench.Channel channel = dma.channel(number);
    channel.abort();
    board.clear("DCH" + number + "CON", DmaBench.CHEN);
    assertThat(channel.isBusy()).isFalse();
    int flag = 1 << (6 + number);
    board.set("IEC4", flag);
    board.clear("IFS4", flag);
    channel.set("CON", 3).set("ECON", 0).from(SOURCE, 0x4000).to(0x8000, 0x4000);
    channel.set("CSIZ", 0x4000);
    board.clear("DCH" + number + "INT", 0x00FF00FF);
    board.set("DCH" + number + "INT", 0x00210000);
    channel.enable().force();
    board.run(0x1000 * TRANSACTION);
    assertThat(channel.get("INT") & DD).isEqualTo(DD);
    assertThat(board.read("IFS4")).isEqualTo(flag);
    assertThat(dma.ram(0x8000, 0x4000)).isEqualTo(dma.ram(SOURCE, 0x4000));
    assertThat(board.unmodelled).isEmpty();
  }

  @Test
  void each_event_moves_a_cell_and_the_pointers_stay_between_them() {
    dma.count(10);
    DmaBench.Channel channel = dma.channel(3).copies(10, 4).enable();
    assertThat(channel.cell().pointers()).isEqualTo("4 4 0");
    assertThat(channel.flags()).isEqualTo(CC);
    assertThat(dma.ram(DESTINATION + 4, 6)).containsOnly(0);
    assertThat(channel.cell().pointers()).isEqualTo("8 8 0");
    assertThat(channel.flags()).isEqualTo(CC | SH | DH);
    assertThat(channel.isEnabled()).isTrue();
    assertThat(channel.cell().pointers()).as("the block ends the cell").isEqualTo("0 0 0");
    assertThat(channel.flags()).isEqualTo(CC | BC | SD | DD);
    assertThat(dma.ram(DESTINATION, 11)).startsWith(dma.ram(SOURCE, 10)).endsWith(0);
    assertThat(channel.isEnabled()).isFalse();
  }

  @Test
  void the_pointer_of_the_smaller_side_wraps() {
    dma.store(SOURCE, "abc");
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 3).to(DESTINATION, 8);
    channel.set("CSIZ", 8).enable().cell();
    assertThat(dma.text(DESTINATION, 8)).isEqualTo("abcabcab");
    assertThat(channel.flags()).isEqualTo(SD | SH | DD | DH | BC | CC);

    dma.store(SOURCE, "0123456789");
    channel.from(SOURCE, 10).to(DESTINATION, 4).set("CSIZ", 10).enable().cell();
    assertThat(dma.text(DESTINATION, 4)).isEqualTo("8967");
    assertThat(channel.pointers()).isEqualTo("0 0 0");
  }

  @Test
  void a_size_of_0_is_65536() {
    dma.count(0x1_0000);
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 0).to(0x2_0000, 0).set("CSIZ", 0);
    channel.enable().force();
    board.run(0x3FFF * TRANSACTION);
    assertThat(channel.pointers()).isEqualTo("65532 65532 65532");
    board.run(TRANSACTION);
    assertThat(dma.ram(0x2_0000, 0x1_0000)).isEqualTo(dma.ram(SOURCE, 0x1_0000));
    assertThat(channel.isEnabled()).isFalse();
  }

  @ParameterizedTest(name = "from +{0} to +{1}, {2} bytes: {3} transactions")
  @CsvSource({
    "0, 0, 8, 2",
    "0, 0, 7, 3",
    "1, 1, 8, 4",
    "2, 2, 8, 3",
    "0, 2, 8, 4",
    "0, 1, 8, 8",
    "3, 3, 9, 3",
    "0, 0, 1, 1"
  })
  void a_transaction_is_as_wide_as_both_sides_are_aligned(
      int from, int to, int size, int transactions) {
    dma.count(16);
    DmaBench.Channel channel = dma.channel(0);
    channel.from(SOURCE + from, size).to(DESTINATION + to, size).set("CSIZ", size);
    channel.enable().force();
    board.run(transactions * TRANSACTION - 1);
    assertThat(channel.isEnabled()).isTrue();
    board.run(1);
    assertThat(channel.isEnabled()).isFalse();
    assertThat(dma.ram(DESTINATION + to, size)).isEqualTo(dma.ram(SOURCE + from, size));
    assertThat(board.chip.ram().bytes()[DESTINATION + to + size]).isZero();
  }

  @Test
  void with_CHAEN_the_channel_stays_enabled_and_begins_anew() {
    dma.count(4);
    DmaBench.Channel channel = dma.channel(5).copies(4, 4).set("CON", CHAEN).enable();
    for (int i = 0; i < 3; i++) {
      dma.fill(DESTINATION, 4, 0);
      channel.cell();
      assertThat(dma.ram(DESTINATION, 4)).isEqualTo(dma.ram(SOURCE, 4));
      assertThat(channel.flags() & BC).isEqualTo(BC);
      assertThat(channel.isEnabled()).isTrue();
    }
  }

  @Test
  void half_of_an_odd_size_is_rounded_down_and_is_1_of_1() {
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 1).to(DESTINATION, 5).set("CSIZ", 1);
    channel.enable().cell();
    assertThat(channel.flags()).isEqualTo(SH | SD | CC);
    channel.cell();
    assertThat(channel.flags()).isEqualTo(SH | SD | DH | CC);
    channel.cell();
    assertThat(channel.flags()).isEqualTo(SH | SD | CC);
  }

  @Test
  void software_cannot_write_pointers_and_writing_a_start_address_rewinds_its_own() {
    DmaBench.Channel channel = dma.channel(0).copies(8, 2).enable().cell();
    channel.set("SPTR", 5).set("DPTR", 5).set("CPTR", 5);
    assertThat(channel.pointers()).isEqualTo("2 2 0");
    channel.set("SSA", SOURCE + 4);
    assertThat(channel.pointers()).isEqualTo("0 2 0");
    channel.set("DSA", DESTINATION);
    assertThat(channel.pointers()).isEqualTo("0 0 0");
  }

  @Test
  void status_bits_cannot_be_written() {
    board.write("DMACON", -1);
    assertThat(board.read("DMACON") & DmaBench.BUSY).isZero();
    dma.channel(0).set("CON", DmaBench.CHBUSY | DmaBench.CHEDET);
    assertThat(dma.channel(0).get("CON")).isZero();
    board.write("DMASTAT", -1);
    board.write("DMAADDR", -1);
    assertThat(board.read("DMASTAT")).isZero();
    assertThat(board.read("DMAADDR")).isZero();
  }

  @Test
  void registers_are_read_and_written_as_wide_as_the_sizes_say() {
    board.write("CNPUA", 0x12345);
    DmaBench.Channel channel = dma.channel(0).from(board.part.register("CNPUA").address(), 4);
    channel.to(DESTINATION, 4).set("CSIZ", 4).enable().cell();
    assertThat(board.read(DESTINATION, 4)).isEqualTo(board.read("CNPUA")).isNotZero();

    board.write(SOURCE, 4, 0xA5);
    channel.from(SOURCE, 1).to(board.part.register("LATA").address(), 1).set("CSIZ", 1);
    channel.enable().cell();
    assertThat(board.read("LATA")).isEqualTo(0xA5);
  }

  @Test
  void a_copy_to_registers_takes_the_time_of_their_bus() {
    board.unlock();
    board.write("PB4DIV", 0x8009);
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 1).set("CSIZ", 1);
    channel.to(board.part.register("LATA").address(), 1).enable().force();
    board.run(3 + 2 + 2 * 10 - 1);
    assertThat(channel.isEnabled()).isTrue();
    board.run(1);
    assertThat(channel.isEnabled()).isFalse();
  }

  @Test
  void who_watches_a_page_of_RAM_hears_of_every_store() {
    List<String> stores = new ArrayList<>();
    board.chip.ram().watch(DESTINATION, (offset, size) -> stores.add(offset + "+" + size));
    dma.channel(0).copies(7, 7).enable().cell();
    assertThat(stores).containsExactly("8192+4", "8196+2", "8198+1");
  }

  @Test
  void a_channel_can_be_programmed_by_another() {
    dma.count(8);
    dma.channel(1).copies(8, 8);
    board.write(0x3000, 4, DmaBench.CHEN);
    board.write(0x3004, 4, DmaBench.CFORCE);
    int con = board.part.register("DCH1CON").address();
    dma.channel(0).from(0x3000, 4).to(con, 4).set("CSIZ", 4).enable().cell();
    assertThat(dma.channel(1).isEnabled()).isTrue();
    dma.channel(0).from(0x3004, 4).to(con + 0x10, 4).enable().cell();
    assertThat(dma.ram(DESTINATION, 8)).isEqualTo(dma.ram(SOURCE, 8));
  }

  @Test
  void a_channel_that_stops_itself_has_moved_its_last_transaction() {
    int con = board.part.register("DCH0CON").address();
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 8).to(con, 4).set("CSIZ", 8);
    channel.enable().cell();
    assertThat(channel.isBusy()).isFalse();
    assertThat(channel.pointers()).isEqualTo("4 0 4");
    assertThat(channel.flags()).isEqualTo(SH | DH | DD);
    board.run(LONG);
    assertThat(channel.pointers()).isEqualTo("4 0 4");
  }

  @Test
  void a_channel_that_aborts_itself_is_rewound() {
    board.write(SOURCE, 4, DmaBench.CABORT);
    int econ = board.part.register("DCH0ECON").address();
    DmaBench.Channel channel = dma.channel(0).from(SOURCE, 8).to(econ, 4).set("CSIZ", 8);
    channel.enable().cell();
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.flags()).isEqualTo(DmaBench.TA);
  }
}
