package org.vzlab.kit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A small ELF file made by hand: a header, program headers, their bytes, and two symbols. */
final class ElfBytes {
  static final int CODE = 0x9FC00000;
  static final int ENTRY = 0x9FC00030;
  static final int RAM = 0xA0000000;

  /** Code with its data right behind it, and .bss in RAM. */
  static ByteBuffer valid() {
    ByteBuffer elf = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
    elf.putShort(16, (short) 2).putShort(18, (short) 8).putInt(20, 1);
    elf.putInt(24, ENTRY).putInt(28, 52).putInt(32, 0x100).putInt(36, 0x70001000);
    elf.putShort(40, (short) 52).putShort(42, (short) 32).putShort(44, (short) 2);
    elf.putShort(46, (short) 40).putShort(48, (short) 3);
    segment(elf, 52, 0x80, CODE, CODE, 8, 8, 5);
    segment(elf, 84, 0x88, RAM, RAM, 4, 16, 6);
    elf.putInt(0x80, 0x12345678).putInt(0x84, 0xCAFEF00D).putInt(0x88, 0x0BADBEEF);
    section(elf, 0x100 + 40, 2, 0x190, 48, 2);
    section(elf, 0x100 + 80, 3, 0x1C0, 14, 0);
    symbol(elf, 0x1A0, 1, RAM, 4, 0x11);
    symbol(elf, 0x1B0, 9, CODE, 8, 0x12);
    elf.put(0x1C0, "\0counter\0main\0".getBytes(StandardCharsets.US_ASCII));
    return elf;
  }

  static void segment(
      ByteBuffer elf, int at, int offset, int va, int pa, int file, int memory, int flags) {
    elf.putInt(at, 1).putInt(at + 4, offset).putInt(at + 8, va).putInt(at + 12, pa);
    elf.putInt(at + 16, file).putInt(at + 20, memory).putInt(at + 24, flags).putInt(at + 28, 4);
  }

  private static void section(ByteBuffer elf, int at, int type, int offset, int size, int link) {
    elf.putInt(at + 4, type).putInt(at + 16, offset).putInt(at + 20, size).putInt(at + 24, link);
  }

  private static void symbol(ByteBuffer elf, int at, int name, int value, int size, int info) {
    elf.putInt(at, name).putInt(at + 4, value).putInt(at + 8, size);
    elf.put(at + 12, (byte) info).putShort(at + 14, (short) 1);
  }

  private ElfBytes() {}
}
