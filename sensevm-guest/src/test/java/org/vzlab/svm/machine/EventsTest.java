package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import org.junit.jupiter.api.Test;

/** Channels and events between contexts. */
class EventsTest {
  @Test
  void anEventIsAListOfABaseAndAMessage() {
    assertThat(Runs.run(new Code().channel().channel().sendEvent(1, 9).op(STOP)).value())
        .isEqualTo("(((1,-1),9),-1)");
    Machine machine = Runs.run(new Code().channel().channel().receiveEvent(1).op(STOP));
    assertThat(machine.value()).isEqualTo("(((257,-1),-1),-1)");
    assertThat(machine.context(0).word()).as("allocated last").isEqualTo(2);
    assertThat(machine.heap().fstWord(0)).as("the base comes first").isEqualTo(257);
    assertThat(machine.workPointer()).isFalse();
  }

  @Test
  void chooseCopiesItsFirstArgumentAndChangesNothing() {
    Code code = new Code().channel().receiveEvent(0).op(PUSH).sendEvent(0, 4).call(5);
    Machine machine = Runs.run(code.op(STOP));

    assertThat(machine.value()).isEqualTo("(((256,-1),-1),(((0,-1),4),-1))");
    assertThat(machine.heap().sndWord(2)).as("the first argument ends as before").isEqualTo(-1);
    assertThat(machine.context(0).word()).isEqualTo(6);
    assertThat(machine.heap().allocations()).isEqualTo(7);
  }

  @Test
  void wrapMakesANewFirstAlternative() {
    Code code = new Code().channel().sendEvent(0, 4).op(PUSH).op(COMB, 99).call(7);
    Machine machine = Runs.run(code.op(STOP));

    assertThat(machine.value()).isEqualTo("(((0,(99,-1)),4),-1)");
    assertThat(machine.heap().sndWord(0)).as("the old base has no wrap").isEqualTo(-1);
    assertThat(machine.heap().allocations()).isEqualTo(7);
  }

  @Test
  void aSenderThatFindsAReceiverBecomesReadyAndTheReceiverRuns() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP);
    Machine machine = Runs.machine(code.label("f").send(0, 42).op(STOP));
    while (machine.running() == 0) {
      machine.step();
    }
    assertThat(machine.context(0).state()).isEqualTo(ContextState.WAITING);
    assertThat(machine.receivers(0).size()).isEqualTo(1);
    assertThat(machine.receivers(0).context(0)).isZero();
    while (machine.running() == 1) {
      machine.step();
    }

    assertThat(machine.running()).isZero();
    assertThat(machine.value()).isEqualTo("42");
    assertThat(machine.context(1).state()).isEqualTo(ContextState.READY);
    assertThat(machine.context(1).word()).as("() for the sender").isZero();
    assertThat(machine.receivers(0).size()).isZero();
  }

  @Test
  void aReceiverThatFindsASenderGoesOn() {
    Code code = new Code().channel().spawn("f").op(CLEAR).time(0, 0).receive(0).op(STOP);
    Machine machine = Runs.machine(code.label("f").send(0, 42).op(STOP));
    while (machine.senders(0).size() == 0) {
      machine.step();
    }
    machine.run(3);

    assertThat(machine.running()).isZero();
    assertThat(machine.value()).isEqualTo("42");
    assertThat(machine.context(1).state()).isEqualTo(ContextState.READY);
    assertThat(machine.senders(0).size()).isZero();
  }

  @Test
  void messagesMayBePairs() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP);
    code.label("f").op(LOADB, 0).op(PUSH).op(LOADB, 1).op(PACK, 2).call(2).sync().op(STOP);

    assertThat(Runs.run(code).value()).isEqualTo("(2,1)");
  }

  @Test
  void theFirstAlternativeThatCanHappenHappensAndCancelsTheOthers() {
    Code code = new Code().channel().channel().spawn("f");
    code.receiveEvent(0).op(PUSH).receiveEvent(1).call(5).sync().op(STOP);
    Machine machine = Runs.run(code.label("f").send(1, 5).send(0, 6).op(STOP));

    assertThat(machine.value()).isEqualTo("5");
    assertThat(machine.end()).as("the second message finds nobody").contains(End.BLOCKED);
    assertThat(machine.receivers(0).size()).as("the cancelled entry was dropped").isZero();
    assertThat(machine.senders(0).size()).isEqualTo(1);
  }

  @Test
  void alternativesAreTriedInTheirOrder() {
    Code code = new Code().channel().channel().spawn("a").spawn("b").op(CLEAR).time(0, 0);
    code.op(CLEAR).time(0, 0);
    code.receiveEvent(1).op(PUSH).receiveEvent(0).call(5).sync().op(STOP);
    code.label("a").send(0, 10).op(STOP).label("b").send(1, 20).op(STOP);

    assertThat(Runs.run(code).value()).isEqualTo("20");
  }

  @Test
  void waitersAreServedInTheOrderTheyCame() {
    Code code = new Code().channel().spawn("a").spawn("b").op(CLEAR).time(0, 0);
    code.receive(0).op(PUSH).receive(0).op(CONS, STOP);
    code.label("a").send(0, 1).op(STOP).label("b").send(0, 2).op(STOP);

    assertThat(Runs.run(code).value()).isEqualTo("(1,2)");
  }

  @Test
  void aFourthWaiterIsTooMany() {
    Code code = new Code().channel();
    for (int i = 0; i < 4; i++) {
      code.spawn("f");
    }
    code.op(STOP).label("f").receiveEvent(0);
    int call = 15 + code.here();
    code.sync().op(STOP);
    Machine machine = Runs.run(code, new Resources(157, 42, 8, 1, 0));

    assertThat(machine.trap()).contains(Trap.QUEUE_FULL);
    assertThat(machine.receivers(0).size()).isEqualTo(3);
    assertThat(machine.blamedPc()).isEqualTo(call);
  }

  @Test
  void cancelledEntriesMakeRoomInAFullQueue() {
    // Three times a choice of which channel 1 happens leaves an entry at channel 0.
    Code code = new Code().channel().channel().spawn("f");
    for (int i = 0; i < 4; i++) {
      code.receiveEvent(0).op(PUSH).receiveEvent(1).call(5).sync();
    }
    code.op(STOP).label("f");
    for (int i = 1; i <= 4; i++) {
      code.send(1, i);
    }
    Machine machine = Runs.run(code.op(STOP));

    assertThat(machine.end()).contains(End.STOP);
    assertThat(machine.value()).isEqualTo("4");
    assertThat(machine.receivers(0).size()).as("of the last round").isEqualTo(1);
  }

  @Test
  void aWrapRunsWithWhatHappened() {
    Code code = new Code().channel().spawn("f");
    code.receiveEvent(0).op(PUSH).op(LOADB, 3).op(CUR, "wrap").call(7).sync().op(NEG, STOP);
    code.label("wrap").op(PUSH, SND, SWAP, FST, ADDI, RETURN);

    assertThat(Runs.run(code.label("f").send(0, 40).op(STOP)).value()).isEqualTo("-43");
  }

  @Test
  void ofSeveralWrapsTheLastCounts() {
    Code code = new Code().channel().spawn("f").receiveEvent(0);
    code.op(PUSH).op(COMB, "one").call(7).op(PUSH).op(COMB, "two").call(7).sync().op(STOP);
    code.label("one").op(LOADB, 1).op(RETURN).label("two").op(LOADB, 2).op(RETURN);

    assertThat(Runs.run(code.label("f").send(0, 40).op(STOP)).value()).isEqualTo("2");
  }

  @Test
  void aWrapOfASenderRunsBeforeItGoesOn() {
    Code code = new Code().channel().spawn("f");
    code.sendEvent(0, 4).op(PUSH).op(COMB, "wrap").call(7).sync().op(STOP);
    code.label("wrap").op(LOADB, 8).op(RETURN);

    assertThat(Runs.run(code.label("f").receive(0).op(STOP)).value()).isEqualTo("8");
  }

  @Test
  void aTrapOfAWrapBelongsToTheContextThatWaited() {
    // The receiver has no room for the return address of its wrap.
    Code code = new Code().channel().spawn("f").receiveEvent(0);
    code.op(PUSH).op(COMB, 0).call(7).op(PUSH, PUSH, PUSH);
    int call = 15 + code.here();
    code.sync().label("f").send(0, 40).op(STOP);
    Machine machine = Runs.run(code, new Resources(50, 3, 2, 1, 0));

    assertThat(machine.trap()).contains(Trap.STACK_OVERFLOW);
    assertThat(machine.blamedContext()).isZero();
    assertThat(machine.blamedPc()).as("its CALLRTS").isEqualTo(call);
    assertThat(machine.context(0).word()).as("it has the message").isEqualTo(40);
    assertThat(machine.workPointer()).as("its alternative is being built with").isTrue();
    assertThat(machine.context(1).state()).isEqualTo(ContextState.READY);
  }

  @Test
  void theReceiversLogicalTimeFollowsTheSenders() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP);
    code.label("f").op(CLEAR).time(500, 0).send(0, 1).op(STOP);

    assertThat(Runs.run(code).context(0).logicalTime()).isEqualTo(500);
  }

  @Test
  void aDeadlineThatHasPassedWhenTheEventHappensIsMissed() {
    Code code = new Code().channel().spawn("f");
    code.receiveEvent(0).time(0, 100).sync().op(STOP);
    code.label("f").op(CLEAR).time(200, 0).send(0, 1).op(STOP);
    Machine machine = Runs.run(code);

    assertThat(machine.missed()).isEqualTo(1);
    assertThat(machine.context(0).deadline()).isEqualTo(Context.NO_DEADLINE);
  }

  @Test
  void aDeadlineThatIsKeptIsNotMissed() {
    Code code = new Code().channel().spawn("f");
    code.receiveEvent(0).time(0, 200).sync().op(STOP);
    code.label("f").op(CLEAR).time(200, 0).send(0, 1).op(STOP);

    assertThat(Runs.run(code).missed()).isZero();
  }
}
