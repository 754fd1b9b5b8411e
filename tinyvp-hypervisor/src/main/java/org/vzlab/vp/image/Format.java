package org.vzlab.vp.image;

import java.util.zip.CRC32;

/** Numbers of the format; docs/models/image.md explains them. */
final class Format {
  static final int VERSION = 4;

  /** The ASCII characters {@code vzlab-vp} as two words. */
  static final int SIGNATURE_0 = 0x616C_7A76;

  static final int SIGNATURE_1 = 0x7076_2D62;

  /** Offsets of the header's words. */
  static final int VERSION_WORD = 8;

  static final int LENGTH_WORD = 12;
  static final int CRC_WORD = 16;

  /** Where the bytes begin that the CRC is of. */
  static final int COVERED = 20;

  /** Offset of the directory. */
  static final int DIRECTORY = 20;

  /** Bytes of a line of the directory: number of the table, offset, bytes. */
  static final int LINE = 12;

  /** Offset of the first table. */
  static final int TABLES = DIRECTORY + LINE * Table.values().length;

  /** The flash that every board file keeps free in front of the guests. */
  static final int MOST_BYTES = 0x1_0000;

  /** Program flash of the PIC32MZ2048 (DS60001320, memory map). */
  static final int FLASH = TableImage.ADDRESS;

  static final int FLASH_BYTES = 0x20_0000;

  /** Options of guests and threads, placed as in tinyVP's option words. */
  static final int OPTION_SET = 24;

  static final int OPTION_GUEST = 16;
  static final int OPTION_USER = 1 << 4;
  static final int OPTION_STACK = 1 << 1;
  static final int OPTION_POLLING = 1;

  /** Flags of windows. */
  static final int WINDOW_READ = 1;

  static final int WINDOW_WRITE = 1 << 1;
  static final int WINDOW_IGNORE = 1 << 2;
  static final int WINDOW_LOG = 1 << 3;

  /** Words of a mask of interrupts. */
  static final int MASK_WORDS = 7;

  private Format() {}

  /** The offset of a table's line in the directory. */
  static int line(Table table) {
    return DIRECTORY + (table.number() - 1) * LINE;
  }

  static int crc(byte[] block) {
    CRC32 crc = new CRC32();
    crc.update(block, COVERED, block.length - COVERED);
    return (int) crc.getValue();
  }
}
