package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two guests under the modelled tinyVP, as {@code ./vzlab demo} shows them. */
final class DemoTest {
  private static final String REGISTER_LINE = "\\w+ *= [0-9a-f]{8}";

  @Test
  void tenSecondsShowBothGuestsTheClockAndAllLeds() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS).run(10);
    assertThat(demo.count('#')).isEqualTo(10);
    assertThat(demo.count('.')).isBetween(33L, 34L);
    assertThat(demo.clockLines())
        .extracting(line -> line.substring(10, 22))
        .containsExactly(
            "00:00:01.000", "00:00:03.000", "00:00:05.000", "00:00:07.000", "00:00:09.000");
    Summary summary = demo.board.summary();
    assertThat(summary.leds().keySet()).containsExactly("LD1", "LD2", "LD3", "LD4");
    assertThat(summary.leds().values()).allMatch(led -> led.toggles() >= 10);
    assertThat(demo.leds).hasSize(44);
    assertThat(demo.board.failed()).isFalse();
    assertThat(summary.boardTimeNs()).isEqualTo(10_000_000_000L);
  }

  @Test
  void twoRunsAreTheSameByteForByte() throws UserError {
    TestBoard first = TestBoard.open(TestBoard.TWO_GUESTS);
    TestBoard second = TestBoard.open(TestBoard.TWO_GUESTS);
    first.type(1.5, "^E1=^E2+").type(2.5, "^E0T1q2r").run(4);
    second.type(1.5, "^E1=^E2+").type(2.5, "^E0T1q2r").run(4);
    assertThat(second.console()).isEqualTo(first.console());
    assertThat(second.leds).isEqualTo(first.leds);
    assertThat(second.board.summary()).isEqualTo(first.board.summary());
  }

  @Test
  void runningInPiecesIsRunningAtOnce() throws UserError {
    TestBoard whole = TestBoard.open(TestBoard.TWO_GUESTS).run(3);
    TestBoard pieces = TestBoard.open(TestBoard.TWO_GUESTS);
    for (int i = 1; i <= 300; i++) {
      pieces.run(i * 0.01);
    }
    assertThat(pieces.console()).isEqualTo(whole.console());
    assertThat(pieces.leds).isEqualTo(whole.leds);
    assertThat(pieces.board.summary()).isEqualTo(whole.board.summary());
  }

  @Test
  void bothGuestsRunInGuestModeBehindTheRootTlb() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS).run(3);
    assertThat(demo.board.summary().guests()).extracting(Summary.Guest::id).containsExactly(1, 2);
    for (Summary.Guest guest : demo.board.summary().guests()) {
      assertThat(guest.exits().get("GPSI")).isPositive();
      assertThat(guest.exits().get("REFILL")).isPositive();
      assertThat(guest.exits().get("DEVICE")).isPositive();
      assertThat(guest.instructions()).isPositive();
      assertThat(guest.state()).isEqualTo("waiting");
    }
    assertThat(demo.guest(2).exits()).containsKey("GHFC");
    assertThat(demo.guest(1).exits()).doesNotContainKey("GHFC");
  }

  @Test
  void everyLineOfTheHypervisorHasALineOfItsOwn() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    demo.type(1.65, "1s").type(1.9, "cs").type(2.2, "rq0q").run(6);
    for (String line : demo.lines()) {
      if (line.contains("Thread") || line.contains("|---") || line.contains("Status=")) {
        assertThat(line)
            .matches(
                "Thread\\d: .*(stopped|continued|restarted|running|waiting)"
                    + "|\\|------- \\[[\\d:.]+] --------\\|"
                    + "|Status=0x[0-9a-f]{8}, Cause=0x[0-9a-f]{8}"
                    + "( sp=[0-9a-f]{8} ra=[0-9a-f]{8}|, gp=0x.*)");
      }
    }
    assertThat(demo.lines()).filteredOn(l -> l.startsWith("Thread1: ")).hasSize(6);
    assertThat(demo.clockLines()).hasSize(3);
  }

  @Test
  void bothGuestsReportTheRegistersTheySeeFirst() throws UserError {
    List<String> registers =
        TestBoard.open(TestBoard.TWO_GUESTS).run(0.9).lines().stream()
            .filter(line -> line.matches(REGISTER_LINE))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertThat(registers)
        .contains("DEVID", "OSCCON", "DEVCFG0", "CFGCON", "Config", "Config1", "Config7")
        .hasSize(14);
  }

  @Test
  void aTypedCharacterBecomesTheSymbolOfTheChosenGuestOnly() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    demo.type(2.05, "^E1=").run(3.9);
    assertThat(demo.symbols()).contains("=").contains("...").doesNotContain("+");
    assertThat(demo.count('#')).isEqualTo(3);
    assertThat(demo.count('=')).isEqualTo(1);
    demo.type(3.95, "^E2+").run(6.99);
    assertThat(demo.count('=')).isEqualTo(4);
    assertThat(demo.count('+')).isEqualTo(10);
    assertThat(demo.count('.')).isBetween(13L, 14L);
  }

  @Test
  void theCharacterThatSwitchesTheInputReachesNobody() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    demo.type(1.5, "^E2^E2^E9^Ex^E1").run(4);
    assertThat(demo.count('#')).isEqualTo(4);
    assertThat(demo.count('.')).isBetween(13L, 14L);
    demo.type(4.1, "^E9!").run(6.1);
    assertThat(demo.count('#')).isEqualTo(5);
    assertThat(demo.count('!')).as("an id nobody has leaves the choice as it was").isEqualTo(2);
  }

  @Test
  void whatGuestOneIsSentNeverReachesGuestTwoHoweverTheyAlternate() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    for (int i = 0; i < 20; i++) {
      demo.type(1 + i * 0.1, i % 2 == 0 ? "^E1=" : "^E2+");
    }
    demo.run(6);
    assertThat(demo.count('#')).isBetween(1L, 2L);
    assertThat(demo.count('.')).isBetween(4L, 5L);
    assertThat(demo.count('#') + demo.count('=')).isEqualTo(6);
    assertThat(demo.count('.') + demo.count('+')).isBetween(19L, 21L);
    assertThat(demo.leds).filteredOn(l -> l.contains("LD1")).hasSize(6);
  }

  @Test
  void moreThanSevenCharactersForAGuestThatDoesNotReadAreAnsweredWithBel() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    demo.type(1.2, "1s").type(1.3, "^E1abcdefg").run(1.5);
    assertThat(demo.console()).doesNotContain("\7");
    demo.type(1.5, "hij").run(1.6);
    assertThat(demo.console().chars().filter(c -> c == 7)).hasSize(3);
    demo.type(1.6, "^E0c").run(4);
    assertThat(demo.lines())
        .as("the seventh is the last it got")
        .anyMatch(l -> l.matches("g?[.]*g[.]*"));
    assertThat(demo.lines()).noneMatch(l -> l.matches("[.]*[hij][.]*"));
  }
}
