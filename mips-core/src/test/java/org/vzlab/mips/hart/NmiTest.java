package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/** NMI and reset (MD00091 "NMI", "Reset"). */
class NmiTest {
  private static final int RESET = 0xBFC00000;
  private static final int GUEST_PC = 0x80000100;
  private static final int BEQ_ZERO_ZERO = 0x10000001;

  private static void assertTaken(TestMachine machine, int before, int errorEpc) {
    assertThat(machine.hart.pc).isEqualTo(RESET);
    assertThat(machine.root(Cp0Register.ERROR_EPC)).isEqualTo(errorEpc);
    assertThat(machine.root(Cp0Register.STATUS))
        .isEqualTo((before & ~(Status.SR | Status.TS)) | Status.BEV | Status.NMI | Status.ERL);
    assertThat(machine.hart.inGuest()).isFalse();
  }

  @ParameterizedTest(name = "Status {0}")
  @ValueSource(
      ints = {
        0,
        Status.IE,
        Status.EXL,
        Status.ERL,
        Status.EXL | Status.ERL,
        Status.IPL | Status.IE,
        Status.UM,
        Status.CU1 | Status.MX | Status.FR | Status.RP,
        Status.SR | Status.TS,
        Status.NMI | Status.ERL | Status.BEV
      })
  void anNmiIsTakenWhateverStatusSaysAndChangesNothingButStatusAndErrorEpc(int status) {
    TestMachine machine = TestMachine.running();
    machine.hart.root.set(Cp0Register.STATUS, status);
    machine.hart.contextChanged();
    final List<Integer> before = others(machine);
    machine.hart.nmi();
    machine.hart.prepare();
    assertTaken(machine, status, RAM);
    assertThat(others(machine)).isEqualTo(before);
    machine.hart.pc = RAM;
    machine.execute(TestMachine.NOP);
    assertThat(machine.hart.pc).as("taken once").isEqualTo(RAM + 4);
  }

  /** All registers of both contexts but root's Status and ErrorEPC. */
  private static List<Integer> others(TestMachine machine) {
    List<Integer> values = new ArrayList<>();
    for (Cp0Register register : Cp0Register.values()) {
      if (register != Cp0Register.STATUS && register != Cp0Register.ERROR_EPC) {
        values.add(machine.hart.root.get(register));
      }
      values.add(machine.hart.guest.get(register));
    }
    return values;
  }

  @Test
  void anNmiComesBeforeAnInterruptWhichItsErrorLevelThenHoldsBack() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.hart.request(7, 0x200, 0);
    machine.hart.nmi();
    machine.step();
    assertTaken(machine, Status.IE, RAM);
    machine.put(RESET, TestMachine.NOP);
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(RESET + 4);
    assertThat(machine.root(Cp0Register.EPC)).isZero();
  }

  @ParameterizedTest(name = "Guest.Status {0}")
  @ValueSource(ints = {Status.IE, Status.EXL, Status.ERL, Status.UM | Status.BEV})
  void aGuestsNmiIsRootsAndEretGoesBackToTheGuest(int guestStatus) {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    machine.guestRegister(Cp0Register.STATUS, guestStatus);
    machine.root(Cp0Register.GUEST_CTL2, 0x05000200);
    final List<Integer> before = others(machine);
    machine.hart.nmi();
    machine.hart.prepare();
    assertTaken(machine, Status.IE, GUEST_PC);
    assertThat(others(machine)).as("GM, GuestCtl2 and the guest").isEqualTo(before);
    assertThat(machine.root(Cp0Register.GUEST_CTL0) & GuestCtl.GM).isEqualTo(GuestCtl.GM);
    assertThat(machine.hart.usage.exits(1, ExitReason.NMI)).isEqualTo(1);
    machine.execute(TestMachine.ERET);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.BEV | Status.NMI | Status.IE);
  }

  @Test
  void anNmiWaitsForTheDelaySlotOfABranch() {
    TestMachine machine = TestMachine.running();
    machine.put(RAM, BEQ_ZERO_ZERO, TestMachine.NOP);
    machine.scheduler.beginSlice(1);
    machine.interpreter.step();
    assertThat(machine.hart.inDelaySlot).isTrue();
    machine.hart.nmi();
    machine.interpreter.step();
    assertThat(machine.hart.pc).isEqualTo(RAM + 8);
    machine.interpreter.step();
    assertTaken(machine, 0, RAM + 8);
  }

  @Test
  void anNmiEndsWait() {
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.WAIT);
    machine.step();
    assertThat(machine.hart.pc).as("waits").isEqualTo(RAM + 4);
    machine.hart.nmi();
    machine.step();
    assertTaken(machine, 0, RAM + 4);
    machine.put(RESET, TestMachine.NOP);
    machine.step();
    assertThat(machine.hart.pc).as("waits no longer").isEqualTo(RESET + 4);
  }

  @Test
  void theEndOfWaitIsToldOnceByWhateverItEnds() {
    List<Runnable> ends = new ArrayList<>();
    TestMachine machine = TestMachine.running();
    ends.add(() -> machine.hart.request(1, 0x200, 0));
    ends.add(machine.hart::nmi);
    ends.add(machine.hart::reset);
    for (Runnable end : ends) {
      final List<Boolean> told = new ArrayList<>();
      machine.hart.request(0, 0, 0);
      machine.hart.root.set(Cp0Register.STATUS, 0);
      machine.hart.contextChanged();
      machine.hart.pc = RAM;
      machine.hart.interrupts.onWake(() -> told.add(machine.hart.interrupts.isWaiting()));
      machine.execute(TestMachine.WAIT);
      assertThat(machine.hart.interrupts.isWaiting()).isTrue();
      machine.step();
      assertThat(told).isEmpty();
      end.run();
      machine.hart.prepare();
      assertThat(told).containsExactly(false);
    }
  }

  @Test
  void debugModeHoldsBackAnNmi() {
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.SDBBP);
    machine.hart.nmi();
    machine.execute(TestMachine.NOP, TestMachine.DERET);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    assertThat(machine.root(Cp0Register.DEBUG) & Debug.DM).isZero();
    machine.step();
    assertTaken(machine, 0, RAM);
  }

  @Test
  void theInstructionSetIsThatOfBootCodeAndErrorEpcKeepsTheInterruptedOne() {
    TestMachine machine = TestMachine.running();
    machine.hart.bootsMicromips(true);
    machine.hart.reset();
    assertThat(machine.hart.pc).isEqualTo(RESET | 1);
    assertThat(machine.root(Cp0Register.ERROR_EPC)).isEqualTo(RAM);
    machine.hart.pc = RAM | 1;
    machine.hart.nmi();
    machine.hart.prepare();
    assertThat(machine.hart.pc).isEqualTo(RESET | 1);
    assertThat(machine.root(Cp0Register.ERROR_EPC)).isEqualTo(RAM | 1);
  }

  @Test
  void resetLeavesErrorLevelWithBevAndNeitherNmiNorSrAndForgetsAPendingNmi() {
    TestMachine machine = TestMachine.running();
    machine.hart.nmi();
    machine.hart.prepare();
    machine.put(RESET, TestMachine.NOP, TestMachine.NOP);
    machine.step();
    machine.hart.nmi();
    machine.hart.reset();
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.BEV | Status.ERL);
    assertThat(machine.root(Cp0Register.ERROR_EPC)).isEqualTo(RESET + 4);
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(RESET + 4);
  }

  @Test
  void aPendingNmiIsPartOfASnapshot() {
    TestMachine machine = TestMachine.running();
    machine.hart.nmi();
    Snapshot snapshot = Snapshot.of(machine.hart);
    machine.hart.prepare();
    snapshot.restore(machine.hart);
    assertThat(machine.hart.pc).isEqualTo(RAM);
    machine.hart.prepare();
    assertTaken(machine, 0, RAM);
  }

  @Test
  void theTraceTellsErrorEpcAndTheResetVector() {
    TestMachine machine = TestMachine.guest(GUEST_PC);
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    machine.hart.nmi();
    machine.hart.prepare();
    assertThat(taken)
        .containsExactly(new ExceptionTaken(0, 1, false, ExcCode.INT, -1, GUEST_PC, 0, 0, RESET));
  }

  @Test
  void modelledRootSoftwareStartsAnewAndWhatItHadBeenToldBeforeIsForgotten() {
    TestMachine machine = new TestMachine();
    List<String> calls = new ArrayList<>();
    List<Integer> bootCode = new ArrayList<>();
    machine.hart.onNmi(() -> bootCode.add(machine.hart.pc));
    machine.hart.install(
        new RootSoftware() {
          @Override
          public void start(RootPort port) {
            calls.add("start " + (port.cp0(Cp0Register.STATUS) >>> 19 & 1));
            port.cp0(Cp0Register.STATUS, 0);
            machine.map(1, 0, 0, 0x07FFE000);
            machine.enterGuest(1, GUEST_PC);
          }

          @Override
          public void exception(int vectorOffset) {
            calls.add("exception");
          }

          @Override
          public void debugException() {
            calls.add("debug");
          }

          @Override
          public void run() {
            calls.add("run");
          }
        });
    machine.put(GUEST_PC, TestMachine.NOP, TestMachine.NOP);
    machine.step();
    machine.step();
    assertThat(machine.hart.inGuest()).isTrue();
    machine.hart.nmi();
    machine.step();
    assertThat(calls).containsExactly("start 0", "start 1");
    assertThat(bootCode).containsExactly(RESET);
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC + 4);
  }
}
