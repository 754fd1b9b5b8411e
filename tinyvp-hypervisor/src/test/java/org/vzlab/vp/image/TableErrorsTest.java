package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.config.ConfigException;

/** Tables that are not sound are an error that names the field, and nothing worse. */
class TableErrorsTest {
  private TableImage demo;
  private byte[] tables;

  @BeforeEach
  void configure() throws ConfigException, ImageException {
    demo = Images.demo();
    tables = demo.write().bytes();
  }

  private static void fails(FlashView flash, String message) {
    assertThatThrownBy(() -> TableImage.read(flash))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("tables at 0x1D000000: ")
        .hasMessageContaining(message);
  }

  @Test
  void aNewerVersionIsNamed() {
    tables[Format.VERSION_WORD] = 5;

    fails(
        Images.flash(demo, tables),
        "version: found 5, expected 4, which this vzlab knows; build the image with this vzlab");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 148, 153, 0x10004, -4})
  void aLengthThatCannotBeIsNamed(int length) {
    ByteBuffer.wrap(tables).order(ByteOrder.LITTLE_ENDIAN).putInt(Format.LENGTH_WORD, length);

    fails(Images.flash(demo, tables), "length: found " + Integer.toUnsignedString(length));
  }

  @Test
  void tablesThatEndTooEarlyAreDamaged() {
    byte[] half = Arrays.copyOf(tables, tables.length / 2);

    fails(Images.flash(demo, half), "CRC: found 0x");
  }

  /** Every bit of header and tables: nothing passes the CRC. */
  @Test
  void noFlippedByteIsOverlooked() {
    for (int i = 0; i < tables.length; i++) {
      byte[] flipped = tables.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      FlashView flash = Images.flash(demo, flipped);

      assertThat(TableImage.isIn(flash)).as("byte %d", i).isEqualTo(i >= Format.VERSION_WORD);
      fails(flash, "expected");
    }
  }

  /** The same with a CRC that fits. */
  @Test
  void everyFlippedByteIsOtherTablesOrAnError() {
    int errors = 0;
    for (int i = Format.COVERED; i < tables.length; i++) {
      errors += readsOrFails(i, 1 << (i % 8)) ? 0 : 1;
      errors += readsOrFails(i, 0xFF) ? 0 : 1;
    }
    assertThat(errors).as("most words are checked").isGreaterThan(tables.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyBytesAreTablesOrAnError(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] changed = tables.clone();
      for (int i = 0; i <= random.nextInt(8); i++) {
        int at = Format.COVERED + random.nextInt(changed.length - Format.COVERED);
        changed[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(33));
      }
      reads(changed);
    }
  }

  private boolean readsOrFails(int at, int flip) {
    byte[] flipped = tables.clone();
    flipped[at] ^= (byte) flip;
    return reads(flipped);
  }

  /** Whether there are tables; if not, the error says where. */
  private boolean reads(byte[] bytes) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Format.CRC_WORD, Format.crc(bytes));
    try {
      TableImage.read(Images.flash(demo, bytes)).write();
      return true;
    } catch (ImageException e) {
      assertThat(e).hasMessageContainingAll("found", "expected");
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOARD | 0 | 1 | 7 | board, console: found UART 7, expected UART 1 to 6",
        "TIMING | 0 | 1 | 100000 | timing constants, entry 1: found eret = 100000, expected",
        "GUESTS | 0 | 0 | 0x02010001 | guests, entry 1, options: found 0x02010001",
        "GUESTS | 1 | 0 | 0x01010000 | guests, entry 2, options: found 0x01010000, expected"
            + " 0x0n0n000p with n from 2 to 7 and p 0 or 1",
        "GUESTS | 0 | 0 | 0x08080001 | guests, entry 1, options: found 0x08080001",
        "GUESTS | 0 | 2 | 4 | guest 1, name: found offset 0x00000004, expected that of a name",
        "GUESTS | 0 | 3 | 4 | guest 1, page tree: the tree: found 8 nodes at 0x4",
        "GUESTS | 1 | 4 | 4 | guest 2, windows: found 5 from offset 0x00000004 on",
        "GUESTS | 1 | 5 | 6 | guest 2, windows: found 6 from offset",
        "GUESTS | 1 | 5 | -1 | guest 2, windows: found 4294967295 from offset",
        "WINDOWS | 1 | 0 | 0x1f700000 | guest 1, window 2: found base 0x1F700000, expected one behind",
        "WINDOWS | 0 | 1 | 0 | guest 1, window 1: found 0x1F800000, 0 bytes",
        "WINDOWS | 0 | 2 | 0xFFFFFFFC | guest 1, window 1: found 0x1F800000, 256 bytes, physical",
        "WINDOWS | 0 | 5 | 0x10 | guest 1, window 1, flags: found 0x00000010",
        "INTERRUPTS | 0 | 0 | 1 | guest 1, interrupts: found one both own and emulated",
        "INTERRUPTS | 1 | 13 | 0x01000000 | guest 2, emulated interrupts: found interrupt 216",
        "SETUP | 0 | 0 | 0 | board set-up list, entry 1: found address 0x00000000",
        "SETUP | 0 | 0 | 2 | board set-up list, entry 1: found address 0x00000002",
        "SETUP | 64 | 0 | 4 | board set-up list: found 65 words, expected pairs",
        "LOADS | 0 | 0 | 0x1D200000 | guests' bytes, entry 1: found",
        "LOADS | 1 | 0 | 0x1D010004 | guests' bytes, entry 2: found",
        "LOADS | 0 | 1 | -1 | guests' bytes, entry 1: found 4294967295 bytes of guest 1",
      })
  void aFieldThatCannotBeIsNamed(Table table, int entry, int word, String value, String message)
      throws ImageException {
    int at = Images.entry(demo, table, entry, word);

    fails(Images.changed(demo, at, Long.decode(value).intValue()), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3 | directory, board: found table 0x00000003, expected table 1",
        "4 | 0xBC | ",
        "4 | 0xB8 | directory, board: found offset 0x000000B8, expected a multiple of 4 from 0x000000BC",
        "4 | 0x10000 | directory, board: found offset 0x00010000",
        "8 | 12 | directory, board: found 12 bytes, expected whole entries of 8 bytes",
        "8 | -8 | directory, board: found 4294967288 bytes",
        "8 | 16 | directory, timing constants: found offset",
        "8 | 0 | board: found 0 entries, expected one",
      })
  void aLineOfTheDirectoryThatCannotBeIsNamed(int offset, String value, String message)
      throws ImageException {
    FlashView flash =
        Images.changed(demo, Format.DIRECTORY + offset, Long.decode(value).intValue());

    if (message == null) {
      assertThat(TableImage.read(flash)).isEqualTo(demo);
    } else {
      fails(flash, message);
    }
  }
}
