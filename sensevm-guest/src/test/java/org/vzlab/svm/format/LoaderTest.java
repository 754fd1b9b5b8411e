package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read as they are meant, or refused with the place and the reason. */
class LoaderTest {
  private static final String EMPTY = "feedcafe01000000000000";

  @Test
  void theChecksumOfTheStandardTextIsTheStandardOne() {
    byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(Crc16.of(text, 9)).isEqualTo(0x29B1);
    assertThat(Crc16.of(text, 0)).isEqualTo(0xFFFF);
  }

  @Test
  void theDraftsExampleIsRefusedForCodeThatItDoesNotHave() {
    String draft =
        "feedcafe ff 0003 000eed24 0000ce35 0001c44d 000a 48656c6c6f 576f726c64 0000 000000ff";

    assertThatThrownBy(() -> load(draft))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "file: byte 0x21: found a code length of 255, expected at most the 0 bytes left");
  }

  @Test
  void theDraftsExampleWithTheLengthOfItsCodeIsRead() throws Exception {
    Program program =
        load(
            "feedcafe ff 0003 000eed24 0000ce35 0001c44d 000a 48656c6c6f 576f726c64 0000"
                + " 00000001 0d");

    assertThat(program.version()).isEqualTo(0xFF);
    assertThat(program.integers()).containsExactly(978212, 52789, 115789);
    assertThat(new String(program.strings(), StandardCharsets.US_ASCII)).isEqualTo("HelloWorld");
    assertThat(program.codeStart()).isEqualTo(37);
    assertThat(program.codeEnd()).isEqualTo(38);
    assertThat(program.checksummed()).isFalse();
  }

  @Test
  void aFileThatIsTooShortIsRefusedWhereverItEnds() throws Exception {
    byte[] file = sample();
    int code = Loader.load("whole", file).codeEnd();
    for (int length = 0; length < file.length; length++) {
      byte[] part = Arrays.copyOf(file, length);
      if (length == code) {
        assertThat(Loader.load("old", part).checksummed()).isFalse();
      } else {
        assertThatThrownBy(() -> Loader.load("part", part))
            .isInstanceOf(FormatException.class)
            .hasMessageStartingWith("part: byte 0x");
      }
    }
  }

  /**
   * The checksum finds every single bit. What it cannot find is a bit of the code's length by which
   * it becomes part of the code itself, as in an old file: the program says that it has none.
   */
  @Test
  void aFileWithOneBitWrongIsRefusedOrHasLostItsChecksum() throws Exception {
    byte[] file = sample();
    List<Integer> lost = new ArrayList<>();
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Program program = Loader.load("damaged", damaged);
        assertThat(program.checksummed()).isFalse();
        assertThat(program.codeEnd()).isEqualTo(file.length);
        assertThat(Verifier.verify(program).warnings())
            .extracting(Finding::reason)
            .contains(
                "the file has no checksum, but its code ends like one:"
                    + " is the length of the code right?");
        lost.add(bit);
      } catch (FormatException expected) {
        assertThat(expected).hasMessageContaining("expected");
      }
    }
    int lastOfLength = Loader.load("whole", file).codeStart() - 1;
    assertThat(lost).containsExactly(8 * lastOfLength + 2);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    refuses("feedbeef", "byte 0x0: found feedbeef, expected the magic number feedcafe");
    refuses("fe", "byte 0x0: found the end of the file, expected the magic number, 4 bytes");
    refuses("feedcafe", "byte 0x4: found the end of the file, expected the version, 1 byte");
    refuses(
        "feedcafe 01 0002 00000001",
        "byte 0x5: found 2 integers, which are 8 bytes, expected at most the 4 bytes left");
    refuses(
        "feedcafe 01 0000 0003 41",
        "byte 0x7: found 3 bytes of strings, which are 3 bytes, expected at most the 1 bytes left");
    refuses(
        "feedcafe 01 0000 0000 ffff",
        "byte 0x9: found 65535 native functions, which are 262140 bytes,"
            + " expected at most the 0 bytes left");
    refuses(
        EMPTY + "ffffffff 0d",
        "byte 0xb: found a code length of 4294967295, expected at most the 1 bytes left");
    refuses(
        EMPTY + "00000001 0d 0d",
        "byte 0x10: found 1 bytes behind the code, the first 0d,"
            + " expected nothing, or fe 16 and a checksum of two bytes");
    refuses(
        EMPTY + "00000001 0d fe160000 00",
        "byte 0x10: found 5 bytes behind the code, the first fe,"
            + " expected nothing, or fe 16 and a checksum of two bytes");
    refuses(
        EMPTY + "00000001 0d fe160000",
        "byte 0x12: found the checksum 0000, expected %04x, that of the 16 bytes before fe 16"
            .formatted(crc(EMPTY + "00000001 0d")));
  }

  @Test
  void textIsReadWithCommentsAndBothKindsOfNumbers() throws Exception {
    Program program =
        text(
            """
            /* magic
               number */ 0xfe, 0XED 202,254 // version
            1, 0,0, 0,0, 0,0, 0 0 0x000 1,
            13,
            """);

    assertThat(program.image()).hasSize(16).endsWith(0x0D);
  }

  @Test
  void textThatMeansNoBytesIsRefusedWithItsLine() {
    refusesText(
        "", "text: byte 0x0: found the end of the file, expected the magic number, 4 bytes");
    refusesText("0xfe,\n0x100", "text:2: found \"0x100\", expected a byte");
    refusesText("256", "text:1: found \"256\", expected a byte");
    refusesText("010", "text:1: found \"010\", expected a byte");
    refusesText("/*\n*/ 0x", "text:2: found \"0x\", expected a byte");
    refusesText("1 -1", "text:1: found \"-\", expected a byte");
    refusesText("/* 1", "text:1: found a comment without an end, expected */");
    refusesText("\u00ff", "text:1: found \"\\xff\", expected a byte");
    refusesText("12345678901234567890", "text:1: found \"1234567890123456...\", expected a byte");
  }

  @Test
  void aFileIsReadByItsPath(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.svm");
    Files.write(file, sample());

    assertThat(ProgramWriter.bytes(Loader.read(file))).isEqualTo(sample());
  }

  private static byte[] sample() throws AssemblyException {
    String text = ".int 7\n.string \"ab\"\n.native clock\nLOADI 7\nCALL f\nSTOP\nf: RETURN\nSTOP";
    return ProgramWriter.bytes(SvmAssembler.assemble("sample", text));
  }

  private static int crc(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Crc16.of(bytes, bytes.length);
  }

  private static Program load(String hex) throws FormatException {
    return Loader.load("file", HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static Program text(String text) throws FormatException {
    return Loader.load("text", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void refuses(String hex, String message) {
    assertThatThrownBy(() -> load(hex))
        .isInstanceOf(FormatException.class)
        .hasMessage("file: " + message);
  }

  private static void refusesText(String text, String message) {
    assertThatThrownBy(() -> text(text))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(message);
  }
}
