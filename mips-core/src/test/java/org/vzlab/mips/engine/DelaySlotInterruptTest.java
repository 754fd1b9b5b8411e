package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.time.Event;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.engine.SlotMachine.Mode;
import org.vzlab.mips.isa.Operation;

/** No interrupt comes between a branch and its delay slot: it finds the branch done. */
class DelaySlotInterruptTest {
  private static final int LEVEL = 3;
  private static final long LONG = 100;

  /** A branch, which way it goes, and who executes it. */
  private record Case(Mode mode, Operation branch, boolean taken) {
    SlotMachine machine(SlotFault fault) {
      SlotMachine machine = new SlotMachine(mode, branch, fault);
      if (!machine.arm(taken)) {
        throw new AssertionError(this + " is not one of cases()");
      }
      machine.context().replace(Cp0Register.STATUS, Status.IE, Status.IE);
      return machine;
    }

    @Override
    public String toString() {
      String way = taken ? " taken" : " not taken";
      return mode + " " + branch.isa() + " " + branch.asm() + " " + branch.length() + way;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Mode.ROOT, Mode.GUEST)
        .flatMap(
            mode ->
                BranchForms.withDelaySlot().stream()
                    .flatMap(
                        branch ->
                            Stream.of(true, false)
                                .filter(
                                    taken -> new SlotMachine(mode, branch, SlotFault.BP).arm(taken))
                                .map(taken -> new Case(mode, branch, taken))));
  }

  static Stream<Case> waitingCases() {
    return cases()
        .filter(c -> c.mode == Mode.ROOT)
        .filter(c -> SlotFault.SYS.fits(c.mode, c.branch));
  }

  private static void request(SlotMachine machine) {
    if (machine.context() == machine.hart.guest) {
      machine.hart.root.replace(Cp0Register.GUEST_CTL2, GuestCtl.GRIPL, LEVEL << 24);
      machine.scheduler().preempt();
    } else {
      machine.hart.request(LEVEL, 0, 0);
    }
  }

  private static void run(SlotMachine machine) {
    machine.scheduler().beginSlice(machine.scheduler().now() + LONG);
    machine.machine.interpreter.run();
  }

  private static void assertInterrupted(SlotMachine machine, int epc) {
    int cause = machine.context().get(Cp0Register.CAUSE);
    assertThat(machine.context().has(Cp0Register.STATUS, Status.EXL)).as("Status.EXL").isTrue();
    assertThat(Cause.excCode(cause)).as("Cause.ExcCode").isZero();
    assertThat(cause & Cause.BD).as("Cause.BD").isZero();
    assertThat(machine.context().get(Cp0Register.EPC)).as("EPC").isEqualTo(epc);
    assertThat(machine.hart.instructions).as("instructions").isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steppingTakesItBehindTheSlot(Case example) {
    SlotMachine machine = example.machine(SlotFault.BP);
    int length = machine.mend();
    machine.step();
    request(machine);
    machine.step();
    int behind = example.taken ? machine.target : machine.slot + length;
    assertThat(machine.hart.pc).isEqualTo(behind);
    assertThat(machine.context().has(Cp0Register.STATUS, Status.EXL)).isFalse();
    machine.step();
    assertInterrupted(machine, behind);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void runningOnFromTheSlotTakesItAtOnce(Case example) {
    SlotMachine machine = example.machine(SlotFault.BP);
    int length = machine.mend();
    machine.step();
    request(machine);
    run(machine);
    assertInterrupted(machine, example.taken ? machine.target : machine.slot + length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEventDueBetweenTheTwoComesBehindTheSlot(Case example) {
    SlotMachine machine = example.machine(SlotFault.BP);
    int length = machine.mend();
    Event event = machine.scheduler().event("soon", 0, () -> request(machine));
    event.at(1);
    run(machine);
    assertThat(machine.scheduler().now()).isEqualTo(2);
    machine.scheduler().fireDue();
    run(machine);
    assertInterrupted(machine, example.taken ? machine.target : machine.slot + length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExceptionOfTheSlotComesBeforeIt(Case example) {
    SlotMachine machine = example.machine(SlotFault.BP);
    machine.step();
    request(machine);
    run(machine);
    int cause = machine.context().get(Cp0Register.CAUSE);
    assertThat(Cause.excCode(cause)).isEqualTo(SlotFault.BP.code.code());
    assertThat(machine.context().get(Cp0Register.EPC)).isEqualTo(machine.pc);
  }

  @ParameterizedTest
  @MethodSource("waitingCases")
  void waitInTheSlotWaitsWhereTheBranchGoes(Case example) {
    for (boolean stepped : List.of(true, false)) {
      SlotMachine machine = example.machine(SlotFault.GPSI);
      int behind = example.taken ? machine.target : machine.slot + machine.slotLength;
      if (stepped) {
        machine.step();
        machine.step();
      } else {
        run(machine);
      }
      assertThat(machine.hart.pc).isEqualTo(behind);
      run(machine);
      assertThat(machine.scheduler().now()).as("it waits").isEqualTo(2 + LONG);
      request(machine);
      run(machine);
      assertInterrupted(machine, behind);
    }
  }
}
