package org.vzlab.isolation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Holes;
import org.vzlab.isolation.Mistake;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/** Mistakes of a hypervisor by which one guest notices another: each is found. */
final class PlantedInterferenceTest {
  private static final long CYCLES = 4_400_000;
  private static final int HEARD = 0x100;
  private static final int LEAKED = 0x200;

  /** Keeps the character that it has received last. */
  private static final String LISTENS =
      """
      again:
      lw $t0, 0x10($s2)
      andi $t0, $t0, 1
      beq $t0, $zero, again
      nop
      lw $t1, 0x30($s2)
      sb $t1, 0x100($s0)
      beq $zero, $zero, again
      nop
      """;

  /** Prints a byte of its memory again and again, with a pause between. */
  private static final String SHOWS =
      """
      again:
      lb $t1, 0x200($s0)
      addiu $t1, $t1, 65
      sw $t1, 0x20($s2)
      lui $t2, 1
      pause: addiu $t2, $t2, -1
      bne $t2, $zero, pause
      nop
      beq $zero, $zero, again
      nop
      """;

  private static Variant leaking(Variant variant, int from, int to) {
    return variant.withSoftware(
        hypervisor ->
            new Mistake(hypervisor) {
              @Override
              protected boolean make(RootPort root) {
                root.store(to, 1, root.load(from, 1));
                return true;
              }
            });
  }

  private static NonInterference typedTo(Variant variant) throws UserError {
    return Experiment.of(Boardroom.TWO_GUESTS, 2, 1)
        .on(variant)
        .beside(List.of(new Neighbour.Input("x")))
        .lasting(2 * CYCLES)
        .run();
  }

  @Test
  void aCharacterTypedForOneGuestInTheMemoryOfAnotherIsFound() throws UserError {
    Room listener = Boardroom.room(Boardroom.TWO_GUESTS, 1);
    Room shower = Boardroom.room(Boardroom.TWO_GUESTS, 2);
    Variant both =
        Boardroom.with(
            Boardroom.with(Boardroom.TWO_GUESTS, 1, LISTENS), Boardroom.TWO_GUESTS, 2, SHOWS);
    assertThat(typedTo(both).holds()).as("without the mistake").isTrue();
    int from = listener.ramPlace() + HEARD;
    NonInterference result = typedTo(leaking(both, from, shower.ramPlace() + LEAKED));
    assertThat(result.holds()).isFalse();
    Difference difference = result.verdicts().get(0).comparison().difference().orElseThrow();
    assertThat(difference.task()).isEqualTo(2);
    assertThat(difference.stream()).isEqualTo("output of console");
    assertThat(difference.reference().orElseThrow().content()).isEqualTo("console sends 'A'");
    assertThat(difference.other().orElseThrow().content())
        .isEqualTo(String.format("console sends 0x%02x", ('x' + 'A') & 0xFF));
    assertThat(difference.time()).isGreaterThan(2 * CYCLES / 3);
    assertThat(difference.before()).isNotEmpty();
    assertThat(result.toString())
        .contains("guest 2 NOTICES guest 1", "NOTICED", "task 2, cycle " + difference.time());
  }

  @Test
  void aWindowThatOverlapsAnotherGuestsIsFound() throws UserError {
    NonInterference result =
        Experiment.of(Boardroom.CONTROL_LOOP, 1, 2)
            .on(Variant.NONE.withLayout(Holes.schedule(Holes::overlapping)))
            .beside(
                Neighbours.programs().stream()
                    .filter(one -> one.name().equals("storms with its timer"))
                    .toList())
            .lasting(CYCLES)
            .run();
    assertThat(result.holds()).isFalse();
    Difference difference = result.verdicts().get(0).comparison().difference().orElseThrow();
    assertThat(difference.task()).isEqualTo(1);
    assertThat(difference.stream()).isEqualTo("exits");
    assertThat(difference.index()).isZero();
    assertThat(difference.reference().orElseThrow().time())
        .isNotEqualTo(difference.other().orElseThrow().time());
  }

  private static Variant slowedBy(int place) {
    return Variant.NONE.withSoftware(
        hypervisor ->
            new Mistake(hypervisor) {
              @Override
              protected boolean make(RootPort root) {
                boolean ofGuest1 = (root.cp0(Cp0Register.GUEST_CTL1) & 7) == 1;
                if (ofGuest1) {
                  root.charge(Work.HOLD, root.load(place, 1));
                }
                return true;
              }
            });
  }

  @Test
  void anExitThatTakesLongerForWhatAnotherHasInItsMemoryIsFound() throws UserError {
    Experiment experiment =
        Experiment.of(Boardroom.CONTROL_LOOP, 1, 2)
            .beside(List.of(new Neighbour.Memory(7)))
            .lasting(CYCLES);
    assertThat(experiment.run().holds()).as("without the mistake").isTrue();
    int place = Boardroom.room(Boardroom.CONTROL_LOOP, 2).ramPlace();
    NonInterference result = experiment.on(slowedBy(place)).run();
    assertThat(result.holds()).isFalse();
    Difference difference = result.verdicts().get(0).comparison().difference().orElseThrow();
    assertThat(difference.task()).isEqualTo(1);
    assertThat(difference.time()).isGreaterThan(CYCLES / 3);
    assertThat(result.verdicts().get(0).comparison().shift().maximum()).isPositive();
  }
}
