package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;

/** What the border between root and guests tells, in functional timing: a cycle an instruction. */
class CrossingsTest {
  private static final int GUEST = 0x80000100;

  private final TestMachine machine = TestMachine.guest(GUEST);
  private final List<Crossing> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    machine.hart.crossings().listen(told::add);
    put(machine, FLASH + 0x180, "nop\neret\n");
    put(machine, FLASH + 0x200, "eret\n");
  }

  private void guest(String code) {
    put(machine, RAM + 0x100, code);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      machine.step();
    }
  }

  @Test
  void anExitAndTheWayBackSayWhenWhoAndWhy() {
    guest("nop\nmfc0 t0, $9\n");
    steps(4);
    assertThat(told)
        .containsExactly(
            new Crossing.Left(2, 2, 1, ExitReason.GPSI, 2), new Crossing.Entered(4, 4, 1, true, 4));
  }

  @Test
  void anEntryWithInterruptsOffSaysSo() {
    guest("hypcall\n");
    machine.step();
    machine.root(Cp0Register.STATUS, 2);
    steps(2);
    assertThat(told)
        .containsExactly(
            new Crossing.Left(1, 1, 1, ExitReason.HC, 1), new Crossing.Entered(3, 3, 1, false, 3));
  }

  @Test
  void guestModeThatIsEnteredByAWriteIsAnEntryToo() {
    guest("hypcall\n");
    machine.step();
    machine.root(Cp0Register.STATUS, 1);
    assertThat(told).last().isEqualTo(new Crossing.Entered(1, 1, 1, true, 1));
  }

  @Test
  void anInterruptIsPresentedTakenAndReportedByItsFieldChange() {
    guest("nop\n");
    put(machine, RAM + 0x200, "nop\n");
    machine.guestRegister(Cp0Register.EBASE, 0x80000000);
    machine.guestRegister(Cp0Register.CAUSE, 1 << 23);
    machine.guestRegister(Cp0Register.INT_CTL, 0x20);
    machine.guestRegister(Cp0Register.STATUS, 1);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    machine.step();
    assertThat(told)
        .containsExactly(
            new Crossing.Presented(0, 3),
            new Crossing.Delivered(0, 0, 1, 0),
            new Crossing.Left(0, 0, 1, ExitReason.GHFC, 0));
  }

  @Test
  void aRequestThatIsWithdrawnAndOneThatStaysAreToldApart() {
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24);
    machine.root(Cp0Register.GUEST_CTL2, 0);
    assertThat(told).containsExactly(new Crossing.Presented(0, 3), new Crossing.Presented(0, 0));
  }

  @Test
  void rootsInterruptNmiAndDebugExceptionEndAGuestEach() {
    guest("sdbbp\n");
    machine.step();
    machine.hart.traps.deret();
    machine.hart.request(2, 0x200, 0);
    machine.step();
    machine.root(Cp0Register.STATUS, 1);
    machine.hart.request(0, 0, 0);
    machine.hart.nmi();
    machine.step();
    assertThat(told)
        .filteredOn(Crossing.Left.class::isInstance)
        .extracting(crossing -> ((Crossing.Left) crossing).reason())
        .containsExactly(ExitReason.DEBUG, ExitReason.INTERRUPT, ExitReason.NMI);
  }

  @Test
  void rootsWaitBeginsAndEnds() {
    machine.root(Cp0Register.GUEST_CTL0, 0);
    machine.hart.pc = RAM + 0x100;
    guest("wait\nnop\n");
    machine.step();
    machine.scheduler.beginSlice(5000);
    machine.interpreter.run();
    machine.root(Cp0Register.STATUS, 0);
    machine.hart.request(1, 0x200, 0);
    machine.step();
    assertThat(told).containsExactly(new Crossing.Waiting(1), new Crossing.Woken(5000));
  }

  @Test
  void aResetIsTold() {
    machine.hart.reset();
    assertThat(told).containsExactly(new Crossing.Reset(0));
  }

  @Test
  void whatIsRootsOwnAndWhatIsTheGuestsOwnIsNoCrossing() {
    machine.guestRegister(Cp0Register.EBASE, 0x80000000);
    put(machine, RAM + 0x180, "nop\n");
    guest("syscall\n");
    machine.step();
    machine.root(Cp0Register.GUEST_CTL0, 0);
    machine.hart.pc = RAM + 0x100;
    machine.step();
    assertThat(told).isEmpty();
  }
}
