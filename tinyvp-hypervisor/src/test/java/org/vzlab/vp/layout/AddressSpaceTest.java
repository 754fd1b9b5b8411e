package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.SourcePosition;

class AddressSpaceTest {
  private static Grant grant(long base, long size, String flags, String emulator) {
    return new Grant(
        new SourcePosition("f", 1),
        "guest 1",
        "device",
        false,
        base,
        size,
        base + 0x100_0000,
        new Flags(flags),
        emulator);
  }

  private static Grant grant(long base, long size, String flags) {
    return grant(base, size, flags, "");
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @Test
  void aWholePageIsMapped() {
    AddressSpace space = new AddressSpace(List.of(grant(0x1f860000, 0x1000, "rwu")));

    assertThat(space.windows()).isEmpty();
    assertThat(space.runs())
        .containsExactly(
            new PagePairs.Run(
                0x1f860000,
                0x1000,
                0x20860000,
                PagePairs.XI | 2 << 3 | PagePairs.D | PagePairs.V | PagePairs.G));
  }

  @Test
  void lessThanAPageIsAWindow() {
    AddressSpace space = new AddressSpace(List.of(grant(0x1f860100, 0x100, "rw")));

    assertThat(space.runs()).isEmpty();
    assertThat(space.windows())
        .containsExactly(
            new Window(0x1f860100, 0x100, 0x20860100, "device", "", true, true, false, false));
  }

  @Test
  void registersThatFillTheirPageTogetherAreMapped() {
    List<Grant> blocks = new ArrayList<>();
    for (int i = 15; i >= 0; i--) {
      blocks.add(grant(0x1000 + i * 0x100, 0x100, "rw"));
    }

    assertThat(new AddressSpace(blocks).windows()).isEmpty();
    assertThat(new AddressSpace(blocks).runs())
        .extracting(PagePairs.Run::size)
        .containsExactly(0x1000L);
    blocks.remove(7);
    assertThat(new AddressSpace(blocks).runs()).isEmpty();
    assertThat(new AddressSpace(blocks).windows()).hasSize(15);
  }

  @Test
  void registersWithUnequalRightsAreNotMappedTogether() {
    AddressSpace space = new AddressSpace(List.of(grant(0, 0x800, "rw"), grant(0x800, 0x800, "r")));

    assertThat(space.runs()).isEmpty();
    assertThat(space.windows()).extracting(Window::writable).containsExactly(true, false);
  }

  @Test
  void whatIsEmulatedIsNeverMapped() {
    AddressSpace space = new AddressSpace(List.of(grant(0x2000, 0x3000, "erw", "ic_emulator")));

    assertThat(space.runs()).isEmpty();
    assertThat(space.windows())
        .containsExactly(
            new Window(
                0x2000, 0x3000, 0x1002000, "device", "ic_emulator", true, true, false, false));
  }

  @Test
  void wholePagesWithIgnoredWritesAreReadDirectlyAndAnswerWritesInAWindow() {
    AddressSpace space = new AddressSpace(List.of(grant(0x2000, 0x1000, "rwI")));

    assertThat(space.runs().get(0).bits() & PagePairs.D).isZero();
    assertThat(space.runs().get(0).bits() & PagePairs.V).isNotZero();
    assertThat(space.windows())
        .containsExactly(
            new Window(0x2000, 0x1000, 0x1002000, "device", "", true, true, true, true));
  }

  @Test
  void rightsBecomeInhibitBits() {
    assertThat(bits("r")).isEqualTo(PagePairs.XI | 3 << 3 | PagePairs.V | PagePairs.G);
    assertThat(bits("rx")).isEqualTo(3 << 3 | PagePairs.V | PagePairs.G);
    assertThat(bits("x")).isEqualTo(PagePairs.RI | 3 << 3 | PagePairs.V | PagePairs.G);
    assertThat(bits("rwa"))
        .isEqualTo(PagePairs.XI | 7 << 3 | PagePairs.D | PagePairs.V | PagePairs.G);
  }

  private static int bits(String flags) {
    return new AddressSpace(List.of(grant(0, 0x1000, flags))).runs().get(0).bits();
  }

  /**
   * Every granted word is reached exactly once, by the mapping or by a window; no other word is.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyGrantedWordIsReachedOnceAndNoOther(int seed) {
    Random random = new Random(seed);
    int words = 0x10000 / 4;
    long[] expected = new long[words];
    Arrays.fill(expected, -1);
    List<Grant> grants = new ArrayList<>();
    int word = random.nextInt(100);
    while (word < words) {
      int length = Math.min(words - word, 1 + random.nextInt(random.nextBoolean() ? 64 : 4096));
      String emulator = random.nextInt(4) == 0 ? "console" : "";
      String flags = emulator.isEmpty() ? (random.nextInt(4) == 0 ? "r" : "rw") : "erw";
      Grant grant = grant(word * 4L, length * 4L, flags, emulator);
      grants.add(grant);
      for (int i = word; i < word + length; i++) {
        expected[i] = grant.physical() + (i * 4L - grant.base()) | (flags.equals("r") ? 1 : 0);
      }
      word += length + (random.nextBoolean() ? random.nextInt(600) : 0);
    }
    AddressSpace space = new AddressSpace(grants);

    long[] actual = new long[words];
    Arrays.fill(actual, -1);
    for (PagePairs.Run run : space.runs()) {
      int readOnly = (run.bits() & PagePairs.D) == 0 ? 1 : 0;
      reach(actual, run.base(), run.size(), run.physical() | readOnly);
    }
    for (Window window : space.windows()) {
      reach(actual, window.base(), window.size(), window.physical() | (window.writable() ? 0 : 1));
    }
    assertThat(actual).as("seed %d", seed).isEqualTo(expected);
  }

  private static void reach(long[] actual, long base, long size, long physical) {
    for (int i = 0; i < size / 4; i++) {
      assertThat(actual[(int) (base / 4) + i]).as("reached once").isEqualTo(-1);
      actual[(int) (base / 4) + i] = physical + i * 4L;
    }
  }
}
