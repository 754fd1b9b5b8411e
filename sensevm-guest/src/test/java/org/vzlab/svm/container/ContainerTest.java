package org.vzlab.svm.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;

/** Container blocks and arenas as docs/sense-vm-guest.md has them. */
class ContainerTest {
  /** SKIP, STOP: 17 bytes. */
  private static final String PROGRAM = "feedcafe01" + "000000000000" + "00000002" + "0c0d";

  static Program program() throws Exception {
    return Loader.load("test", HexFormat.of().parseHex(PROGRAM));
  }

  @Test
  void aBlockIsAsThePageHasIt() throws Exception {
    Container container =
        new Container(
            program(),
            new Resources(0x1234, 42, 16, 100, 0xABCD),
            List.of(
                new Device(Device.Kind.CONSOLE, 171, 0x1F822600, 0, false),
                new Device(Device.Kind.BUTTON, 0, 0x1F860000, 0x20, true)),
            true,
            true,
            new Container.Supervision(500_000, 0x1F910000));

    String arena = little(16 * 64 + 16 * 42 * 5 + 0x1234 * 9 + 200 * 20 + 0xABD0);
    String expected =
        ("53564d43" + "01000000" + "3412" + "2a00" + "1000" + "6400" + "cdab0000" + arena)
            + ("50000000" + "11000000" + "CRCC" + "0300" + "20a10700" + "0000911f" + "02000000")
            + ("01ab0000" + "0026821f" + "00000000" + "00000000")
            + ("03000000" + "0000861f" + "20000000" + "01000000")
            + PROGRAM;
    assertThat(HexFormat.of().formatHex(container.block()))
        .isEqualTo(expected.replace("CRCC", crc(PROGRAM)));
  }

  @Test
  void aBlockWithoutDevicesFlagsAndSupervisionEndsWithItsProgram() throws Exception {
    Container container =
        new Container(
            program(), Resources.STANDARD, List.of(), false, false, Container.Supervision.NONE);

    String block = HexFormat.of().formatHex(container.block());
    assertThat(block).hasSize(2 * (0x30 + 17)).endsWith("00000000" + PROGRAM);
    assertThat(block.substring(2 * 0x22, 2 * 0x30)).isEqualTo("0000" + "00".repeat(12));
  }

  @ParameterizedTest
  @CsvSource({
    // 4 * 64, 4 * 4 * 42, 4 * 42, 8 * 157, 157 + 3, 2 * 100 * 20
    "157, 42, 4, 100, 0, 6512",
    // 64, 4, 1 + 3, 8, 1 + 3, 40, 1 + 3
    "1, 1, 1, 1, 1, 128",
    // 128, 40, 10 + 2, 24, 3 + 1, 80, 8
    "3, 5, 2, 2, 8, 296",
  })
  void anArenaHasRoomForEachPartAtAMultipleOf4(
      int cells, int stack, int contexts, int channels, int arrays, int bytes) {
    assertThat(Arena.of(new Resources(cells, stack, contexts, channels, arrays)).size())
        .isEqualTo(bytes);
  }

  private static String little(int value) {
    return "%08x".formatted(Integer.reverseBytes(value));
  }

  /** Bit by bit, as the page describes it, low byte first. */
  private static String crc(String hex) {
    int crc = 0xFFFF;
    for (byte b : HexFormat.of().parseHex(hex)) {
      for (int bit = 7; bit >= 0; bit--) {
        int out = (crc >> 15) ^ ((b >> bit) & 1);
        crc = ((crc << 1) ^ ((out & 1) * 0x1021)) & 0xFFFF;
      }
    }
    return "%02x%02x".formatted(crc & 0xFF, crc >> 8);
  }
}
