package org.vzlab.isolation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;

/** What guests of the repository's configurations notice of whatever is beside them. */
final class NonInterferenceTest {
  /** Two windows of the control loop and more. */
  private static final long TWO_FRAMES = 4_400_000;

  private static final List<String> SAMPLE =
      List.of(
          "waits",
          "prints without end",
          "storms and waits",
          "random program 1",
          "input hello, world");

  /** Uses whatever a guest can have to do with: units, TLB, memory, console, timer. */
  private static final String BUSY =
      """
      lui $t0, 0x3500
      mtc0 $t0, $12
      ehb
      mfc0 $s4, $9
      lui $s5, 0xF
      ori $s5, $s5, 0x4240
      again:
      add.d $f2, $f4, $f6
      mtlo $t0, $ac2
      lui $t1, 0x0000
      mtc0 $t1, $10
      ori $t2, $zero, 0x1F
      mtc0 $t2, $2
      mtc0 $t2, $3
      mtc0 $zero, $5
      ehb
      tlbwr
      ehb
      addiu $t1, $zero, 46
      sw $t1, 0x20($s2)
      sw $t1, 0x20($s2)
      lw $t3, 0($s0)
      lw $t4, 0x400($s0)
      sw $t3, 0x800($s0)
      mfc0 $t5, $9
      addu $s4, $s4, $s5
      mtc0 $s4, $11
      wait
      beq $zero, $zero, again
      nop
      """;

  private static List<Neighbour> sample() {
    return Neighbours.all().stream().filter(one -> SAMPLE.contains(one.name())).toList();
  }

  private static void assertHolds(NonInterference result) {
    assertThat(result.holds()).as(result.toString()).isTrue();
  }

  @Test
  void theControlLoopIsUnaffectedToTheCycleByEveryNeighbour() throws UserError {
    NonInterference result = Experiment.of(Boardroom.CONTROL_LOOP, 1, 2).lasting(TWO_FRAMES).run();
    assertHolds(result);
    assertThat(result.criterion()).isEqualTo(Criterion.EXACT);
    assertThat(result.verdicts()).hasSizeGreaterThan(20);
    assertThat(result.shift().compared()).isPositive();
    assertThat(result.shift().bitsPerSecond()).isZero();
    assertThat(result.toString())
        .startsWith(
            "../configs/control-loop.config: guest 1 is unaffected by guest 2, to the cycle")
        .contains("storms with its timer", "unaffected", "random program 4", "input <0d><0a>");
  }

  @Test
  void inAFrameAGuestThatUsesAllItHasIsUnaffectedToTheCycle() throws UserError {
    NonInterference result =
        Experiment.of(Boardroom.CONTROL_LOOP, 1, 2)
            .on(Boardroom.with(Boardroom.CONTROL_LOOP, 1, BUSY))
            .beside(
                Neighbours.all().stream()
                    .filter(
                        one ->
                            SAMPLE.contains(one.name())
                                || one.name().equals("uses every unit")
                                || one.name().equals("churns its TLB"))
                    .toList())
            .lasting(6_400_000)
            .run();
    assertHolds(result);
    assertThat(result.verdicts()).hasSize(SAMPLE.size() + 2);
    assertThat(result.shift().compared()).isGreaterThan(5L * (SAMPLE.size() + 2));
  }

  /** Whatever the hypervisor is in the middle of when the window ends: here a match of Compare. */
  @Test
  void aTimerThatMatchesAtTheEndOfAWindowMovesNothingInTheNext() throws UserError {
    List<Neighbour> timers = new ArrayList<>();
    for (int delay = 1; delay <= 24; delay++) {
      String source =
          String.format(
              """
              addiu $t3, $zero, %d
              later: bne $t3, $zero, later
              addiu $t3, $t3, -1
              again:
              mfc0 $t1, $9
              addiu $t1, $t1, 1
              mtc0 $t1, $11
              beq $zero, $zero, again
              nop
              """,
              16 * delay);
      timers.add(new Neighbour.Program("matches, delayed by " + delay, source));
    }
    assertHolds(Experiment.of(Boardroom.CONTROL_LOOP, 2, 1).beside(timers).lasting(600_000).run());
  }

  @ParameterizedTest
  @CsvSource({"two-guests, 2, 1, 5000000", "priorities, 1, 2, 8000000", "sense-vm, 1, 6, 9000000"})
  void withoutAFrameContentAndOrderStayAndTheShiftIsMeasured(
      String configuration, int guest, int other, long cycles) throws UserError {
    Setup setup = Boardroom.setup(configuration);
    NonInterference result =
        Experiment.of(setup, guest, other).beside(sample()).lasting(cycles).run();
    assertHolds(result);
    assertThat(result.criterion()).isEqualTo(Criterion.CONTENT);
    assertThat(result.shift().compared()).isPositive();
    assertThat(result.shift().minimum()).isNotEqualTo(result.shift().maximum());
    assertThat(result.shift().bitsPerSecond()).isPositive();
    assertThat(result.toString()).contains("in content and order", "bits/s");
  }
}
