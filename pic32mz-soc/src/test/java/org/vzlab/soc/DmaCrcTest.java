package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.DH;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CRC generator: values from catalogues of CRCs, for "123456789". */
class DmaCrcTest {
  private static final int CRCTYP = 1 << 5;
  private static final int CRCAPP = 1 << 6;
  private static final int CRCEN = 1 << 7;
  private static final int PLEN = 8;
  private static final int BITO = 1 << 24;
  private static final int WBO = 1 << 27;
  private static final int BYTO = 28;

  private static final int CRC_32 = CRCEN | 31 << PLEN | BITO;

  /** Seed of the register that gives the usual seed of ones in front of data. */
  private static final int CRC_32_SEED = 0x46AF6449;

  private static final String CHECK = "123456789";

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final DmaBench.Channel channel = dma.channel(0);

  private void generator(int control, int polynomial, int seed) {
    board.write("DCRCCON", control);
    board.write("DCRCXOR", polynomial);
    board.write("DCRCDATA", seed);
  }

  private void copy(String text, int cell) {
    dma.store(SOURCE, text);
    channel.copies(text.length(), cell).enable();
    while (channel.isEnabled()) {
      channel.cell();
    }
  }

  @ParameterizedTest(name = "{0} a cell")
  @CsvSource({"13", "4", "1", "5"})
  void the_CRC_32_of_Microchips_example_comes_out_in_background(int cell) {
    generator(CRC_32, 0x04C11DB7, CRC_32_SEED);
    copy(CHECK + "\0\0\0\0", cell);
    assertThat(~Integer.reverse(board.read("DCRCDATA"))).isEqualTo(0xCBF43926);
    assertThat(dma.text(DESTINATION, 9)).isEqualTo(CHECK);
  }

  @Test
  void the_CRC_16_of_XMODEM_comes_out_with_the_highest_bit_first() {
    generator(CRCEN | 15 << PLEN, 0x1021, 0);
    copy(CHECK + "\0\0", 11);
    assertThat(board.read("DCRCDATA")).isEqualTo(0x31C3);
  }

  @Test
  void the_CRC_16_of_CCITT_comes_out_with_the_seed_that_software_uses() {
    generator(CRCEN | 15 << PLEN, 0x1021, 0x84CF);
    copy(CHECK + "\0\0", 11);
    assertThat(board.read("DCRCDATA")).isEqualTo(0x29B1);
  }

  @Test
  void a_CRC_of_8_bits_and_one_of_5_come_out() {
    generator(CRCEN | 7 << PLEN, 0x07, 0);
    copy(CHECK + "\0", 10);
    assertThat(board.read("DCRCDATA")).as("CRC-8").isEqualTo(0xF4);

    // x^5 = x^3 + 1, so that x^8 = x^6 + x^3 = x^4 + x + x^3.
    generator(CRCEN | 4 << PLEN, 0x09, 0);
    copy("\0\0\0\1\0", 5);
    assertThat(board.read("DCRCDATA")).as("x^8 modulo x^5 + x^3 + 1").isEqualTo(0b11010);
  }

  @Test
  void bits_above_PLEN_read_0() {
    generator(CRCEN | 7 << PLEN, 0x07, 0x1234_5678);
    assertThat(board.read("DCRCDATA")).isEqualTo(0x78);
    board.write("DCRCCON", CRCEN);
    assertThat(board.read("DCRCDATA")).isZero();
  }

  @Test
  void only_the_selected_channel_feeds_the_generator_and_only_if_CRCEN() {
    generator(CRC_32 | 1, 0x04C11DB7, CRC_32_SEED);
    copy(CHECK, 9);
    assertThat(board.read("DCRCDATA")).isEqualTo(CRC_32_SEED);
    board.write("DCRCCON", CRC_32 & ~CRCEN);
    copy(CHECK, 9);
    assertThat(board.read("DCRCDATA")).isEqualTo(CRC_32_SEED);
    board.write("DCRCCON", CRC_32);
    copy(CHECK, 9);
    assertThat(board.read("DCRCDATA")).isNotEqualTo(CRC_32_SEED);
  }

  @Test
  void in_append_mode_only_the_result_is_written_at_the_end_of_the_block() {
    generator(CRC_32 | CRCAPP, 0x04C11DB7, CRC_32_SEED);
    dma.fill(DESTINATION, 20, '.');
    dma.store(SOURCE, CHECK + "\0\0\0\0");
    channel.copies(13, 8).enable().force();
    board.run(2 * 3);
    assertThat(channel.flags()).as("two reads").isEqualTo(CC | DH | DmaBench.SH);
    assertThat(dma.text(DESTINATION, 20)).isEqualTo("....................");
    channel.cell();
    assertThat(~Integer.reverse(board.read(DESTINATION, 4))).isEqualTo(0xCBF43926);
    assertThat(dma.text(DESTINATION + 4, 16)).isEqualTo("................");
  }

  @ParameterizedTest(name = "PLEN {0} at +{1}: {2} bytes")
  @CsvSource({"31, 0, 4", "31, 2, 4", "31, 1, 4", "23, 0, 4", "15, 0, 2", "15, 1, 2", "7, 3, 1"})
  void the_result_has_the_bytes_of_its_width(int plen, int offset, int bytes) {
    generator(CRCEN | CRCAPP | plen << PLEN, 0, -1);
    dma.fill(DESTINATION, 12, '.');
    channel.from(SOURCE, 1).to(DESTINATION + offset, 1).set("CSIZ", 1).enable().cell();
    String expected = ".".repeat(offset) + "#".repeat(bytes) + ".".repeat(12 - offset - bytes);
    String found = dma.text(DESTINATION, 12).replaceAll("[^.]", "#");
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void the_IP_checksum_of_a_header_makes_the_header_right() {
    // The header of an example that is widely used: 45 00 00 73 ..., checksum B8 61.
    int[] header = {0x73000045, 0x00400000, 0x00001140, 0x0100A8C0, 0xC700A8C0};
    for (int i = 0; i < header.length; i++) {
      board.write(SOURCE + 4 * i, 4, header[i]);
    }
    generator(CRCEN | CRCTYP, 0, 0);
    assertThat(board.read("DCRCDATA")).isEqualTo(0xFFFF);
    channel.copies(20, 20).enable().cell();
    assertThat(board.read("DCRCDATA")).isEqualTo(0x61B8);
    board.write(SOURCE + 10, 2, 0x61B8);
    board.write("DCRCDATA", 0);
    channel.copies(20, 3).enable();
    while (channel.isEnabled()) {
      channel.cell();
    }
    assertThat(board.read("DCRCDATA")).as("in bytes and halfwords").isZero();
  }

  @Test
  void the_IP_checksum_is_appended_as_a_halfword() {
    board.write(SOURCE, 4, 0x0302_0100);
    generator(CRCEN | CRCTYP | CRCAPP, 0, 0);
    dma.fill(DESTINATION, 4, '.');
    channel.copies(4, 4).enable().cell();
    assertThat(board.read(DESTINATION, 4)).isEqualTo('.' << 24 | '.' << 16 | (~0x0402 & 0xFFFF));
  }

  @Test
  void the_bit_order_of_an_IP_checksum_is_reported() {
    board.write("DCRCCON", CRCEN | BITO);
    assertThat(board.unmodelled).isEmpty();
    board.write("DCRCCON", CRCEN | CRCTYP | BITO);
    assertThat(board.unmodelled).containsExactly("write DCRCCON.BITO");
  }

  @ParameterizedTest(name = "BYTO {0}: {1}")
  @CsvSource({
    "0, 12345678abc",
    "1, 43218765bac",
    "2, 34127856abc",
    "3, 21436587bac",
  })
  void WBO_writes_the_bytes_of_a_word_in_the_order_of_BYTO(int byto, String expected) {
    generator(CRCEN | WBO | byto << BYTO, 0, 0);
    copy("12345678abc", 11);
    assertThat(dma.text(DESTINATION, 11)).isEqualTo(expected);
    board.write("DCRCCON", CRCEN | byto << BYTO);
    copy("12345678abc", 11);
    assertThat(dma.text(DESTINATION, 11)).as("without WBO").isEqualTo("12345678abc");
  }

  @Test
  void BYTO_is_the_order_in_which_the_generator_takes_the_bytes() {
    generator(CRC_32, 0x04C11DB7, CRC_32_SEED);
    copy(CHECK + "\0\0\0\0", 13);
    generator(CRC_32 | 1 << BYTO, 0x04C11DB7, CRC_32_SEED);
    copy("432187659\0\0\0\0", 13);
    // The last word is 9, 0, 0, 0: reversed it is another one.
    assertThat(~Integer.reverse(board.read("DCRCDATA"))).isNotEqualTo(0xCBF43926);
    generator(CRC_32 | 1 << BYTO, 0x04C11DB7, CRC_32_SEED);
    copy("43218765\0\0\0009\0", 13);
    assertThat(~Integer.reverse(board.read("DCRCDATA"))).isEqualTo(0xCBF43926);
  }

  @Test
  void reads_without_writes_take_the_time_of_reads() {
    generator(CRCEN | CRCAPP, 0, 0);
    channel.copies(12, 12).enable().force();
    board.run(3 + 3 + TRANSACTION - 1);
    assertThat(channel.isEnabled()).isTrue();
    board.run(1);
    assertThat(channel.isEnabled()).isFalse();
  }
}
