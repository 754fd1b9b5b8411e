package org.vzlab.isolation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.hart.ExitReason;

/** Two histories beside each other, made by hand. */
final class ComparisonTest {
  private static final long UNTIL = 10_000;

  private static History history(Happening... happenings) {
    return new History(1, 0, UNTIL, List.of(happenings), List.of());
  }

  private static Happening sent(long time, char character) {
    return new Happening.Sent(time, "console", character);
  }

  private static Happening pin(long time, int level) {
    return new Happening.Pins(time, 'G', 1, level);
  }

  private static History exits(Exits exits) {
    return new History(1, 0, UNTIL, List.of(), exits.before(UNTIL));
  }

  private static Comparison exact(History one, History two) {
    return Comparison.of(Criterion.EXACT, one, two);
  }

  private static Comparison content(History one, History two) {
    return Comparison.of(Criterion.CONTENT, one, two);
  }

  @Test
  void toTheCycleIsWithTheSameTimes() {
    History one = history(sent(100, 'a'), pin(200, 1));
    assertThat(exact(one, history(sent(100, 'a'), pin(200, 1))).isEqual()).isTrue();
    Difference difference =
        exact(one, history(sent(100, 'a'), pin(201, 1))).difference().orElseThrow();
    assertThat(difference.time()).isEqualTo(200);
    assertThat(difference)
        .hasToString(
            """
            task 1, cycle 200: happenings, number 1
              reference: cycle 200: port G pins 0001 become 0001
              other:     cycle 201: port G pins 0001 become 0001
              before:    cycle 100: console sends 'a'
            """);
  }

  @Test
  void toTheCycleNothingMayBeMissing() {
    Difference difference =
        exact(history(sent(100, 'a')), history(sent(100, 'a'), sent(300, 'b')))
            .difference()
            .orElseThrow();
    assertThat(difference.time()).isEqualTo(300);
    assertThat(difference.reference()).isEmpty();
    assertThat(difference.toString()).contains("reference: nothing more", "console sends 'b'");
  }

  @Test
  void registersThatDifferAtAnExitAreNamed() {
    int[] values = new int[Registers.COUNT];
    Exits one = new Exits(new Exits.Kept(0, 10));
    Exits two = new Exits(new Exits.Kept(0, 10));
    one.add(50, ExitReason.GPSI, 0x9FC00400, values);
    two.add(50, ExitReason.GPSI, 0x9FC00400, values);
    values[2] = 1;
    values[33] = 7;
    one.add(60, ExitReason.INTERRUPT, 0x9FC00404, values);
    values[2] = 2;
    values[33] = 8;
    two.add(60, ExitReason.INTERRUPT, 0x9FC00404, values);
    Difference difference = exact(exits(one), exits(two)).difference().orElseThrow();
    assertThat(difference.stream()).isEqualTo("exits");
    assertThat(difference.index()).isEqualTo(1);
    assertThat(difference.registers())
        .containsExactly("v0 00000001/00000002", "lo 00000007/00000008");
    assertThat(difference.exitWithoutRegisters()).isEqualTo(-1);
  }

  @Test
  void exitsWhoseRegistersAreNotKeptDifferAllTheSame() {
    int[] values = new int[Registers.COUNT];
    Exits one = new Exits(new Exits.Kept(0, 1));
    Exits two = new Exits(new Exits.Kept(0, 1));
    for (int i = 0; i < 3000; i++) {
      values[31] = i;
      one.add(i, ExitReason.GPSI, i, values);
      values[31] = i == 2000 ? -1 : i;
      two.add(i, ExitReason.GPSI, i, values);
    }
    Difference difference = exact(exits(one), exits(two)).difference().orElseThrow();
    assertThat(difference.exitWithoutRegisters()).isEqualTo(2000);
    assertThat(difference.registers()).isEmpty();
    assertThat(difference.before()).hasSize(5);
  }

  @Test
  void inContentTimesAreMeasuredAndStreamsAreIndependent() {
    Comparison comparison =
        content(
            history(sent(100, 'a'), pin(200, 1), sent(300, 'b')),
            history(sent(110, 'a'), sent(310, 'b'), pin(320, 1)));
    assertThat(comparison.isEqual()).isTrue();
    TimeShift shift = comparison.shift();
    assertThat(shift.compared()).isEqualTo(3);
    assertThat(shift.minimum()).isEqualTo(10);
    assertThat(shift.maximum()).isEqualTo(120);
    assertThat(shift.mean()).isEqualTo(140 / 3.0);
    assertThat(shift.distinguishable()).as("0, 2, .. 120").isEqualTo(61);
    assertThat(shift.observationsPerSecond()).isEqualTo(60_000);
    assertThat(shift.bitsPerSecond()).isBetween(60_000 * 5.92, 60_000 * 5.94);
  }

  @Test
  void inContentOrderAndBytesCount() {
    History one = history(sent(100, 'a'), sent(200, 'b'));
    assertThat(content(one, history(sent(100, 'b'), sent(200, 'a'))).isEqual()).isFalse();
    Difference difference =
        content(one, history(sent(150, 'a'), sent(260, 'c'))).difference().orElseThrow();
    assertThat(difference.stream()).isEqualTo("output of console");
    assertThat(difference.index()).isEqualTo(1);
  }

  @Test
  void whoComesLaterMayHaveComeLessFar() {
    History fast = history(sent(1000, 'a'), sent(2000, 'b'), sent(6000, 'c'));
    History slow = history(sent(2000, 'a'), sent(4000, 'b'));
    assertThat(content(fast, slow).isEqual()).isTrue();
    assertThat(content(slow, fast).isEqual()).isTrue();
  }

  @Test
  void whatShouldHaveComeLongAgoIsMissed() {
    History one = history(sent(1000, 'a'), sent(2000, 'b'), sent(3000, 'c'));
    History two = history(sent(1100, 'a'), sent(2100, 'b'));
    Difference difference = content(one, two).difference().orElseThrow();
    assertThat(difference.time()).isEqualTo(3000);
    assertThat(difference.other()).isEmpty();
    assertThat(content(two, one).isEqual()).as("nor may there be more").isFalse();
  }

  @Test
  void aStreamThatOneRunLacksIsMissed() {
    Happening[] happenings = {sent(1000, 'a'), new Happening.Raised(2000, 40)};
    History without = history(Arrays.copyOf(happenings, 1));
    Difference difference = content(without, history(happenings)).difference().orElseThrow();
    assertThat(difference.stream()).isEqualTo("interrupt 40");
  }

  @Test
  void historiesOfDifferentGuestsAreNotCompared() {
    History other = new History(2, 0, UNTIL, List.of(), new ArrayList<>());
    assertThatThrownBy(() -> exact(history(), other)).isInstanceOf(IllegalArgumentException.class);
  }
}
