package org.vzlab.svm.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulated devices and their clock. */
class DevicesTest {
  private static final Outside.Arrays NO_ARRAYS = (array, index, value) -> {};

  private long steps;

  @Test
  void theClockFollowsTheInstructions() {
    Devices world = world(List.of());
    assertThat(world.clock()).isZero();
    steps = 14;
    assertThat(world.clock()).isEqualTo(2);
    steps = 15;
    assertThat(world.clock()).isEqualTo(3);
  }

  @Test
  void idlingJumpsToTheNextEvent() {
    Devices world = world(List.of(new ConsoleDriver(typed(500, "a"), c -> {})));
    steps = 50;

    assertThat(world.idle(900)).isTrue();
    assertThat(world.clock()).as("the character").isEqualTo(500);
    assertThat(world.canReceive(0)).isTrue();
    assertThat(world.idle(900)).isTrue();
    assertThat(world.clock()).isEqualTo(900);
    assertThat(world.idle(Outside.NEVER)).as("nothing will ever happen").isFalse();
    assertThat(world.clock()).isEqualTo(900);
  }

  @Test
  void aConsoleSendsCharactersAndGivesWhatIsTyped() {
    StringBuilder output = new StringBuilder();
    Devices world = world(List.of(new ConsoleDriver(typed(0, "xy"), c -> output.append((char) c))));

    assertThat(world.canSend(0)).isTrue();
    world.send(0, 'h');
    world.send(0, 0x1200 | 'i');
    assertThat(output).hasToString("hi");
    assertThat(world.canReceive(0)).isTrue();
    assertThat(world.receive(0, NO_ARRAYS)).isEqualTo('x');
    assertThat(world.canReceive(0)).as("y comes 10 later").isFalse();
    steps = 50;
    assertThat(world.canReceive(0)).isTrue();
    assertThat(world.receive(0, NO_ARRAYS)).isEqualTo('y');
    assertThat(world.canReceive(0)).isFalse();
  }

  @Test
  void aFullConsoleDropsWhatComes() {
    List<Input> many = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.add(new Input(0, i));
    }
    many.add(new Input(100, 99));
    Devices world = world(List.of(new ConsoleDriver(many, c -> {})));
    for (int i = 0; i < 16; i++) {
      assertThat(world.canReceive(0)).isTrue();
      assertThat(world.receive(0, NO_ARRAYS)).isEqualTo(i);
    }
    assertThat(world.canReceive(0)).isFalse();
    steps = 500;
    assertThat(world.receive(0, NO_ARRAYS)).isEqualTo(99);
  }

  @Test
  void aLedIsSetByBitZero() {
    List<Boolean> lit = new ArrayList<>();
    Devices world = world(List.of(new LedDriver(lit::add)));
    assertThat(world.takes(0)).isTrue();
    assertThat(world.gives(0)).isFalse();
    world.send(0, 3);
    world.send(0, 2);

    assertThat(lit).containsExactly(true, false);
  }

  @Test
  void aButtonIsLookedAtEveryTenMilliseconds() {
    Devices world =
        world(
            List.of(
                new ButtonDriver(
                    List.of(
                        new Input(12_000, 1),
                        new Input(41_000, 0),
                        new Input(52_000, 1),
                        new Input(53_000, 0)))));
    assertThat(world.gives(0)).isTrue();
    assertThat(world.takes(0)).isFalse();
    world.idle(Outside.NEVER);
    assertThat(world.clock()).isEqualTo(20_000);
    assertThat(world.receive(0, NO_ARRAYS)).isEqualTo(1);
    world.idle(Outside.NEVER);
    assertThat(world.clock()).isEqualTo(50_000);
    assertThat(world.receive(0, NO_ARRAYS)).isZero();
    assertThat(world.idle(Outside.NEVER)).as("what was over at 60 ms was not seen").isFalse();
  }

  @Test
  void aStreamFillsItsArrayByHalves() {
    byte[] array = new byte[12];
    Outside.Arrays arrays =
        (number, index, value) -> {
          assertThat(number).isEqualTo(2);
          if (index < array.length) {
            array[index] = (byte) value;
          }
        };
    Devices world = world(List.of(new StreamDriver(typed(0, "abcdefghijklmnopqrstuvwx"))));
    assertThat(world.streams(0)).isTrue();
    world.fill(0, 2);
    assertThat(world.canReceive(0)).isFalse();
    steps = 5 * 70;
    assertThat(world.canReceive(0)).as("8 characters").isTrue();
    assertThat(world.receive(0, arrays)).isZero();
    assertThat(text(array)).isEqualTo("abcdefgh\0\0\0\0");
    steps = 5 * 150;
    assertThat(world.receive(0, arrays)).isEqualTo(1);
    assertThat(text(array)).as("so far as it is long enough").isEqualTo("abcdefghijkl");
    steps = 5 * 230;
    assertThat(world.receive(0, arrays)).isZero();
    assertThat(text(array)).isEqualTo("qrstuvwxijkl");
  }

  @Test
  void aStreamWithoutAnArrayGivesItsHalvesOnly() {
    Devices world = world(List.of(new StreamDriver(typed(0, "abcdefgh"))));
    steps = 5 * 70;

    assertThat(
            world.receive(
                0,
                (array, index, value) -> {
                  throw new AssertionError("there is no array to fill");
                }))
        .isZero();
  }

  @Test
  void otherNumbersAreNoDevices() {
    Devices world = world(List.of(new LedDriver(on -> {})));
    for (int device : new int[] {-1, 1}) {
      assertThat(world.gives(device)).isFalse();
      assertThat(world.takes(device)).isFalse();
      assertThat(world.streams(device)).isFalse();
    }
    assertThat(world.streams(0)).isFalse();
  }

  private Devices world(List<Driver> drivers) {
    Devices devices = new Devices(drivers, new Sleep(0));
    devices.follow(() -> steps);
    return devices;
  }

  private static List<Input> typed(long at, String text) {
    return Input.typed(at, 10, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
