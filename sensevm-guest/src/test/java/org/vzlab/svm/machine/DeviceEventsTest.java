package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.svm.format.Opcode.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.driver.Replay;
import org.vzlab.svm.driver.Replay.Ability;
import org.vzlab.svm.driver.Replay.Call;
import org.vzlab.svm.driver.Replay.CanReceive;
import org.vzlab.svm.driver.Replay.CanSend;
import org.vzlab.svm.driver.Replay.Clock;
import org.vzlab.svm.driver.Replay.Data;
import org.vzlab.svm.driver.Replay.Idle;
import org.vzlab.svm.driver.Replay.Receive;
import org.vzlab.svm.driver.Replay.Send;

/** Events at devices: which calls the machine makes, in which order, and what comes of them. */
class DeviceEventsTest {
  private static final Ability BOTH = new Ability(true, true, false);
  private static final Ability GIVES = new Ability(true, false, true);
  private static final Ability TAKES = new Ability(false, true, false);

  @Test
  void aDeviceWithRoomTakesTheWordAtOnce() {
    Replay world = world(new CanSend(0, true), new Send(0, 42));
    Machine machine = run(new Code().channel().bind(0, 0).send(0, 42).op(STOP), world);

    assertThat(machine.end()).contains(End.STOP);
    assertThat(machine.value()).as("() for a sender").isEqualTo("0");
  }

  @Test
  void aDeviceThatHasAWordGivesItAtOnceAndThenTheClockIsRead() {
    Replay world = world(new CanReceive(0, true), new Receive(0, 9), new Clock(77));
    Machine machine = run(new Code().channel().bind(0, 0).receive(0).op(STOP), world);

    assertThat(machine.value()).isEqualTo("9");
    assertThat(machine.context(0).logicalTime()).isEqualTo(77);
  }

  @Test
  void aReceiverWaitsUntilTheDeviceHasSomething() {
    Replay world =
        world(
            new CanReceive(0, false),
            new CanReceive(0, false),
            new Idle(),
            new CanReceive(0, true),
            new Receive(0, 9),
            new Clock(77));
    Machine machine = run(new Code().channel().bind(0, 0).receive(0).op(STOP), world);

    assertThat(machine.value()).isEqualTo("9");
    assertThat(machine.context(0).logicalTime()).isEqualTo(77);
  }

  @Test
  void aSenderWaitsUntilTheDeviceHasRoom() {
    Replay world =
        world(
            new CanSend(0, false),
            new CanSend(0, false),
            new Idle(),
            new CanSend(0, true),
            new Send(0, 5));

    assertThat(run(new Code().channel().bind(0, 0).send(0, 5).op(STOP), world).end())
        .contains(End.STOP);
  }

  @Test
  void whileOthersSleepTheClockIsReadFirst() {
    Code code = new Code().channel().bind(0, 0).spawn("f").receive(0).op(STOP);
    code.label("f").op(CLEAR).time(100, 0).op(STOP);
    Replay world =
        world(
            new CanReceive(0, false), // sync
            new CanReceive(0, false), // dispatch
            new Clock(10), // time
            new Clock(11), // dispatch: who sleeps is not due
            new CanReceive(0, false),
            new Idle(),
            new Clock(100),
            new CanReceive(0, true),
            new Receive(0, 3),
            new Clock(101));
    Machine machine = run(code, world);

    assertThat(machine.value()).isEqualTo("3");
    assertThat(machine.end()).contains(End.STOP);
  }

  @Test
  void devicesAreServedInTheOrderOfTheirNumbers() {
    // Channel 0 leads to device 1 and channel 1 to device 0.
    Code code = new Code().channel().channel().bind(0, 1).bind(1, 0).spawn("f");
    code.receive(0).op(STOP).label("f").receive(1).op(STOP);
    Replay world =
        world(
            new CanReceive(1, false),
            new CanReceive(1, false),
            new CanReceive(0, false),
            new CanReceive(0, true),
            new Receive(0, 1),
            new Clock(0),
            new CanReceive(1, true),
            new Receive(1, 2),
            new Clock(0));
    Machine machine = run(code, world);

    assertThat(machine.value()).isEqualTo("2");
    assertThat(machine.context(1).word()).isEqualTo(1);
  }

  @Test
  void aDeadlineIsCheckedBeforeTheLogicalTimeIsSet() {
    Replay world = world(new CanReceive(0, true), new Receive(0, 1), new Clock(30), new Clock(31));
    Code code = new Code().channel().bind(0, 0).receiveEvent(0).time(0, 20).sync().op(STOP);
    Machine machine = run(code, world);

    assertThat(machine.missed()).isEqualTo(1);
    assertThat(machine.context(0).logicalTime()).isEqualTo(31);
  }

  @Test
  void theFirstAlternativeThatIsReadyHappens() {
    Replay world =
        world(new CanReceive(0, false), new CanReceive(1, true), new Receive(1, 8), new Clock(0));
    Code code = new Code().channel().channel().bind(0, 0).bind(1, 1);
    code.receiveEvent(0).op(PUSH).receiveEvent(1).call(5).sync().op(STOP);

    assertThat(run(code, world).value()).isEqualTo("8");
  }

  @Test
  void whatADeviceCannotDoIsABadDevice() {
    Machine receiving = run(new Code().channel().bind(0, 2).receive(0), world());
    assertThat(receiving.trap()).contains(Trap.BAD_DEVICE);
    Machine sending = run(new Code().channel().bind(0, 3).send(0, 1), world());
    assertThat(sending.trap()).contains(Trap.BAD_DEVICE);
  }

  @Test
  void whoWaitsAlreadyWhenAChannelIsBoundStays() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP);
    code.label("f").bind(0, 0).op(STOP);
    Replay world = world(new CanReceive(0, true), new Receive(0, 4), new Clock(0));

    assertThat(run(code, world).value()).isEqualTo("4");
  }

  @Test
  void whoWaitsAtADeviceThatCannotDoItIsNotAskedFor() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP);
    code.label("f").bind(0, 2).op(STOP);
    Replay world = world(new Idle());

    assertThatThrownBy(() -> run(code, world))
        .isInstanceOf(Replay.Mismatch.class)
        .hasMessage("expected was nothing more, but this machine makes idling");
  }

  @Test
  void aLaterBindReplacesTheEarlier() {
    Machine machine =
        run(new Code().channel().channel().bind(0, 0).bind(1, 0).bind(1, 1).op(STOP), world());

    assertThat(machine.device(0)).as("the device went to channel 1").isEqualTo(-1);
    assertThat(machine.device(1)).isEqualTo(1);
    assertThat(machine.value()).as("E stays").isEqualTo("1");
  }

  @Test
  void aStreamingDeviceFillsItsArrayBeforeItsWord() {
    Code code = new Code().op(LOADB, 3).apply(0, 1).op(PUSH).op(LOADB, 3).apply(18, 2);
    code.channel().bind(0, 3).receive(0).op(LOADB, 2).op(PUSH, CLEAR).apply(2, 2).op(STOP);
    Replay world =
        world(
            new CanReceive(3, true),
            new Data(0, 0, 70),
            new Data(0, 2, 72),
            new Data(0, 3, 73),
            new Receive(3, 0),
            new Clock(0));
    Machine machine = run(code, world);

    assertThat(machine.value()).isEqualTo("72");
  }

  @Test
  void otherCallsThanThoseRecordedAreToldApart() {
    Code code = new Code().channel().bind(0, 0).send(0, 42).op(STOP);

    assertThatThrownBy(() -> run(code, world(new CanReceive(0, true))))
        .hasMessage(
            "expected was CanReceive[device=0, yes=true], but this machine makes a question whether"
                + " device 0 has room");
    assertThatThrownBy(() -> run(code, world(new CanSend(1, true))))
        .hasMessageStartingWith("expected was CanSend[device=1, yes=true]");
    assertThatThrownBy(() -> run(code, world(new CanSend(0, true), new Send(0, 41))))
        .hasMessage(
            "expected was Send[device=0, word=41], but this machine makes a send of 42 to device 0");
  }

  /** Devices 0 and 1 give and take, 2 takes, 3 gives and streams; the clock is read once before. */
  private static Replay world(Call... calls) {
    Replay world = new Replay(List.of(BOTH, BOTH, TAKES, GIVES));
    world.record(new Clock(0));
    List.of(calls).forEach(world::record);
    return world;
  }

  private static Machine run(Code code, Replay world) {
    Machine machine = new Machine(code.program(), new Resources(99, 20, 4, 4, 8), world);
    machine.run(1_000);
    assertThat(world.rest()).as("calls that were not made").isEmpty();
    return machine;
  }
}
