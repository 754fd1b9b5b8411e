package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.BC;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.DD;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.DH;
import static org.vzlab.soc.DmaBench.ER;
import static org.vzlab.soc.DmaBench.SD;
import static org.vzlab.soc.DmaBench.SH;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.TA;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags, enables, the channels' interrupts, and address errors. */
class DmaInterruptTest {
  private static final int DMA_0 = 134;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final DmaBench.Channel channel = dma.channel(4);

  private boolean requested() {
    boolean flag = board.chip.evic().flag(DMA_0 + 4);
    board.clear("IFS4", 1 << 10);
    return flag;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {ER, TA, CC, BC, DH, DD, SH, SD})
  void a_flag_requests_the_interrupt_if_it_is_enabled(int flag) {
    channel.set("INT", flag);
    assertThat(requested()).isFalse();
    channel.set("INT", flag | flag << 16);
    assertThat(requested()).isTrue();
    assertThat(requested()).as("an event").isFalse();
    channel.set("INT", (0xFF0000 & ~(flag << 16)) | flag);
    assertThat(requested()).isFalse();
  }

  @Test
  void a_second_flag_is_no_event_before_the_first_is_cleared() {
    channel.copies(8, 4).set("INT", (CC | BC) << 16).enable().cell();
    assertThat(requested()).isTrue();
    channel.cell();
    assertThat(channel.flags()).isEqualTo(CC | BC | SD | SH | DD | DH);
    assertThat(requested()).isFalse();
    channel.enable().cell();
    assertThat(requested()).isTrue();
  }

  @Test
  void every_channel_has_an_interrupt_of_its_own() {
    for (int i = 0; i < 8; i++) {
      dma.channel(i).copies(4, 4).set("INT", BC << 16).enable().cell();
      assertThat(board.read("IFS4")).as("channel %d", i).isEqualTo(1 << (6 + i));
      board.write("IFS4", 0);
    }
  }

  @Test
  void the_interrupt_of_a_channel_can_start_another() {
    dma.count(4);
    dma.channel(5).copies(4, 4).startsBy(DMA_0 + 4).enable();
    channel.from(SOURCE, 4).to(0x3000, 4).set("CSIZ", 4).set("INT", BC << 16).enable().cell();
    assertThat(dma.ram(DESTINATION, 4)).isEqualTo(dma.ram(SOURCE, 4));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {0x8_0000, 0x1FFF_FFFC, 0xA000_1000, 0x8000_1000, 0xFFFF_FFFC})
  void a_source_that_nobody_answers_at_is_an_address_error(int address) {
    channel.from(address, 8).to(DESTINATION, 8).set("CSIZ", 8).set("INT", ER << 16);
    channel.enable().cell();
    assertThat(channel.flags()).isEqualTo(ER);
    assertThat(channel.isBusy()).isFalse();
    assertThat(requested()).isTrue();
    assertThat(board.read("DMASTAT")).as("a read of channel 4").isEqualTo(0x8000_0004);
    assertThat(board.read("DMAADDR")).isEqualTo(address);
    assertThat(channel.pointers()).isEqualTo("0 0 0");
  }

  @Test
  void a_destination_that_nobody_answers_at_is_one_when_it_is_reached() {
    dma.count(16);
    channel.from(SOURCE, 16).to(0x7_FFF8, 16).set("CSIZ", 16).enable().cell();
    assertThat(dma.ram(0x7_FFF8, 8)).isEqualTo(dma.ram(SOURCE, 8));
    assertThat(channel.flags()).isEqualTo(ER | SH | DH);
    assertThat(board.read("DMASTAT")).as("a write of channel 4").isEqualTo(4);
    assertThat(board.read("DMAADDR")).isEqualTo(0x8_0000);
    assertThat(channel.pointers()).as("where it stopped").isEqualTo("8 8 8");
  }

  @Test
  void after_an_address_error_the_channel_waits_for_CHEN_and_an_event() {
    channel.from(0x8_0000, 8).to(DESTINATION, 8).set("CSIZ", 8).enable().force();
    channel.cell();
    channel.from(SOURCE, 8);
    dma.count(8);
    channel.cell().enable();
    board.run(DmaBench.LONG);
    assertThat(channel.isEnabled()).isTrue();
    assertThat(dma.ram(DESTINATION, 8)).containsOnly(0);
    channel.cell();
    assertThat(dma.ram(DESTINATION, 8)).isEqualTo(dma.ram(SOURCE, 8));
  }

  @Test
  void a_write_to_flash_changes_nothing_and_is_reported() {
    channel.from(SOURCE, 4).to(0x1D00_0000, 4).set("CSIZ", 4).enable().cell();
    assertThat(board.unmodelled).containsExactly("write store to program flash");
    assertThat(board.read(0x1D00_0000, 4)).isEqualTo(-1);
  }
}
