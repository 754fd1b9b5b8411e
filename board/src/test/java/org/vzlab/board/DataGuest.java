package org.vzlab.board;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;

/**
 * A guest that uses its initialised data without copying it. It prints the first and the last word
 * of it, the first of the zeros behind it, and a word elsewhere in its RAM; then it overwrites all
 * four and waits for ever.
 */
final class DataGuest {
  /** Where its data is linked, in KSEG0; its RAM begins a page before. */
  static final int DATA = 0x80001004;

  /** Bytes of its data, and of its data with the zeros behind it. */
  static final int SIZE = 18;

  static final int SIZE_WITH_ZEROS = 0x100;

  /** What a fresh one prints: its data ends within a word. */
  static final List<String> FRESH = List.of("cafe0001", "00001234", "00000000", "00000000");

  private static final String SOURCE =
      """
      lui $s2, 0x8000
      addiu $s3, $zero, -1
      lw $a0, 0x1004($s2)
      jal print
      sw $s3, 0x1004($s2)
      lw $a0, 0x1014($s2)
      jal print
      sw $s3, 0x1014($s2)
      lw $a0, 0x1018($s2)
      jal print
      sw $s3, 0x1018($s2)
      lw $a0, 0x3000($s2)
      jal print
      sw $s3, 0x3000($s2)
      again: wait
      beq $zero, $zero, again
      nop
      """;

  private static final int PAGE = 0x1000;
  private static final int HEADERS = 52;
  private static final int HEADER = 32;

  private DataGuest() {}

  private static byte[] data() {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 0xCAFE0001)
        .putShort(16, (short) 0x1234)
        .array();
  }

  /** It as an image. */
  static Image image() {
    byte[] code = SecondGuest.code(SOURCE);
    return new Image(
        "data",
        OptionalInt.of(Guests.CODE),
        List.of(
            new Segment(Guests.CODE, code, code.length, true, false, true),
            new Segment(DATA, data(), SIZE_WITH_ZEROS, true, true, false)),
        List.of());
  }

  /** It as an ELF file without sections, as a linker without load addresses of its own makes it. */
  static Path write(Path file) throws IOException {
    byte[] code = SecondGuest.code(SOURCE);
    ByteBuffer elf = ByteBuffer.allocate(PAGE + code.length + SIZE).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
    elf.putShort(16, (short) 2).putShort(18, (short) 8).putInt(20, 1).putInt(24, Guests.CODE);
    elf.putInt(28, HEADERS).putInt(36, 0x70001000);
    elf.putShort(40, (short) HEADERS).putShort(42, (short) HEADER).putShort(44, (short) 2);
    header(elf, HEADERS, PAGE, Guests.CODE, code.length, code.length, 5);
    header(elf, HEADERS + HEADER, PAGE + code.length, DATA, SIZE, SIZE_WITH_ZEROS, 6);
    elf.put(PAGE, code).put(PAGE + code.length, data());
    return Files.write(file, elf.array());
  }

  private static void header(
      ByteBuffer elf, int at, int offset, int address, int size, int memory, int flags) {
    elf.putInt(at, 1).putInt(at + 4, offset).putInt(at + 8, address).putInt(at + 12, address);
    elf.putInt(at + 16, size).putInt(at + 20, memory).putInt(at + 24, flags);
  }

  /** The demo with it as the first guest, which polls. */
  static Path configuration(Path folder) throws IOException {
    write(folder.resolve("data.elf"));
    String text = Files.readString(TestBoard.TWO_GUESTS);
    String changed =
        text.replace("../firmware/guest1/guest1.elf", "data.elf")
            .replace("../firmware", TestBoard.ROOT.resolve("firmware").toString());
    return Files.writeString(folder.resolve("data.config"), changed);
  }
}
