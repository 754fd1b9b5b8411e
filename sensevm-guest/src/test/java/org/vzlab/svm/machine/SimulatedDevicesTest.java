package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.driver.ButtonDriver;
import org.vzlab.svm.driver.ConsoleDriver;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Driver;
import org.vzlab.svm.driver.Input;
import org.vzlab.svm.driver.LedDriver;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.driver.StreamDriver;

/** Programs on simulated devices, in simulated time. */
class SimulatedDevicesTest {
  private final List<String> log = new ArrayList<>();
  private Devices world;

  @Test
  void anEchoAnswersWhatIsTyped() {
    Code code = new Code().channel().bind(0, 0).label("more").op(LOADB, 0).op(PUSH);
    code.receive(0).call(2).sync().op(GOTO, "more");
    List<Input> typed = Input.typed(1_000, 1_000, "echo".getBytes(StandardCharsets.US_ASCII));
    Machine machine = run(code, new ConsoleDriver(typed, c -> log.add("" + (char) c)));

    assertThat(String.join("", log)).isEqualTo("echo");
    assertThat(machine.end()).as("nothing will ever be typed").contains(End.BLOCKED);
    assertThat(world.clock()).isBetween(4_000L, 4_010L);
  }

  @Test
  void aLedBlinksWithoutDrift() {
    Code code = new Code().channel().bind(0, 0).load(3).label("more").op(PUSH, PUSH);
    // E is a counter: send it, 500 us after the last time.
    code.op(PUSH).op(LOADB, 0).op(SWAP).call(2).time(500, 100).sync();
    code.op(POP, DEC).op(PUSH, PUSH).op(LOADB, 0).op(GT).op(GOTOFALSE, "out").op(GOTO, "more");
    code.label("out").op(STOP);
    Machine machine = run(code, new LedDriver(on -> log.add(world.clock() + " " + on)));

    assertThat(log).containsExactly("500 true", "1000 false", "1500 true");
    assertThat(machine.missed()).isZero();
    assertThat(machine.end()).contains(End.STOP);
  }

  @Test
  void aButtonSetsALed() {
    Code code = new Code().channel().channel().bind(0, 0).bind(1, 1).label("more");
    code.op(LOADB, 1).op(PUSH).receive(0).call(2).sync().op(GOTO, "more");
    run(
        code,
        new ButtonDriver(List.of(new Input(5_000, 1), new Input(33_000, 0))),
        new LedDriver(on -> log.add(world.clock() / 1_000 + " ms " + on)));

    assertThat(log).containsExactly("10 ms true", "40 ms false");
  }

  @Test
  void aStreamIsReadFromItsArray() {
    Code code = new Code().channel().op(LOADB, 16).apply(0, 1).op(PUSH).op(LOADB, 0).apply(18, 2);
    code.bind(0, 0).receive(0).receive(0).op(PUSH).op(LOADB, 9).op(PUSH, CLEAR);
    code.apply(2, 2).op(CONS, STOP);
    byte[] typed = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    Machine machine = run(code, new StreamDriver(Input.typed(0, 100, typed)));

    assertThat(machine.value()).isEqualTo("(1," + (int) '9' + ")");
    assertThat(machine.arrays().octet(15)).isEqualTo('f');
  }

  private Machine run(Code code, Driver... drivers) {
    world = new Devices(List.of(drivers), new Sleep(0));
    Resources resources = new Resources(157, 42, 4, 100, 64);
    Machine machine = new Machine(code.program(), resources, world);
    world.follow(machine::steps);
    machine.run(100_000);
    return machine;
  }
}
