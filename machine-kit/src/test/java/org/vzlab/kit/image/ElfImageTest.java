package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("ByteBufferBackingArray") // ElfBytes allocates them
class ElfImageTest {
  /** Where the symbols are in the file. */
  private static final int COUNTER = 0x1A0;

  private static final int MAIN = 0x1B0;

  @TempDir private Path folder;

  private Image load(byte[] bytes) throws IOException, ImageException {
    return ImageFile.load(Files.write(folder.resolve("guest.elf"), bytes));
  }

  @Test
  void loadableSegmentsComeInTheOrderOfTheirPhysicalAddressesWithTheirFlags() throws Exception {
    Image image = load(ElfBytes.valid().array());

    assertThat(image.segments()).hasSize(2);
    Segment ram = image.segments().get(0);
    assertThat(ram.address()).isEqualTo(ElfBytes.RAM);
    assertThat(ram.physicalAddress()).isZero();
    assertThat(ram.data()).containsExactly(0xEF, 0xBE, 0xAD, 0x0B);
    assertThat(ram.memorySize()).isEqualTo(16);
    assertThat(new boolean[] {ram.readable(), ram.writable(), ram.executable()})
        .containsExactly(true, true, false);
    Segment code = image.segments().get(1);
    assertThat(code.physicalAddress()).isEqualTo(0x1FC00000);
    assertThat(code.data()).containsExactly(0x78, 0x56, 0x34, 0x12, 0x0D, 0xF0, 0xFE, 0xCA);
    assertThat(new boolean[] {code.readable(), code.writable(), code.executable()})
        .containsExactly(true, false, true);
  }

  @Test
  void theEntryAndTheSymbolsAreRead() throws Exception {
    Image image = load(ElfBytes.valid().array());

    assertThat(image.entry()).hasValue(ElfBytes.ENTRY);
    assertThat(image.symbols())
        .containsExactly(
            new Image.Symbol("main", ElfBytes.CODE, 8, false),
            new Image.Symbol("counter", ElfBytes.RAM, 4, false));
    assertThat(image.compressed()).isFalse();
  }

  @Test
  void theFileAndItsSymbolsSayWhatIsMicromips() throws Exception {
    ByteBuffer elf = ElfBytes.valid();
    elf.putInt(24, ElfBytes.ENTRY + 1).putInt(36, 0x72001400);
    elf.put(MAIN + 13, (byte) 0x80).put(COUNTER + 13, (byte) 0xF0);

    Image image = load(elf.array());

    assertThat(image.compressed()).isTrue();
    assertThat(image.entry()).as("bit 0 says so too").hasValue(ElfBytes.ENTRY + 1);
    assertThat(image.symbols())
        .as("STO_MIPS16 is another thing")
        .containsExactly(
            new Image.Symbol("main", ElfBytes.CODE, 8, true),
            new Image.Symbol("counter", ElfBytes.RAM, 4, false));
  }

  @Test
  void ofSymbolsOfOneAddressTheOneThatSaysMostIsFirst() throws Exception {
    assertThat(first(0x12, 0, 0x11, 8)).as("a function before an object").isEqualTo("main");
    assertThat(first(0x10, 8, 0x01, 0)).as("an object before a label").isEqualTo("counter");
    assertThat(first(0x11, 4, 0x11, 8)).as("the larger one").isEqualTo("counter");
    assertThat(first(0x10, 0, 0x00, 0)).as("a global label before a local one").isEqualTo("main");
    assertThat(first(0x00, 0, 0x00, 0)).as("by name").isEqualTo("counter");
  }

  /** The first symbol if "main" and "counter" have these types, bindings and sizes. */
  private String first(int main, int mainSize, int counter, int counterSize) throws Exception {
    ByteBuffer elf = ElfBytes.valid();
    elf.putInt(COUNTER + 4, ElfBytes.CODE);
    elf.put(MAIN + 12, (byte) main).putInt(MAIN + 8, mainSize);
    elf.put(COUNTER + 12, (byte) counter).putInt(COUNTER + 8, counterSize);
    return load(elf.array()).symbols().get(0).name();
  }

  @Test
  void anEntryOfZeroIsNoEntry() throws Exception {
    assertThat(load(ElfBytes.valid().putInt(24, 0).array()).entry()).isEmpty();
  }

  @Test
  void dataKeptInFlashIsLoadedThereAndItsRamIsEmptyMemory() throws Exception {
    ByteBuffer elf = ElfBytes.valid();
    ElfBytes.segment(elf, 84, 0x88, ElfBytes.RAM, ElfBytes.CODE + 8, 4, 16, 6);

    Image image = load(elf.array());

    assertThat(image.segments()).hasSize(3);
    Segment ram = image.segments().get(0);
    assertThat(ram.address()).isEqualTo(ElfBytes.RAM);
    assertThat(ram.data()).isEmpty();
    assertThat(ram.memorySize()).isEqualTo(16);
    Segment kept = image.segments().get(2);
    assertThat(kept.address()).isEqualTo(ElfBytes.CODE + 8);
    assertThat(kept.data()).hasSize(4);
    assertThat(kept.memorySize()).isEqualTo(4);
    assertThat(kept.writable()).isFalse();
  }

  static Stream<Arguments> damage() {
    return Stream.of(
        damage(
            "64-bit", e -> e.put(4, (byte) 2), "offset 0x4: found a 64-bit file, expected ELF32"),
        damage("big-endian", e -> e.put(5, (byte) 2), "offset 0x5: found a big-endian file"),
        damage("x86", e -> e.putShort(18, (short) 3), "0x12: found a file for machine 3, expected"),
        damage("object", e -> e.putShort(16, (short) 1), "offset 0x10: found an object file"),
        damage("release 6", e -> e.putInt(36, 0x90001000), "found code for MIPS32 release 6"),
        damage("MIPS64", e -> e.putInt(36, 0x80001000), "found code for a 64-bit MIPS"),
        damage("magic", e -> e.put(1, (byte) 0), "found no ELF header, expected 7F 45 4C 46"),
        damage("header size", e -> e.putShort(42, (short) 56), "found program headers of 56 bytes"),
        damage("headers gone", e -> e.putInt(28, 0x7FFFFFFF), "the program headers takes up"),
        damage(
            "bytes gone", e -> e.putInt(52 + 16, 0x1000), "header at 0x34 takes up the bytes 0x80"),
        damage(
            "sizes", e -> e.putInt(84 + 20, 2), "0x64: found p_filesz 0x4, expected at most p_m"),
        damage("wrap", e -> e.putInt(84 + 8, -8), "found 0x10 bytes at 0xFFFFFFF8, expected a seg"),
        damage(
            "no load", e -> e.putShort(44, (short) 0), "found nothing to load, expected a PT_LO"),
        damage("link", e -> e.putInt(0x128 + 24, 9), "found string table 9, expected less than 3"),
        damage(
            "symbols gone", e -> e.putInt(0x128 + 16, -1), "the symbol table takes up the bytes"),
        damage("name", e -> e.putInt(0x1A0, 0x4000), "offset 0x1A0: found a name at 0x4000"));
  }

  private static Arguments damage(String name, Consumer<ByteBuffer> change, String message) {
    return Arguments.of(name, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damage")
  void aFileThatCannotBeLoadedIsRefusedWithPlaceAndReason(
      String name, Consumer<ByteBuffer> change, String message) {
    ByteBuffer elf = ElfBytes.valid();
    change.accept(elf);

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load(elf.array()))
        .withMessageStartingWith(folder.resolve("guest.elf") + ": ")
        .withMessageContaining(message);
  }

  @Test
  void aFileCutAnywhereIsRefused() {
    byte[] whole = ElfBytes.valid().array();
    int used = 0x1C0 + 14;
    for (int length = 1; length < used; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ImageException.class)
          .as("cut at %d", length)
          .isThrownBy(() -> load(cut));
    }
  }

  @Test
  void noByteOfTheHeadersCanBreakTheReader() throws Exception {
    for (int at = 0; at < 0x1C0; at++) {
      for (int value : new int[] {0, 0x7F, 0x80, 0xFF}) {
        byte[] damaged = ElfBytes.valid().array();
        damaged[at] = (byte) value;
        try {
          assertThat(load(damaged).segments()).isNotEmpty();
        } catch (ImageException e) {
          assertThat(e).hasMessageContaining("guest.elf: ");
        }
      }
    }
  }
}
