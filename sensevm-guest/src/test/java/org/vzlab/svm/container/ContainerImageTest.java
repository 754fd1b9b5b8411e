package org.vzlab.svm.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.svm.machine.Resources;

/** The runtime with a container behind it. */
class ContainerImageTest {
  private static final Segment CODE =
      new Segment(0x9D001000, new byte[0x1E], 0x1E, true, false, true);
  private static final Segment RAM = new Segment(0x80000000, new byte[0], 0x410, true, true, false);

  private Container container;

  @BeforeEach
  void pack() throws Exception {
    container =
        new Container(
            ContainerTest.program(),
            Resources.STANDARD,
            List.of(),
            false,
            false,
            Container.Supervision.NONE);
  }

  private static Image runtime(int container, int arena, Segment... segments) {
    return new Image(
        "runtime",
        OptionalInt.of(0x9D001000),
        List.of(segments),
        List.of(
            new Image.Symbol("_arena", arena, 0, false),
            new Image.Symbol("_container", container, 0, false)));
  }

  @Test
  void theBlockIsBehindTheCodeAndTheArenaBehindTheRam() {
    Image runtime = runtime(0x9D001020, 0x80000410, RAM, CODE);

    Image image = ContainerImage.of(runtime, container, "blink.svm");

    assertThat(image.name()).isEqualTo("blink.svm");
    assertThat(image.entry()).isEqualTo(runtime.entry());
    assertThat(image.symbols()).isEqualTo(runtime.symbols());
    Segment ram = image.segments().get(0);
    assertThat(ram.data()).isEmpty();
    assertThat(ram.memorySize()).isEqualTo(0x410 + container.arenaBytes());
    Segment code = image.segments().get(1);
    assertThat(code.data()).hasSize(0x20 + container.block().length);
    assertThat(code.memorySize()).isEqualTo(code.data().length);
    assertThat(Arrays.copyOfRange(code.data(), 0x20, code.data().length))
        .isEqualTo(container.block());
    assertThat(code.executable()).isTrue();
  }

  @Test
  void whatStandsAtTheSymbolsGivesWay() {
    byte[] data = new byte[0x2000];
    Arrays.fill(data, (byte) 7);
    Segment code = new Segment(0x9D001000, data, data.length, true, false, true);
    Segment ram = new Segment(0x80000000, new byte[0], 0x10000, true, true, false);

    Image image = ContainerImage.of(runtime(0x9D001020, 0x80000410, ram, code), container, "a");

    assertThat(image.segments().get(0).memorySize()).isEqualTo(0x410 + container.arenaBytes());
    assertThat(image.segments().get(1).data()).hasSize(0x20 + container.block().length);
  }

  @Test
  void theRuntimeItselfStaysAsItIs() {
    ContainerImage.of(runtime(0x9D001010, 0x80000410, RAM, CODE), container, "a");

    assertThat(CODE.data()).containsOnly(0);
  }

  @Test
  void aRuntimeWithoutTheSymbolsIsRefused() {
    Image image = new Image("r", OptionalInt.empty(), List.of(RAM, CODE), List.of());

    assertThatThrownBy(() -> ContainerImage.of(image, container, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("r has no symbol _container");
  }

  @Test
  void aRuntimeWithNothingBeforeASymbolIsRefused() {
    assertThatThrownBy(
            () -> ContainerImage.of(runtime(0x9D001020, 0x80000410, CODE), container, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no segment before 0x80000410");
  }
}
