package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Small files that would be large once they are read, and a file without an end. */
final class ImageBombAttackTest {
  private static final int MANY = 60_000;
  private static final Path ENDLESS = Path.of("/dev/zero");

  /** An ELF file with tables at its end, whose headers are yet to be written. */
  private static ByteBuffer elf(int size) {
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
    elf.putShort(16, (short) 2);
    elf.putShort(18, (short) 8);
    elf.putShort(42, (short) 32);
    elf.putShort(46, (short) 40);
    return elf;
  }

  private static byte[] bytes(ByteBuffer elf) {
    byte[] bytes = new byte[elf.capacity()];
    elf.get(0, bytes);
    return bytes;
  }

  private static void segment(ByteBuffer elf, int at, int address, int bytes) {
    elf.putInt(at, 1);
    elf.putInt(at + 8, address);
    elf.putInt(at + 12, address);
    elf.putInt(at + 16, bytes);
    elf.putInt(at + 20, bytes);
    elf.putInt(at + 24, 5);
  }

  private static void section(ByteBuffer elf, int at, int type, int start, int size, int link) {
    elf.putInt(at + 4, type);
    elf.putInt(at + 16, start);
    elf.putInt(at + 20, size);
    elf.putInt(at + 24, link);
  }

  /** One segment of four bytes, and sections. */
  private static void sections(ByteBuffer elf, int table, int count) {
    elf.putInt(28, 52);
    elf.putShort(44, (short) 1);
    segment(elf, 52, 0x9D000000, 4);
    elf.putInt(32, table);
    elf.putShort(48, (short) count);
  }

  @Test
  void segmentsThatAreAllOfTheFileEachAreRefused() {
    int size = 52 + 32 * MANY;
    ByteBuffer elf = elf(size);
    elf.putInt(28, 52);
    elf.putShort(44, (short) MANY);
    for (int i = 0; i < MANY; i++) {
      segment(elf, 52 + 32 * i, 0x10000, size);
    }

    assertThatThrownBy(() -> ImageFile.elf("bomb.elf", bytes(elf)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("bomb.elf: at offset 0x64: found segments of " + 2 * size + " bytes");
  }

  @Test
  void oneTableOfSymbolsThatIsNamedManyTimesIsRefused() {
    int symbols = 84;
    int table = symbols + 16 * MANY;
    ByteBuffer elf = elf(table + 40 * MANY);
    sections(elf, table, MANY);
    for (int i = 0; i < MANY; i++) {
      elf.putShort(symbols + 16 * i + 14, (short) 1);
      section(elf, table + 40 * i, 2, symbols, 16 * MANY, 0);
    }

    assertThatThrownBy(() -> ImageFile.elf("bomb.elf", bytes(elf)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("found a second symbol table, expected one");
  }

  @Test
  void symbolsThatAllHaveOneEndlessNameAreRefused() {
    int symbols = 84;
    int names = symbols + 16 * MANY;
    int table = names + 16 * MANY;
    ByteBuffer elf = elf(table + 80);
    sections(elf, table, 2);
    for (int at = names; at < table; at++) {
      elf.put(at, (byte) 'a');
    }
    for (int i = 0; i < MANY; i++) {
      elf.putInt(symbols + 16 * i, i + 1);
      elf.putShort(symbols + 16 * i + 14, (short) 1);
    }
    section(elf, table, 2, symbols, 16 * MANY, 1);
    section(elf, table + 40, 3, names, 16 * MANY, 0);

    assertThatThrownBy(() -> ImageFile.elf("bomb.elf", bytes(elf)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("found names of more than 16 times the file, expected fewer");
  }

  @Test
  void memoryThatIsOnlyReservedTakesNone() throws Exception {
    ByteBuffer elf = elf(84);
    elf.putInt(28, 52);
    elf.putShort(44, (short) 1);
    segment(elf, 52, 0x10000, 4);
    elf.putInt(52 + 20, 0x7FFFFFFF);

    Segment reserved = ImageFile.elf("large.elf", bytes(elf)).segments().get(0);
    assertThat(reserved.memorySize()).isEqualTo(0x7FFFFFFF);
    assertThat(reserved.data()).hasSize(4);
  }

  @Test
  @EnabledIf("thereIsAnEndlessFile")
  void aFileWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> ImageFile.load(ENDLESS))
        .isInstanceOf(ImageException.class)
        .hasMessage("/dev/zero: found more than 134217728 bytes, expected an image");
    assertThat(ImageFile.isElf(ENDLESS)).isFalse();
  }

  static boolean thereIsAnEndlessFile() {
    return Files.isReadable(ENDLESS);
  }
}
