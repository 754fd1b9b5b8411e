package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagePairsTest {
  private static final int PAGE = 0x1000;
  private static final int RW = PagePairs.XI | 3 << 3 | PagePairs.D | PagePairs.V | PagePairs.G;
  private static final int RX = 3 << 3 | PagePairs.V | PagePairs.G;

  /** What each 4 KB page of a small space means: EntryLo of that page alone, or 0. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record PageMap(int[] entries, List<PagePairs.Run> runs) {}

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  static Stream<Integer> smallSeeds() {
    return IntStream.range(0, 200).boxed();
  }

  private static PageMap random(long seed, int pages, int maxRun) {
    Random random = new Random(seed);
    int[] entries = new int[pages];
    List<PagePairs.Run> runs = new ArrayList<>();
    int page = random.nextInt(3);
    while (page < pages) {
      int length = Math.min(1 + random.nextInt(maxRun), pages - page);
      int physicalPage = random.nextInt(3) == 0 ? page + random.nextInt(1000) : page + 0x10000;
      int bits = random.nextBoolean() ? RW : RX;
      runs.add(
          new PagePairs.Run(
              (long) page * PAGE, (long) length * PAGE, (long) physicalPage * PAGE, bits));
      for (int i = 0; i < length; i++) {
        entries[page + i] = ((physicalPage + i) << 6) | bits;
      }
      page += length + (random.nextInt(3) == 0 ? random.nextInt(40) : 0);
    }
    return new PageMap(entries, runs);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPageOfTheMapGoesWhereTheMapSays(int seed) {
    PageMap map = random(seed, 1500, seed % 2 == 0 ? 8 : 300);
    PageTree tree = new PageTree(PagePairs.of(map.runs));

    for (int page = 0; page < map.entries.length; page++) {
      int address = page * PAGE;
      Leaf leaf = tree.at(address + 0xFFF);
      int expected = map.entries[page];
      int actual = leaf == null ? 0 : entryOf4KbPage(leaf, address);
      assertThat(actual).as("seed %d page 0x%x", seed, address).isEqualTo(expected);
    }
  }

  /** What a TLB makes of a pair for one page: 0 if it is not valid. */
  private static int entryOf4KbPage(Leaf leaf, int address) {
    int half = ((leaf.pageMask() | 0x1FFF) + 1) >>> 1;
    int entry = (address & half) == 0 ? leaf.entryLo0() : leaf.entryLo1();
    if ((entry & PagePairs.V) == 0) {
      return 0;
    }
    int offset = address & (half - 1);
    int frame = (entry >>> 6) & 0xFFFFF;
    assertThat((frame * PAGE) & (half - 1)).as("a frame is aligned to its page").isZero();
    return ((frame + offset / PAGE) << 6) | (entry & 0xC000_003F);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("smallSeeds")
  void noOtherChoiceOfPairsIsSmaller(int seed) {
    PageMap map = random(seed, 32, seed % 3 == 0 ? 4 : 32);

    assertThat(PagePairs.of(map.runs)).hasSize(fewest(map.entries, 0));
  }

  /** Tries every pair for the first page that is left. */
  private static int fewest(int[] entries, int from) {
    int page = from;
    while (page < entries.length && entries[page] == 0) {
      page++;
    }
    if (page == entries.length) {
      return 0;
    }
    int best = Integer.MAX_VALUE;
    for (int pages = 2; pages <= 128; pages *= 4) {
      int base = page & -pages;
      boolean legal = base >= from && onePage(entries, base, pages / 2);
      if (legal && onePage(entries, base + pages / 2, pages / 2)) {
        best = Math.min(best, 1 + fewest(entries, base + pages));
      }
    }
    return best;
  }

  private static boolean onePage(int[] entries, int base, int pages) {
    int first = base < entries.length ? entries[base] : 0;
    boolean aligned = first == 0 || ((first >>> 6) & 0xFFFFF) % pages == 0;
    for (int i = 0; i < pages; i++) {
      int entry = base + i < entries.length ? entries[base + i] : 0;
      aligned &= entry == (first == 0 ? 0 : first + (i << 6));
    }
    return aligned;
  }

  @Test
  void ramOfAGuestIsOnePairWithAnEmptyHalf() {
    assertThat(PagePairs.of(List.of(new PagePairs.Run(0, 0x10000, 0x10000, RW))))
        .containsExactly(new Leaf(0, 0x1E000, 0x4000041F, 1));
  }

  @Test
  void runsThatJoinAreMappedAsOne() {
    assertThat(
            PagePairs.of(
                List.of(
                    new PagePairs.Run(0x3000, 0x5000, 0x3000, RX),
                    new PagePairs.Run(0, 0x3000, 0, RX))))
        .containsExactly(new Leaf(0, 0x6000, RX, 4 << 6 | RX));
  }

  @Test
  void theLargestPageIsOf256Megabytes() {
    assertThat(PagePairs.of(List.of(new PagePairs.Run(0x8000_0000L, 0x4000_0000L, 0, RW))))
        .extracting(Leaf::base, Leaf::pageMask)
        .containsExactly(tuple(0x8000_0000, 0x1FFFE000), tuple(0xA000_0000, 0x1FFFE000));
  }
}
