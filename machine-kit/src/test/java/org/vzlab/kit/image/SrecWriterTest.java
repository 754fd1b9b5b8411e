package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-records as they are written. */
class SrecWriterTest {
  @TempDir private Path folder;

  private static Segment segment(int address, byte... data) {
    return new Segment(address, data, data.length, true, false, true);
  }

  private static Image image(OptionalInt entry, Segment... segments) {
    return new Image("test", entry, List.of(segments), List.of());
  }

  @Test
  void aFileIsAHeaderItsDataAndTheStart() {
    Segment data = segment(0x1D010000, (byte) 0x01, (byte) 0xFE, (byte) 0x80);

    assertThat(SrecWriter.write(image(OptionalInt.of(0x9D001000), data), "vzlab"))
        .isEqualTo("S0080000767A6C6162D8\nS3081D01000001FE805A\nS7059D0010004D\n");
  }

  @Test
  void dataAreInTheOrderOfTheirAddressesAndCutAtMultiplesOf32() {
    String text =
        SrecWriter.write(
            image(OptionalInt.empty(), segment(0x9D000000, new byte[3]), segment(30, new byte[36])),
            "");

    assertThat(text.lines().map(line -> line.substring(0, Math.min(12, line.length()))))
        .containsExactly(
            "S0030000FC",
            "S3070000001E",
            "S32500000020",
            "S30700000040",
            "S3089D000000",
            "S70500000000");
  }

  @Test
  void whatIsOnlyReservedIsLeftOut() {
    Segment bss = new Segment(0x80000000, new byte[0], 64, true, true, false);

    assertThat(SrecWriter.write(image(OptionalInt.empty(), bss), "").lines())
        .extracting(line -> line.substring(0, 2))
        .containsExactly("S0", "S7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 64, 4099})
  void theReaderReadsWhatWasWritten(int size) throws Exception {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    Image written = image(OptionalInt.of(0x9D001000), segment(0x1D00FFF1, data));
    Path file = folder.resolve("a.srec");
    Files.writeString(file, SrecWriter.write(written, "vzlab"));

    Image read = ImageFile.load(file);

    assertThat(read.entry()).hasValue(0x9D001000);
    assertThat(read.segments()).hasSize(1);
    assertThat(read.segments().get(0).address()).isEqualTo(0x1D00FFF1);
    assertThat(read.segments().get(0).data()).isEqualTo(data);
  }

  @Test
  void bytesOnEachOtherAreRefused() {
    Image image =
        image(
            OptionalInt.empty(),
            segment(0x1D000000, new byte[5]),
            segment(0x1D000004, new byte[1]));

    assertThatThrownBy(() -> SrecWriter.write(image, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 bytes at 0x1D000004 lie on others or beyond 4 GB");
  }

  @Test
  void bytesBeyondFourGigabytesAreRefused() {
    Image image = image(OptionalInt.empty(), segment(-2, new byte[3]));

    assertThatThrownBy(() -> SrecWriter.write(image, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beyond 4 GB");
  }

  @Test
  void aHeaderThatNoRecordHoldsIsRefused() {
    assertThatThrownBy(() -> SrecWriter.write(image(OptionalInt.empty()), "x".repeat(253)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("253 bytes of header; there is room for 252");
  }
}
