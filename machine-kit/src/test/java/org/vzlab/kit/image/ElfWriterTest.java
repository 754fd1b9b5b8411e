package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ELF files as they are written. */
class ElfWriterTest {
  private static Image image(boolean compressed) {
    return new Image(
        "test.elf",
        OptionalInt.of(0x9D001004),
        List.of(
            new Segment(0x80000000, new byte[0], 0x123, true, true, false),
            new Segment(0xA0000200, new byte[] {9}, 8, true, true, true),
            new Segment(0x9D001000, new byte[] {1, 2, 3, 4, 5, -1, 7}, 7, true, false, true)),
        List.of(
            new Image.Symbol("größe", 0x80000000, 4, false),
            new Image.Symbol("_arena", 0x80000123, 0, false),
            new Image.Symbol("main", 0x9D001000, 7, compressed)),
        compressed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsWrittenIsReadAsItWas(boolean compressed) throws Exception {
    Image image = image(compressed);

    Image read = ImageFile.elf("test.elf", ElfWriter.write(image));

    assertThat(read).usingRecursiveComparison().isEqualTo(image);
  }

  @Test
  void anImageWithoutSymbolsAndEntryIsReadAsItWas() throws Exception {
    Segment segment = new Segment(0x9D000000, new byte[] {1}, 1, true, false, true);
    Image image = new Image("test.elf", OptionalInt.empty(), List.of(segment), List.of());

    Image read = ImageFile.elf("test.elf", ElfWriter.write(image));

    assertThat(read).usingRecursiveComparison().isEqualTo(image);
  }

  @Test
  void theSameImageGivesTheSameBytes() {
    assertThat(ElfWriter.write(image(false))).isEqualTo(ElfWriter.write(image(false)));
  }

  @Test
  void theHeaderSaysMips32Release2AndTheSectionsHaveNames() {
    byte[] elf = ElfWriter.write(image(false));

    assertThat(elf).startsWith(0x7F, 'E', 'L', 'F', 1, 1, 1, 0);
    assertThat(elf[0x27]).as("e_flags").isEqualTo((byte) 0x70);
    assertThat(new String(elf, StandardCharsets.ISO_8859_1))
        .contains("\0.symtab\0.strtab\0.shstrtab\0");
  }
}
