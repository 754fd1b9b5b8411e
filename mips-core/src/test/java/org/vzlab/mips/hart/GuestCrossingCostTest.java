package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.timing.Stall;

/** What the way into a guest and out of it takes, and whose time that is. */
class GuestCrossingCostTest {
  private static final int GUEST = 1;
  private static final int CODE = 0x80000400;
  private static final int ENTRY = 3;
  private static final int EXIT = 7;

  private final TestMachine machine =
      TestMachine.timed(
          new TimingTable(
              Map.of(TimingConstant.GUEST_ENTRY, ENTRY, TimingConstant.GUEST_EXIT, EXIT)));

  private long now() {
    return machine.scheduler.now();
  }

  private long exceptional(int owner) {
    return machine.hart.timing.account.stalled(owner, Stall.EXCEPTION);
  }

  @Test
  void anEretIntoAGuestTakesMoreThanOneThatStaysInRoot() {
    machine.root(Cp0Register.STATUS, 2);
    long before = now();
    machine.hart.traps.eret();
    assertThat(now() - before).isEqualTo(TimingConstant.ERET.standard());

    before = now();
    machine.enterGuest(GUEST, CODE);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(now() - before).isEqualTo(TimingConstant.ERET.standard() + ENTRY);
    assertThat(exceptional(GUEST)).as("the guest's own").isEqualTo(ENTRY);
  }

  @Test
  void anExitTakesMoreThanAnExceptionAndIsRootsTime() {
    machine.enterGuest(GUEST, CODE);
    long before = now();
    long root = exceptional(0);
    machine.hart.traps.raiseExit(GuestExit.GPSI);
    machine.hart.traps.enter(0, 0);
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(now() - before).isEqualTo(TimingConstant.EXCEPTION.standard() + EXIT);
    assertThat(exceptional(0) - root).isEqualTo(TimingConstant.EXCEPTION.standard() + EXIT);
  }
}
