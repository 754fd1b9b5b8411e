package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.svm.format.Opcode.*;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.format.Program;

/** The machine as its users see it. */
class MachineTest {
  @Test
  void programsOfSomeSizeHaveTheirKnownValues() {
    assertThat(Runs.run(Programs.fib(20), Resources.STANDARD).trap())
        .as("too deep for 42 entries")
        .contains(Trap.STACK_OVERFLOW);
    assertThat(Runs.run(Programs.fib(15), large()).value()).isEqualTo("610");
    assertThat(Runs.run(Programs.ack(2, 3), large()).value()).isEqualTo("9");
    assertThat(Runs.run(Programs.loop(100), large()).value()).isEqualTo("0");
    assertThat(Runs.run(Programs.list(3, 2), large()).value())
        .isEqualTo("(1,(3,(1,(2,(1,(1,(0,0)))))))");
  }

  @Test
  void theLimitLeavesTheProgramWhereItIs() {
    Machine machine = Runs.machine(Programs.loop(5), large());

    assertThat(machine.run(3)).isEqualTo(End.LIMIT);
    assertThat(machine.end()).isEmpty();
    assertThat(machine.steps()).isEqualTo(3);
    assertThat(machine.run(0)).isEqualTo(End.LIMIT);
    assertThat(machine.run(1_000)).isEqualTo(End.STOP);
    assertThat(machine.steps()).as("1 + 7 for each + 6 + STOP").isEqualTo(1 + 7 * 5 + 5 + 1);
  }

  @Test
  void aProgramThatEndsWithItsLastAllowedStepHasEnded() {
    Machine machine = Runs.machine(new Code().op(SKIP, STOP));

    assertThat(machine.run(2)).isEqualTo(End.STOP);
    assertThat(machine.run(2)).isEqualTo(End.STOP);
    assertThat(machine.steps()).isEqualTo(2);
  }

  @Test
  void stepsAndRunsAreTheSame() {
    Machine ran = Runs.run(Programs.list(9, 3), large());
    Machine stepped = Runs.machine(Programs.list(9, 3), large());
    while (stepped.step()) {
      assertThat(stepped.end()).isEmpty();
    }

    assertThat(stepped.steps()).isEqualTo(ran.steps());
    assertThat(stepped.value()).isEqualTo(ran.value());
    assertThat(stepped.heap().allocations()).isEqualTo(ran.heap().allocations());
    assertThat(stepped.heap().sweep()).isEqualTo(ran.heap().sweep());
  }

  @Test
  void theTraceIsADigestOfTheWayThatWasTaken() {
    Program program =
        new Code().op(LOADB, 1).op(PUSH).op(GOTO, "end").label("end").op(STOP).program();
    CRC32 expected = new CRC32();
    expected.update(ByteBuffer.allocate(16).putInt(15).putInt(17).putInt(18).putInt(21).flip());
    Machine traced = traced(program);
    traced.run(100);

    assertThat(traced.trace()).isEqualTo((int) expected.getValue());
    assertThat(traced.steps()).isEqualTo(4);
  }

  @Test
  void theTraceOfALongRunIsTheTraceOfItsSteps() {
    Machine run = traced(Programs.loop(2_000));
    run.run(1_000_000);
    Machine stepped = traced(Programs.loop(2_000));
    CRC32 expected = new CRC32();
    do {
      expected.update(ByteBuffer.allocate(4).putInt(stepped.context(0).pc()).flip());
    } while (stepped.step());

    assertThat(run.trace()).isEqualTo((int) expected.getValue()).isEqualTo(stepped.trace());
  }

  @Test
  void aMachineWithoutATraceSaysSo() {
    Machine machine = Runs.machine(new Code().op(STOP));

    assertThatThrownBy(machine::trace).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void valuesAreWrittenWithPairsInParentheses() {
    Code code = new Code().op(LOADB, 1).op(PUSH).op(LOADB, 2).op(PUSH).load(-3).op(CONS, CONS);
    assertThat(Runs.run(code.op(STOP)).value()).isEqualTo("(1,(2,-3))");
    assertThat(ValueText.of(new Heap(1), 0x1_FFFF_FFFFL)).isEqualTo("NULL");
  }

  @Test
  void veryLargeValuesAreCut() {
    Code twice = new Code();
    for (int i = 0; i < 40; i++) {
      twice.op(PUSH, CONS);
    }
    String value = Runs.run(twice.op(STOP)).value();
    assertThat(value).hasSizeBetween(ValueText.PAIRS, 8 * ValueText.PAIRS).contains("...");
    assertThat(value.chars().filter(c -> c == '(').count()).isEqualTo(ValueText.PAIRS);

    Code list = new Code().label("more").op(PACK, 1).op(GOTO, "more");
    assertThat(Runs.run(list, Runs.cells(60_000)).value())
        .endsWith("(1,...".concat(")".repeat(4096)));
  }

  @Test
  void twoRunsOfAProgramAreTheSame() {
    Machine first = traced(Programs.ack(2, 3));
    Machine second = traced(Programs.ack(2, 3));
    first.run(100_000);
    second.run(100_000);

    assertThat(first.trace()).isEqualTo(second.trace());
    assertThat(first.heap().collections()).isEqualTo(second.heap().collections()).isPositive();
  }

  private static Machine traced(Program program) {
    return Machine.traced(program, large(), new Devices(List.of(), new Sleep(0)));
  }

  private static Resources large() {
    return new Resources(100, 200, 1, 1, 0);
  }
}
