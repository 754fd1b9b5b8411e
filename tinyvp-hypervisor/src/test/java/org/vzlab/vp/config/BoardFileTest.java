package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BoardFileTest {
  private static BoardFile parse(String text) throws ConfigException {
    return BoardFile.parse(Path.of("board"), text);
  }

  @Test
  void theWiFireComesWithVzlab() throws ConfigException {
    BoardFile board = BoardFile.named("DigilentChipKitWiFire");

    assertThat(board.rom().start()).isEqualTo(0x1d010000);
    assertThat(board.rom().end()).isEqualTo(0x1d200000);
    assertThat(board.ram().start()).isZero();
    assertThat(board.ram().end()).isEqualTo(0x78000);
    assertThat(board.power()).containsExactly(-1, -1, -1, -1, ~(1 << 3), ~0xf00, -1);
    assertThat(board.values())
        .containsEntry("PLATFORM", "pic32mz2048efg100")
        .containsEntry("vzentry", "0x9d001000")
        .containsEntry("BOOT", "");
  }

  @Test
  void aBoardFileNeedsBothWindows() {
    assertThatThrownBy(() -> parse("rom = 0 1"))
        .hasMessage(
            "board: found no ram window, expected a board file with rom and ram; add \"ram = START"
                + " END\"");
    assertThatThrownBy(() -> parse("ram = 0 1")).hasMessageStartingWith("board: found no rom");
  }

  @Test
  void aMistakeIsReportedWithItsLine() {
    assertThatThrownBy(() -> parse("rom = 0x2000 0x1000"))
        .hasMessageStartingWith("board:1: found \"0x2000 0x1000\", expected start and end,");
    assertThatThrownBy(() -> parse("\npmd-registers-base = 1 2"))
        .hasMessageStartingWith("board:2: found 2 values, expected seven values, PMD1 to PMD7;");
    assertThatThrownBy(() -> parse("vzcode = here"))
        .hasMessageStartingWith("board:1: found \"here\", expected a number;");
    assertThatThrownBy(() -> parse("flash = 0"))
        .hasMessageStartingWith("board:1: found key \"flash\", expected a key of a board file;");
    assertThatThrownBy(() -> parse(".vm"))
        .hasMessageStartingWith("board:1: found \".vm\", expected key = value;");
  }

  @Test
  void anUnknownBoardIsNamed() {
    assertThatThrownBy(() -> BoardFile.named("Arduino"))
        .hasMessageStartingWith("boards/Arduino.config: found no board \"Arduino\"");
  }
}
