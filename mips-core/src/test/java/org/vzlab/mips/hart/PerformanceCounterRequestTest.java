package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Counters.ADDIU_V0_1;
import static org.vzlab.mips.hart.Counters.CODE;
import static org.vzlab.mips.hart.Counters.CONTROL;
import static org.vzlab.mips.hart.Counters.COUNT;
import static org.vzlab.mips.hart.Counters.CYCLES;
import static org.vzlab.mips.hart.Counters.EVERYWHERE;
import static org.vzlab.mips.hart.Counters.HYPCALL;
import static org.vzlab.mips.hart.Counters.INSTRUCTIONS;
import static org.vzlab.mips.hart.Counters.ec;
import static org.vzlab.mips.hart.Counters.machine;
import static org.vzlab.mips.hart.Counters.run;
import static org.vzlab.mips.hart.Counters.runUntil;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.PerfCtl;
import org.vzlab.mips.cp0.Status;

/** When the performance counters ask for an interrupt, also where a machine is restored. */
class PerformanceCounterRequestTest {
  /** A machine and its request, and the times at which that has changed. */
  private record Request(TestMachine machine, IrqLine line, List<String> changes)
      implements Stateful {
    static Request of(TestMachine machine) {
      List<String> changes = new ArrayList<>();
      IrqLine line =
          new IrqLine(
              104,
              (number, level) -> changes.add((level ? "high " : "low ") + machine.scheduler.now()));
      machine.hart.connect(
          IrqLine.unconnected(), IrqLine.unconnected(), IrqLine.unconnected(), line);
      return new Request(machine, line, changes);
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.enter("machine", machine);
      visitor.enter("line", line);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {CYCLES, INSTRUCTIONS})
  void anOverflowIsRequestedInTheCycleOfItAndStopsWhenSoftwareEndsIt(int event) {
    for (int counter = 0; counter < 2; counter++) {
      TestMachine machine = machine();
      final List<String> changes = Request.of(machine).changes();
      machine.root(COUNT[counter], 0x80000000 - 77);
      machine.root(CONTROL[counter], PerfCtl.K | PerfCtl.IE | event);
      run(machine, 76);
      assertThat(machine.root(Cp0Register.CAUSE) & Cause.PCI).isZero();
      run(machine, 1);
      assertThat(machine.root(COUNT[counter])).isEqualTo(0x80000000);
      assertThat(machine.root(Cp0Register.CAUSE) & Cause.PCI).isEqualTo(Cause.PCI);
      run(machine, 100);
      assertThat(changes).containsExactly("high 77");
      machine.root(Cp0Register.CAUSE, 0);
      assertThat(machine.root(Cp0Register.CAUSE) & Cause.PCI).as("hardware's").isEqualTo(Cause.PCI);
      machine.root(COUNT[counter], 5);
      assertThat(machine.root(Cp0Register.CAUSE) & Cause.PCI).isZero();
      machine.root(COUNT[counter], -1);
      machine.root(CONTROL[counter], PerfCtl.K | event);
      machine.root(CONTROL[counter], PerfCtl.IE | event);
      machine.hart.reset();
      assertThat(changes)
          .containsExactly("high 77", "low 177", "high 177", "low 177", "high 177", "low 177");
    }
  }

  @Test
  void theRequestEndsWhenTheCounterTurnsOver() {
    TestMachine machine = machine();
    List<String> changes = Request.of(machine).changes();
    machine.root(COUNT[0], -10);
    machine.root(CONTROL[0], PerfCtl.K | PerfCtl.IE);
    run(machine, 1000);
    assertThat(changes).containsExactly("high 0", "low 10");
    machine.scheduler.advance((1L << 32) - 2000);
    machine.scheduler.fireDue();
    assertThat(machine.root(COUNT[0])).isEqualTo(-1010);
    assertThat(changes).hasSize(3);
  }

  @Test
  void instructionsThatComeLaterThanTheyCouldOverflowLater() {
    TestMachine machine = machine();
    List<String> changes = Request.of(machine).changes();
    machine.root(COUNT[0], 0x80000000 - 1000);
    machine.root(CONTROL[0], PerfCtl.K | PerfCtl.IE | INSTRUCTIONS);
    machine.scheduler.advance(900);
    run(machine, 500);
    machine.scheduler.advance(12_345);
    run(machine, 499);
    assertThat(changes).isEmpty();
    run(machine, 1);
    assertThat(changes).containsExactly("high 14245");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 20})
  void theInterruptIsTakenByRootsNextInstruction(int before) {
    TestMachine machine = machine();
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.hart.connect(
        IrqLine.unconnected(),
        IrqLine.unconnected(),
        IrqLine.unconnected(),
        new IrqLine(104, (number, level) -> machine.hart.request(level ? 4 : 0, 0x200, 0)));
    machine.root(COUNT[1], 0x80000000 - 1 - before);
    machine.root(CONTROL[1], PerfCtl.K | PerfCtl.IE | INSTRUCTIONS);
    machine.scheduler.beginSlice(100);
    while (machine.scheduler.now() < 100 && machine.root(Cp0Register.EPC) == 0) {
      machine.interpreter.run();
      machine.scheduler.fireDue();
      machine.scheduler.beginSlice(100);
    }
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(CODE + 4 * (before + 1));
    assertThat(machine.excCode()).isZero();
  }

  @Test
  void whereverItStopsACounterGoesOnInAnotherMachine() {
    TestMachine whole = counting();
    final List<String> ofWhole = Request.of(whole).changes();
    runUntil(whole, 400);
    for (int stop = 1; stop < 400; stop += 7) {
      TestMachine first = counting();
      final Request ofFirst = Request.of(first);
      run(first, stop);
      TestMachine second = machine();
      final Request ofSecond = Request.of(second);
      second.root(CONTROL[0], EVERYWHERE | PerfCtl.IE);
      second.root(COUNT[0], 99);
      ofSecond.changes().clear();
      Snapshot.of(ofFirst).restore(ofSecond);
      assertThat(second.root(COUNT[0])).isEqualTo(first.root(COUNT[0]));
      runUntil(second, 400);
      runUntil(first, 400);
      for (TestMachine machine : List.of(first, second)) {
        assertThat(values(machine)).as("stopped at %d", stop).isEqualTo(values(whole));
      }
      assertThat(ofFirst.changes()).isEqualTo(ofWhole).containsExactly("high 123");
      assertThat(ofSecond.changes()).isEqualTo(stop < 123 ? ofWhole : List.of());
    }
    assertThat(whole.root(COUNT[1])).as("instructions of the guest").isBetween(50, 390);
  }

  /** A guest that makes hypercalls, and root that answers them. */
  private static TestMachine counting() {
    TestMachine machine = TestMachine.guest(CODE);
    machine.put(CODE, ADDIU_V0_1, ADDIU_V0_1, HYPCALL, 0x1000FFFC, ADDIU_V0_1);
    machine.put(
        TestMachine.FLASH + 0x180,
        TestMachine.mfc0(26, Cp0Register.EPC),
        0x275A0004,
        TestMachine.mtc0(26, Cp0Register.EPC),
        TestMachine.ERET);
    machine.root(COUNT[0], 0x80000000 - 123);
    machine.root(CONTROL[0], ec(3) | EVERYWHERE | PerfCtl.IE | CYCLES);
    machine.root(CONTROL[1], ec(2) | EVERYWHERE | INSTRUCTIONS);
    return machine;
  }

  private static Map<String, Integer> values(TestMachine machine) {
    return Map.of(
        "PerfCnt0", machine.root(COUNT[0]),
        "PerfCnt1", machine.root(COUNT[1]),
        "Cause", machine.root(Cp0Register.CAUSE),
        "pc", machine.hart.pc,
        "GM", machine.root(Cp0Register.GUEST_CTL0) & GuestCtl.GM);
  }
}
