package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Sleep;

/** Contexts, their order, and time. */
class ContextsTest {
  private static final Resources EIGHT = new Resources(157, 42, 8, 100, 0);

  @Test
  void contextZeroRunsFirst() {
    Machine machine = Runs.machine(new Code().op(STOP));

    assertThat(machine.running()).isZero();
    assertThat(machine.context(0).state()).isEqualTo(ContextState.RUNNING);
    assertThat(machine.context(0).deadline()).isEqualTo(Context.NO_DEADLINE);
    assertThat(machine.context(1).state()).isEqualTo(ContextState.UNUSED);
    machine.step();
    assertThat(machine.end()).contains(End.STOP);
    assertThat(machine.running()).isEqualTo(-1);
    assertThat(machine.context(0).state()).isEqualTo(ContextState.UNUSED);
  }

  @Test
  void aSpawnedContextHasWhatItsClosureCapturedAndTheLastByteToReturnTo() {
    Code code = new Code().op(LOADB, 6).op(CUR, "f").call(0).op(STOP);
    Machine machine = Runs.machine(code.label("f").op(SKIP, STOP));
    int start = machine.context(0).pc();
    machine.run(3);

    Context child = machine.context(1);
    assertThat(machine.value()).as("its number").isEqualTo("1");
    assertThat(child.state()).isEqualTo(ContextState.READY);
    assertThat(machine.heap().fstWord(child.word())).isEqualTo(6);
    assertThat(machine.heap().sndWord(child.word())).isZero();
    assertThat(child.pc()).isEqualTo(start + 8);
    assertThat(child.sp()).isEqualTo(1);
    assertThat(child.stackWord(0)).as("the code's last byte").isEqualTo(start + 9);
    assertThat(child.deadline()).isEqualTo(Context.NO_DEADLINE);
    assertThat(machine.ready().size()).isEqualTo(1);
    assertThat(machine.ready().context(0)).isEqualTo(1);
  }

  @Test
  void aCombinatorIsSpawnedWithNothing() {
    Machine machine = Runs.machine(new Code().spawn("f").op(STOP).label("f").op(STOP));
    machine.run(2);

    assertThat(machine.context(1).pointer()).isFalse();
    assertThat(machine.context(1).word()).isZero();
  }

  @Test
  void aContextThatHasStoppedIsSpawnedAnewWithAClearStack() {
    Code code = new Code().spawn("f").op(CLEAR).time(0, 0).spawn("g").op(STOP);
    code.label("f").op(LOADB, 7).op(PUSH, PUSH, STOP).label("g").op(STOP);
    Machine machine = Runs.machine(code);
    while (machine.context(1).state() != ContextState.UNUSED || machine.steps() < 5) {
      machine.step();
    }
    assertThat(machine.context(1).stackWord(2)).isEqualTo(7);
    machine.run(2);

    assertThat(machine.value()).isEqualTo("1");
    assertThat(machine.context(1).stackWord(2)).isZero();
    assertThat(machine.context(1).sp()).isEqualTo(1);
  }

  @Test
  void readyContextsOfOneDeadlineRunInTheOrderOfTheirHeap() {
    // Spawned 1, 2, 3, 4; context 1 comes first, then the last one moves into the root.
    Code code = new Code();
    for (int i = 0; i < 4; i++) {
      code.spawn("f");
    }
    Machine machine = Runs.machine(code.op(STOP).label("f").op(STOP), EIGHT);

    assertThat(order(machine)).containsExactly(0, 1, 4, 3, 2);
  }

  @Test
  void theEarliestDeadlineRunsFirst() {
    // All wake at 1000, with deadlines of their own.
    Code code = new Code();
    for (String name : List.of("a", "b", "c")) {
      code.spawn(name);
    }
    code.op(STOP);
    code.label("a").time(1_000, 300).op(STOP);
    code.label("b").time(1_000, 100).op(STOP);
    code.label("c").time(1_000, 200).op(STOP);

    assertThat(order(Runs.machine(code))).containsExactly(0, 1, 3, 2, 3, 1);
  }

  @Test
  void sleepingContextsRunWhenItIsTime() {
    Code code = new Code().spawn("late").spawn("early").op(STOP);
    code.label("late").time(2_000, 0).op(STOP);
    code.label("early").time(1_000, 0).op(STOP);
    Devices world = new Devices(List.of(), new Sleep(0));
    Machine machine = new Machine(code.program(), Resources.STANDARD, world);

    assertThat(order(machine)).containsExactly(0, 1, 2, 1);
    assertThat(world.clock()).isEqualTo(2_000);
    assertThat(machine.context(1).logicalTime()).isEqualTo(2_000);
    assertThat(machine.context(1).wakeTime()).isEqualTo(2_000);
    assertThat(machine.end()).contains(End.STOP);
  }

  @Test
  void timeCountsFromTheLogicalTimeAndSetsTheDeadline() {
    Machine machine = Runs.machine(new Code().time(50, 20).op(CLEAR).time(50, 0).op(STOP));
    machine.run(5);
    assertThat(machine.context(0).logicalTime()).isEqualTo(50);
    assertThat(machine.context(0).deadline()).isEqualTo(70);
    machine.run(6);

    assertThat(machine.context(0).logicalTime()).isEqualTo(100);
    assertThat(machine.context(0).deadline()).isEqualTo(Context.NO_DEADLINE);
  }

  @Test
  void timeInThePastMakesAContextReadyAtOnce() {
    Devices world = new Devices(List.of(), new Sleep(0));
    Machine machine = new Machine(new Code().time(9, 0).op(STOP).program(), EIGHT, world);
    world.follow(() -> 5 * 9);
    machine.run(5);

    assertThat(machine.context(0).state()).isEqualTo(ContextState.RUNNING);
    assertThat(machine.context(0).logicalTime()).isEqualTo(9);
    assertThat(world.clock()).as("nobody slept").isEqualTo(9);
  }

  @Test
  void timesOfMoreThanHalfTheRangeArePositive() {
    Devices world = new Devices(List.of(), new Sleep(0));
    new Machine(new Code().time(-1, 0).op(STOP).program(), EIGHT, world).run(100);

    assertThat(world.clock()).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void timeKeepsTheEventThatWasPushedFirst() {
    Machine machine = Runs.machine(new Code().op(LOADB, 77).time(5, 6).op(STOP));
    machine.run(6);

    assertThat(machine.value()).isEqualTo("77");
    assertThat(machine.context(0).sp()).isZero();
  }

  @Test
  void contextsThatWaitForEachOtherAreBlocked() {
    Machine machine = Runs.run(new Code().channel().receive(0));

    assertThat(machine.end()).contains(End.BLOCKED);
    assertThat(machine.running()).isEqualTo(-1);
    assertThat(machine.context(0).state()).isEqualTo(ContextState.WAITING);
  }

  /** The contexts that ran, each time one took over. */
  private static List<Integer> order(Machine machine) {
    List<Integer> order = new ArrayList<>();
    int last = -1;
    while (machine.running() >= 0) {
      if (machine.running() != last) {
        last = machine.running();
        order.add(last);
      }
      machine.step();
    }
    return order;
  }
}
