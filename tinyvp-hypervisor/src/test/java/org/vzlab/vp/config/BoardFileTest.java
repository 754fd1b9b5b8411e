package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;

class BoardFileTest {
  private static final String WINDOWS = "rom = 0 1\nram = 0 1\nPLATFORM = pic32mz2048efg100\n";

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
            "board: found no ram window, expected a board file with rom, ram and PLATFORM;"
                + " add \"ram = START"
                + " END\"");
    assertThatThrownBy(() -> parse("ram = 0 1")).hasMessageStartingWith("board: found no rom");
  }

  @Test
  void aNumberThatBeginsWithAZeroIsDecimal() throws ConfigException {
    BoardFile board =
        parse("PLATFORM = pic32mz2048efg100\nrom = 0 1\nram = 0 1\nvzdata = 09\nvzcode = 0X10");

    assertThat(board.number("vzdata")).hasValue(9);
    assertThat(board.number("vzcode")).hasValue(16);
    assertThat(board.number("vzentry")).isEmpty();
  }

  @Test
  void aMistakeIsReportedWithItsLine() {
    assertThatThrownBy(() -> parse("rom = 0x2000 0x1000"))
        .hasMessageStartingWith("board:1: found \"0x2000 0x1000\", expected start and end,");
    assertThatThrownBy(() -> parse("\npmd-registers-base = 1 2 3 4 5 6 7 8"))
        .hasMessageStartingWith("board:2: found 8 values, expected at most seven, PMD1 to PMD7;");
    assertThatThrownBy(() -> parse("vzcode = here"))
        .hasMessageStartingWith("board:1: found \"here\", expected a number;");
  }

  @Test
  void whatOnlyABuildNeedsIsAllowed() throws ConfigException {
    BoardFile board =
        parse(
            WINDOWS
                + "ifeq ($(A),b)\nCROSS = mips-\nvzstacktop = 0x80080000\nendif\n"
                + "pmd-registers-base = 1 2\nvzcode = 0x9d000000\n");

    assertThat(board.values()).containsEntry("CROSS", "mips-");
    assertThat(board.unusedKeys()).containsExactly("CROSS");
    assertThat(board.power()).containsExactly(1, 2);
    assertThat(board.number("vzcode")).isEqualTo(OptionalInt.of(0x9d000000));
    assertThat(board.number("vzdata")).isEmpty();
  }

  @Test
  void aBoardHasThePartThatIsModelled() {
    assertThatThrownBy(() -> parse("rom = 0 1\nram = 0 1"))
        .hasMessage(
            "board: found no PLATFORM, expected a board file with rom, ram and PLATFORM;"
                + " add \"PLATFORM = pic32mz2048efg100\"");
    assertThatThrownBy(() -> parse("rom = 0 1\nPLATFORM = pic32mx795"))
        .hasMessage(
            "board:2: found PLATFORM = pic32mx795, expected pic32mz2048efg100;"
                + " no other part is modelled; write that one");
  }

  @Test
  void withoutTimingLinesTheConstantsAreTheStandardOnes() throws ConfigException {
    TimingTable timing = BoardFile.named("DigilentChipKitWiFire").timing();

    for (TimingConstant constant : TimingConstant.values()) {
      assertThat(timing.get(constant)).as(constant.key()).isEqualTo(constant.standard());
    }
  }

  @Test
  void aTimingLineGivesOneConstantAnotherValue() throws ConfigException {
    TimingTable timing =
        parse(WINDOWS + "timing.load-latency = 3 # measured\ntiming.eret=0x10").timing();

    assertThat(timing.get(TimingConstant.LOAD_LATENCY)).isEqualTo(3);
    assertThat(timing.get(TimingConstant.ERET)).isEqualTo(16);
    assertThat(timing.get(TimingConstant.CP0_LATENCY))
        .isEqualTo(TimingConstant.CP0_LATENCY.standard());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timing.load-latancy = 3       | board:4: found key "timing.load-latancy", expected a constant of the timing model; did you mean timing.load-latency? "vzlab timing" lists all
          timing.LOAD_LATENCY = 3       | board:4: found key "timing.LOAD_LATENCY", expected a constant
          timing.divde-8 = 3            | did you mean timing.divide-8?
          timing. = 3                   | board:4: found key "timing."
          timing.load-latency =         | board:4: found nothing, expected a number from 0 to 10000;
          timing.load-latency = fast    | board:4: found "fast", expected a number from 0 to 10000; write decimal
          timing.load-latency = -1      | board:4: found "-1", expected a number from 0 to 10000;
          timing.load-latency = 2.5     | board:4: found "2.5", expected a number from 0 to 10000;
          timing.load-latency = 2 3     | board:4: found "2 3", expected a number from 0 to 10000;
          timing.load-latency = 10001   | board:4: found timing.load-latency = 10001, expected a number from 0 to 10000; choose one in that range
          timing.load-latency = 0xffffffff | board:4: found timing.load-latency = 0xffffffff, expected a number from 0 to 10000;
          timing.micro-tlb-entries = 0  | board:4: found timing.micro-tlb-entries = 0, expected a number from 1 to 16;
          timing.write-buffer = 17      | board:4: found timing.write-buffer = 17, expected a number from 1 to 16;
          """)
  void aMistakeInATimingLineIsNamedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> parse(WINDOWS + line)).hasMessageContaining(message);
  }

  @Test
  void aConstantIsGivenOnce() {
    assertThatThrownBy(() -> parse(WINDOWS + "timing.eret = 4\n\ntiming.eret = 4"))
        .hasMessage(
            "board:6: found a second timing.eret, expected each constant once;"
                + " remove this line or the one at board:4");
  }

  @Test
  void anUnknownBoardIsNamed() {
    assertThatThrownBy(() -> BoardFile.named("Arduino"))
        .hasMessageStartingWith("boards/Arduino.config: found no board \"Arduino\"");
  }

  @Test
  void aBoardFileNamesTheHardwareAndTheWiFireIsTheDefault() throws ConfigException {
    assertThat(parse(WINDOWS).hardware()).isEqualTo("wifire");
    assertThat(parse(WINDOWS + "HARDWARE = emz64").hardware()).isEqualTo("emz64");
    assertThatThrownBy(() -> parse("HARDWARE = max32"))
        .hasMessage(
            "board:1: found HARDWARE = max32, expected a board that is modelled;"
                + " use one of wifire, dm320007, emz64");
  }

  @Test
  void eachModelledBoardHasAFileThatComesWithVzlab() throws ConfigException {
    for (int i = 0; i < BoardFile.HARDWARE.size(); i++) {
      BoardFile board = BoardFile.named(BoardFile.STANDARD.get(i));

      assertThat(board.hardware()).isEqualTo(BoardFile.HARDWARE.get(i));
      assertThat(board.rom().start()).isEqualTo(0x1d010000);
      assertThat(board.ram().end()).isEqualTo(0x78000);
      assertThat(board.values()).containsEntry("vzdata", "0x80078000");
    }
  }

  @Test
  void theBoardsWithoutABootLoaderLeaveTheirOwnConsoleOnAndStartAtTheResetVector()
      throws ConfigException {
    BoardFile kit = BoardFile.named("Microchip-DM320007+MEBII");
    BoardFile olimex = BoardFile.named("OlimexPic32EMZ64");

    assertThat(kit.power().get(4)).as("PMD5 without U1MD").isEqualTo(~1);
    assertThat(olimex.power().get(4)).as("PMD5 without U4MD").isEqualTo(~(1 << 3));
    assertThat(List.of(kit, olimex))
        .allSatisfy(
            board ->
                assertThat(board.values())
                    .containsEntry("vzcode", "0x9fc00000")
                    .containsEntry("vzentry", "0x9fc00000")
                    .containsEntry("BOOT", "boot.S")
                    .containsEntry("DEVCFGADDR", "0x9fc0ffc0"));
  }
}
