package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo's guests, unmodified, on the board without a hypervisor. */
final class BareBoardTest {
  static final Path GUEST1 = TestBoard.ROOT.resolve("firmware/guest1/guest1.elf");
  static final Path GUEST2 = TestBoard.ROOT.resolve("firmware/guest2/guest2.elf");

  @Test
  void guestOneBeatsAndTogglesItsLed() throws UserError {
    TestBoard bare = TestBoard.open(GUEST1).run(3);
    assertThat(bare.lines()).contains("-").anyMatch(l -> l.matches("DEVID +=.*"));
    assertThat(bare.count('#')).isEqualTo(3);
    assertThat(bare.board.summary().leds().get("LD1").toggles()).isEqualTo(3);
    assertThat(bare.board.summary().guests()).isEmpty();
    assertThat(bare.board.failed()).isFalse();
  }

  @Test
  void guestOneAdoptsATypedSymbol() throws UserError {
    TestBoard bare = TestBoard.open(GUEST1).type(1.5, "=").run(4.9);
    assertThat(bare.symbols()).isEqualTo("-##===");
  }

  @Test
  void guestTwoIsDrivenByTheRealInterruptController() throws UserError {
    TestBoard bare = TestBoard.open(GUEST2).run(3);
    assertThat(bare.count('.')).isBetween(10L, 11L);
    Summary summary = bare.board.summary();
    assertThat(summary.interrupts().get(0)).isBetween(9L, 11L);
    assertThat(summary.leds().get("LD1").toggles()).isZero();
    assertThat(summary.leds().get("LD2").toggles()).isBetween(3L, 4L);
    assertThat(summary.leds().get("LD3").toggles()).isBetween(3L, 4L);
    assertThat(summary.leds().get("LD4").toggles()).isBetween(3L, 4L);
  }

  @Test
  void guestTwoReceivesByInterrupt() throws UserError {
    TestBoard bare = TestBoard.open(GUEST2).type(1.1, "+").type(2.1, "*").run(3);
    assertThat(bare.symbols()).matches("-\\.{4}\\+{3,4}\\*{3}");
    assertThat(bare.board.summary().interrupts().get(171)).isEqualTo(2);
  }

  @Test
  void theSameImageMeasuresTheSameTimeBareAndAsAGuest() throws UserError {
    TestBoard bare = TestBoard.open(GUEST1).run(5.5);
    TestBoard guest = TestBoard.open(TestBoard.TWO_GUESTS).run(5.5);
    for (TestBoard board : new TestBoard[] {bare, guest}) {
      long[] times =
          board.leds.stream()
              .filter(l -> l.contains("LD1"))
              .mapToLong(l -> Long.parseLong(l.substring(0, l.indexOf(' '))))
              .toArray();
      assertThat(times).hasSize(6);
      for (int i = 1; i < times.length; i++) {
        assertThat(times[i] - times[i - 1])
            .as("a second, give or take 100 us")
            .isBetween(TestBoard.cycles(0.9999), TestBoard.cycles(1.0001));
      }
    }
  }

  @Test
  void aToucherOwnsTheChipWhenNobodyStopsIt() throws UserError {
    Path toucher = TestBoard.ROOT.resolve("firmware/hostile/toucher.elf");
    TestBoard bare = TestBoard.open(toucher).run(0.05);
    assertThat(bare.console())
        .contains("CFGCON CHANGED", "PMD5 CHANGED")
        .doesNotContain("still here");
    assertThat(bare.console().split("toucher: stores", -1))
        .as("it resets the chip, and starts again and again")
        .hasSizeGreaterThan(3);
  }
}
