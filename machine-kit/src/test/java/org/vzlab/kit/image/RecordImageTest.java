package org.vzlab.kit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordImageTest {
  private static final String HEX_END = ":00000001FF\n";
  private static final String SREC_END = "S70500000000FA\n";

  @TempDir private Path folder;

  private Image load(String name, String text) throws IOException, ImageException {
    return ImageFile.load(Files.writeString(folder.resolve(name), text));
  }

  /** An Intel HEX record with its checksum. */
  private static String hex(int type, int offset, int... data) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(":%02X%04X%02X", data.length, offset, type));
    int sum = data.length + (offset >> 8) + (offset & 0xFF) + type;
    for (int b : data) {
      line.append(String.format("%02X", b));
      sum += b;
    }
    return line.append(String.format("%02X%n", -sum & 0xFF)).toString();
  }

  /** An S-record with its checksum. */
  private static String srec(int type, int width, int address, int... data) {
    StringBuilder bytes = new StringBuilder();
    bytes.append(String.format("%02X", width + data.length + 1));
    bytes.append(String.format("%08X", address).substring(8 - 2 * width));
    for (int b : data) {
      bytes.append(String.format("%02X", b));
    }
    int sum = 0;
    for (int i = 0; i < bytes.length(); i += 2) {
      sum += Integer.parseInt(bytes.substring(i, i + 2), 16);
    }
    return "S" + type + bytes + String.format("%02X%n", ~sum & 0xFF);
  }

  @Test
  void hexDataLiesAtItsLinearAddress() throws Exception {
    Image image =
        load(
            "a.hex",
            hex(4, 0, 0x1D, 0x00) + hex(0, 0x1000, 1, 2) + hex(5, 0, 0x9D, 0, 0x10, 4) + HEX_END);

    assertThat(image.entry()).hasValue(0x9D001004);
    Segment only = image.segments().get(0);
    assertThat(only.address()).isEqualTo(0x1D001000);
    assertThat(only.data()).containsExactly(1, 2);
    assertThat(only.memorySize()).isEqualTo(2);
    assertThat(only.executable()).isTrue();
    assertThat(only.writable()).isFalse();
  }

  @Test
  void hexDataInASegmentWrapsAt64KilobytesAndAtALinearAddressGoesOn() throws Exception {
    Image segmented = load("s.hex", hex(2, 0, 0x12, 0x34) + hex(0, 0xFFFF, 1, 2) + HEX_END);
    Image linear = load("l.hex", hex(4, 0, 0, 1) + hex(0, 0xFFFF, 1, 2) + HEX_END);

    assertThat(segmented.segments()).extracting(Segment::address).containsExactly(0x12340, 0x2233F);
    assertThat(linear.segments()).extracting(Segment::address).containsExactly(0x1FFFF);
  }

  @Test
  void aSegmentedStartIsParagraphTimes16PlusOffset() throws Exception {
    Image image = load("a.hex", hex(0, 0, 1) + hex(3, 0, 0x12, 0x34, 0x56, 0x78) + HEX_END);

    assertThat(image.entry()).hasValue(0x12340 + 0x5678);
  }

  @Test
  void allThreeWidthsOfSRecordsAreReadAndTheStartRecordIsTheEntry() throws Exception {
    Image image =
        load(
            "a.srec",
            srec(0, 2, 0, 'v', 'z')
                + srec(1, 2, 0x1234, 1)
                + srec(2, 3, 0x123456, 2)
                + srec(3, 4, 0x9D001000, 3)
                + srec(5, 2, 3)
                + srec(7, 4, 0x9D001000));

    assertThat(image.entry()).hasValue(0x9D001000);
    assertThat(image.segments())
        .extracting(Segment::address)
        .containsExactly(0x1234, 0x123456, 0x9D001000);
  }

  @Test
  void aStartRecordOfZeroIsNoEntry() throws Exception {
    assertThat(load("a.srec", srec(1, 2, 0x1234, 1) + "S9030000FC\n").entry()).isEmpty();
  }

  @Test
  void neighboursAreJoinedInTheOrderOfTheirPhysicalAddresses() throws Exception {
    Image image =
        load(
            "a.srec",
            srec(3, 4, 0xBFC00000, 9)
                + srec(3, 4, 0x9D000002, 3, 4)
                + srec(3, 4, 0x9D000000, 1, 2)
                + SREC_END);

    assertThat(image.segments()).hasSize(2);
    assertThat(image.segments().get(0).address()).isEqualTo(0x9D000000);
    assertThat(image.segments().get(0).data()).containsExactly(1, 2, 3, 4);
    assertThat(image.segments().get(1).physicalAddress()).isEqualTo(0x1FC00000);
  }

  @Test
  void theSameBytesTwiceAreAccepted() throws Exception {
    Image image =
        load(
            "a.srec",
            srec(3, 4, 0x9D000000, 1, 2, 3, 4)
                + srec(3, 4, 0xBD000001, 2)
                + srec(3, 4, 0x9D000002, 3, 4, 5)
                + SREC_END);

    assertThat(image.segments()).hasSize(1);
    assertThat(image.segments().get(0).data()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void differentBytesForOneAddressAreRefusedNamingBothLines() {
    String text =
        srec(3, 4, 0x9D000004, 0xAA, 0xBB)
            + srec(3, 4, 0x9D000000, 1, 2, 3, 4)
            + srec(3, 4, 0x9D000003, 4, 0x55)
            + SREC_END;

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.srec", text))
        .withMessage(
            "%s:3: found 0x55 for physical address 0x1D000004, which line 1 fills with 0xAA;"
                + " expected each address once",
            folder.resolve("a.srec"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void recordsInAnyOrderGiveTheBytesThatWereWritten(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] memory = new byte[2000];
    random.nextBytes(memory);
    StringBuilder hex = new StringBuilder();
    StringBuilder srec = new StringBuilder();
    List<Integer> starts = random.ints(400, 0, memory.length - 16).boxed().toList();
    boolean[] written = new boolean[memory.length];
    for (int start : starts) {
      int[] data = new int[1 + random.nextInt(16)];
      for (int i = 0; i < data.length; i++) {
        data[i] = memory[start + i] & 0xFF;
        written[start + i] = true;
      }
      hex.append(hex(0, start, data));
      srec.append(srec(1, 2, start, data));
    }

    for (Image image : List.of(load("a.hex", hex + HEX_END), load("a.srec", srec + SREC_END))) {
      boolean[] loaded = new boolean[memory.length];
      for (Segment segment : image.segments()) {
        for (int i = 0; i < segment.data().length; i++) {
          assertThat(segment.data()[i]).isEqualTo(memory[segment.address() + i]);
          loaded[segment.address() + i] = true;
        }
      }
      assertThat(loaded).as("seed %d", seed).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :0100000001FD       | :1: found checksum FD, expected FE
          :0200000001FD       | :1: found 1 data bytes, expected 2 as the record's length says
          :01000000 1FE       | :1: found ' ' in column 10, expected a hexadecimal digit
          :0100000001F        | :1: found 11 hexadecimal digits, expected an even number
          :01000000           | :1: found 4 bytes, expected at least 5
          x                   | :1: found 'x', expected ':'
          :00000006FA         | :1: found record type 06, expected 00 to 05
          :0100000400FB       | :1: found 1 data bytes in the extended linear address record, expected 2
          :0100000001FE       | :1: the file ends here, expected an end record (:00000001FF)
          :00000001FF         | found no data records, expected at least one
          """)
  void aDamagedHexFileIsRefusedWithLineAndReason(String text, String message) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.hex", text))
        .withMessageStartingWith(folder.resolve("a.hex") + ":")
        .withMessageEndingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S10412340100        | :1: found checksum 00, expected B4
          S105123401B3        | :1: found 4 bytes after the count, expected 5 as the count says
          S1041234G1B4        | :1: found 'G' in column 9, expected a hexadecimal digit
          S10212EB            | :1: found 3 bytes, expected at least 4 in this record
          S4041234AB4         | :1: found S4, a reserved record; expected another type
          T1                  | :1: found 'T1', expected S0 to S9
          S5030001FB          | :1: found a count of 1 data records, expected 0: lines are missing
          S90412340 1B4       | :1: found ' ' in column 10, expected a hexadecimal digit
          S904123401B4        | :1: found 1 data bytes in the start record, expected 0
          S104123401B4        | :1: the file ends here, expected a start record (S7, S8 or S9)
          S9030000FC          | found no data records, expected at least one
          """)
  void aDamagedSRecordFileIsRefusedWithLineAndReason(String text, String message) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.srec", text))
        .withMessageStartingWith(folder.resolve("a.srec") + ":")
        .withMessageEndingWith(message);
  }

  @Test
  void linesAfterTheEndAreRefusedWithTheirNumber() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.hex", hex(0, 0, 1) + HEX_END + "\n" + hex(0, 1, 1)))
        .withMessageContaining("a.hex:4: found a line after the end record");
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.srec", srec(1, 2, 0, 1) + SREC_END + srec(1, 2, 1, 1)))
        .withMessageContaining("a.srec:3: found a line after the start record");
  }

  @Test
  void dataBeyond4GigabytesIsRefused() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> load("a.srec", srec(3, 4, 0xFFFFFFFF, 1, 2) + SREC_END))
        .withMessageContaining("a.srec:1: 2 bytes from 0xFFFFFFFF do not fit below 4 GB");
  }
}
