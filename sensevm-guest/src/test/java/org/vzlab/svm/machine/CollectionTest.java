package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.svm.format.Program;

/** Allocation in the order of a lazy sweep, and collections at every possible place. */
class CollectionTest {
  private static final int HUGE = 65535;

  @Test
  void pairsAreNumberedInTheOrderOfTheirAllocation() {
    Machine machine = Runs.run(new Code().op(PACK, 1).op(PACK, 2).op(PACK, 3).op(STOP));

    assertThat(machine.context(0).word()).isEqualTo(2);
    assertThat(machine.heap().sndWord(2)).isEqualTo(1);
    assertThat(machine.heap().sndPointer(2)).isTrue();
    assertThat(machine.heap().fstWord(0)).isEqualTo(1);
    assertThat(machine.heap().sweep()).isEqualTo(3);
    assertThat(machine.heap().collections()).isZero();
  }

  @Test
  void theCollectionComesWithTheAllocationAfterTheLastPair() {
    Code code = new Code().op(PACK, 1).op(CLEAR).op(PACK, 2).op(PACK, 3).op(PACK, 4).op(STOP);
    Machine machine = Runs.machine(code, Runs.cells(3));
    machine.run(4);
    assertThat(machine.heap().collections()).isZero();
    machine.step();

    assertThat(machine.heap().collections()).isEqualTo(1);
    assertThat(machine.context(0).word()).as("pair 0 was free").isZero();
    assertThat(machine.heap().sweep()).isEqualTo(1);
    assertThat(machine.heap().marked(1)).as("not yet swept").isTrue();
    assertThat(machine.heap().allocations()).isEqualTo(4);
  }

  @Test
  void whatIsAboveTheStackPointerIsStillHeld() {
    Code code = new Code().op(PACK, 1).op(PUSH, POP, CLEAR).op(PACK, 2).op(PACK, 3);
    Machine machine = Runs.run(code, Runs.cells(2));

    assertThat(machine.trap()).contains(Trap.HEAP_EXHAUSTED);
  }

  @Test
  void longListsAreMarkedToTheirEnds() {
    Code code = new Code().label("more").op(PACK, 7).op(GOTO, "more");
    Machine machine = Runs.run(code, Runs.cells(HUGE));

    assertThat(machine.trap()).contains(Trap.HEAP_EXHAUSTED);
    assertThat(machine.heap().allocations()).isEqualTo(HUGE);
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("lists", Programs.list(9, 4)),
        Arguments.of("closures", Programs.fib(8)),
        Arguments.of("pairs", Programs.ack(2, 2)),
        Arguments.of("channels", producerAndConsumers(false)),
        Arguments.of("choices and wraps", producerAndConsumers(true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void theResultIsTheSameHoweverSmallTheHeapIs(String name, Program program) {
    Machine huge = run(program, HUGE);
    assertThat(huge.trap()).isEmpty();
    int all = (int) huge.heap().allocations();
    int finished = 0;
    for (int cells = 1; cells <= Math.min(all + 1, 300); cells++) {
      Machine machine = run(program, cells);
      if (machine.trap().isPresent()) {
        assertThat(machine.trap()).contains(Trap.HEAP_EXHAUSTED);
        assertThat(finished).as("more pairs never make it fail: %d", cells).isZero();
      } else {
        finished++;
        assertThat(machine.value()).isEqualTo(huge.value());
        assertThat(machine.steps()).isEqualTo(huge.steps());
        assertThat(machine.heap().allocations()).isEqualTo(all);
      }
    }
    assertThat(finished).as("heaps that are large enough").isGreaterThan(30);
  }

  private static Machine run(Program program, int cells) {
    return Runs.run(program, new Resources(cells, 60, 4, 10, 0));
  }

  /**
   * A producer of pairs and two consumers, who answer on another channel; it counts to 12. Its
   * value is no pair: consumers go on when context 0 has stopped, whose pairs nothing holds then.
   */
  private static Program producerAndConsumers(boolean choosing) {
    Code code = new Code().channel().channel().channel().spawn("consumer").spawn("consumer");
    code.load(12).label("more").op(PUSH);
    code.op(LOADB, 0).op(PUSH).op(LOADB, 9).op(PACK, 5).op(PACK, 6).call(2);
    if (choosing) {
      code.op(PUSH).receiveEvent(2).call(5).op(PUSH).op(COMB, "sent").call(7);
    }
    code.sync().receive(1).op(SWAP, DEC, PUSH, PUSH).op(LOADB, 0).op(GT);
    code.op(GOTOFALSE, "done").op(SWAP, POP).op(GOTO, "more");
    code.label("done").op(POP, SND, FST, STOP);
    code.label("consumer").receiveEvent(0);
    if (choosing) {
      code.op(PUSH).op(COMB, "received").call(7).op(PUSH).receiveEvent(2).call(5);
    }
    code.sync().op(PUSH).op(LOADB, 1).op(SWAP).op(PACK, 8).call(2).sync();
    code.op(GOTO, "consumer");
    code.label("sent").op(PACK, 1).op(RETURN);
    return code.label("received").op(PACK, 3).op(RETURN, STOP).program();
  }
}
