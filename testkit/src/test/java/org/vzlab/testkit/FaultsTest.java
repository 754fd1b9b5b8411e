package org.vzlab.testkit;

import static org.vzlab.testkit.VzAssertions.assertThat;
import static org.vzlab.testkit.VzAssertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.vzlab.isolation.fault.Fault;
import org.vzlab.isolation.fault.FaultKind;
import org.vzlab.isolation.fault.FaultPlan;

/** Faults of the hardware in tests. */
@Board("configs/control-loop.config")
final class FaultsTest {
  private static final long ONE_MILLISECOND = 200_000;

  /** Stores 0 into a byte of its RAM every 200 microseconds. */
  private static final String CLEARS =
      """
      lui $t0, 0x8000
      again: sb $zero, 0x200($t0)
      li $t1, 20000
      delay: addiu $t1, $t1, -1
      bne $t1, $zero, delay
      nop
      b again
      nop
      """;

  @Test
  void faultsInWhatAGuestHasAloneAreContained(RunningBoard board) {
    assertThat(board).containsFaults(FaultPlan.OWN.withDuration(ONE_MILLISECOND), 1, 4);
  }

  @Test
  @Board("configs/sense-vm.config")
  void aFaultThatReachesAnotherGuestIsTold(RunningBoard board) {
    FaultPlan all = FaultPlan.ALL.withDuration(ONE_MILLISECOND);
    assertThatThrownBy(() -> assertThat(board).containsFaults(all, 407, 408))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of 2 are not")
        .hasMessageContaining("seed 408: isolation lost: root-tlb: hart/rootTlb/low0[4] bit 8");
  }

  @Test
  @Program(guest = 2, assembly = CLEARS)
  void aBitThatFlipsIsWrittenOverAndOneThatIsStuckIsNot(
      RunningBoard board, @Id(2) Guest guest, @Id(2) Memory memory) {
    int place = guest.ram().get(0).first() + 0x200;
    board.runFor("3ms");
    board.inject(Fault.inRam(2, place, 3, FaultKind.FLIP));
    assertThat(board.memory()).hasByte(place, 8);
    board.runFor("10ms");
    assertThat(memory).hasByte(0x200, 0);
    board.inject(Fault.inRam(2, place, 3, FaultKind.STUCK_1));
    board.runFor("10ms");
    assertThat(board.memory()).hasByte(place, 8);
  }
}
