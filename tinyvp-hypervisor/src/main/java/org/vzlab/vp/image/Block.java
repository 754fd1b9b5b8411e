package org.vzlab.vp.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.vzlab.kit.image.ImageException;

/** A copy of the tables in flash, with sound header and directory. */
final class Block {
  private final byte[] bytes;
  private final ByteBuffer words;
  private final Map<Table, Integer> offsets = new EnumMap<>(Table.class);
  private final Map<Table, Integer> counts = new EnumMap<>(Table.class);

  private Block(byte[] bytes) {
    this.bytes = bytes;
    this.words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies the tables and checks what is the same for all of them. */
  static Block read(FlashView flash) throws ImageException {
    if (!TableImage.isIn(flash)) {
      throw error(
          "signature",
          hex(flash.word(TableImage.ADDRESS)) + " " + hex(flash.word(TableImage.ADDRESS + 4)),
          hex(Format.SIGNATURE_0) + " " + hex(Format.SIGNATURE_1));
    }
    int version = flash.word(TableImage.ADDRESS + Format.VERSION_WORD);
    if (version != Format.VERSION) {
      throw error(
          "version",
          Integer.toUnsignedString(version),
          Format.VERSION + ", which this vzlab knows; build the image with this vzlab");
    }
    int length = flash.word(TableImage.ADDRESS + Format.LENGTH_WORD);
    if (length < Format.TABLES || length > Format.MOST_BYTES || length % 4 != 0) {
      throw error(
          "length",
          Integer.toUnsignedString(length),
          "a multiple of 4 from %d to %d".formatted(Format.TABLES, Format.MOST_BYTES));
    }
    Block block = new Block(new byte[length]);
    for (int offset = 0; offset < length; offset += 4) {
      block.words.putInt(offset, flash.word(TableImage.ADDRESS + offset));
    }
    int crc = block.word(Format.CRC_WORD);
    if (crc != Format.crc(block.bytes)) {
      throw error(
          "CRC",
          hex(crc),
          hex(Format.crc(block.bytes)) + ", that of what is there: it is damaged or incomplete");
    }
    block.directory();
    return block;
  }

  private void directory() throws ImageException {
    int free = Format.TABLES;
    for (Table table : Table.values()) {
      int line = Format.line(table);
      String title = "directory, " + table.title();
      int number = word(line);
      if (number != table.number()) {
        throw error(title, "table " + hex(number), "table " + table.number());
      }
      int offset = word(line + 4);
      if (offset < free || offset > bytes.length || offset % 4 != 0) {
        throw error(
            title,
            "offset " + hex(offset),
            "a multiple of 4 from %s to %s".formatted(hex(free), hex(bytes.length)));
      }
      int size = word(line + 8);
      if (size < 0 || size > bytes.length - offset || size % table.entryBytes() != 0) {
        throw error(
            title,
            Integer.toUnsignedString(size) + " bytes",
            "whole entries of %d bytes, at most %d bytes"
                .formatted(table.entryBytes(), bytes.length - offset));
      }
      offsets.put(table, offset);
      counts.put(table, size / table.entryBytes());
      free = offset + size;
    }
  }

  /** Bytes of all. */
  int length() {
    return bytes.length;
  }

  /** Entries of a table. */
  int count(Table table) {
    return counts.get(table);
  }

  /** Where a table begins. */
  int offset(Table table) {
    return offsets.get(table);
  }

  /** A word of an entry of a table. */
  int word(Table table, int entry, int number) {
    return word(offset(table) + entry * table.entryBytes() + 4 * number);
  }

  private int word(int offset) {
    return words.getInt(offset);
  }

  /**
   * The number of the entry at an offset.
   *
   * @param who whose it is, for messages
   * @param count entries from there on
   */
  int entry(Table table, int offset, int count, String who) throws ImageException {
    long from = (long) offset - offset(table);
    long first = from / table.entryBytes();
    if (from < 0 || from % table.entryBytes() != 0 || count < 0 || first + count > count(table)) {
      throw error(
          who + ", " + table.title(),
          Integer.toUnsignedString(count) + " from offset " + hex(offset) + " on",
          "them among the %d from %s on".formatted(count(table), hex(offset(table))));
    }
    return (int) first;
  }

  /** The name at an offset. */
  String name(int offset, String who) throws ImageException {
    int first = offset(Table.NAMES);
    int end = first + count(Table.NAMES) * Table.NAMES.entryBytes();
    int to = offset;
    while (to >= first && to < end && bytes[to] != 0) {
      to++;
    }
    if (to < first || to >= end) {
      throw error(
          who + ", name",
          "offset " + hex(offset),
          "that of a name from %s to %s, ended by a zero".formatted(hex(first), hex(end)));
    }
    try {
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, offset, to - offset))
              .toString();
      Names.check(name);
      return name;
    } catch (CharacterCodingException e) {
      throw error(who + ", name", "bytes at " + hex(offset) + " that are none", "UTF-8");
    }
  }

  static ImageException error(String field, String found, String expected) {
    return new ImageException(
        "tables at %s: %s: found %s, expected %s"
            .formatted(hex(TableImage.ADDRESS), field, found, expected));
  }

  static String hex(int value) {
    return String.format("0x%08X", value);
  }
}
