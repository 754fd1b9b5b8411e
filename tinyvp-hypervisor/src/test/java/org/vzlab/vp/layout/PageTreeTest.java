package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageTreeTest {
  private static final int TOP_NODES = 8;

  private static Leaf leaf(int base, int pageMask) {
    return new Leaf(base, pageMask, 3, 3);
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** Pairs of all sizes all over the address space, in no order. */
  private static List<Leaf> random(Random random) {
    List<Leaf> leaves = new ArrayList<>();
    int wanted = random.nextInt(60);
    for (int i = 0; i < wanted; i++) {
      int size = 0x2000 << (2 * (random.nextInt(4) == 0 ? random.nextInt(9) : random.nextInt(3)));
      int area =
          random.nextBoolean() ? 0x1F80_0000 | (random.nextInt() & 0x7F_FFFF) : random.nextInt();
      Leaf next = leaf(area & -size, (size - 1) & ~0x1FFF);
      if (leaves.stream()
          .noneMatch(other -> covers(other, next.base()) || covers(next, other.base()))) {
        leaves.add(next);
      }
    }
    return leaves;
  }

  private static boolean covers(Leaf leaf, int address) {
    return ((address ^ leaf.base()) & ~(leaf.pageMask() | 0x1FFF)) == 0;
  }

  private static Leaf search(List<Leaf> leaves, int address) {
    return leaves.stream().filter(leaf -> covers(leaf, address)).findFirst().orElse(null);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aWalkFindsWhatASearchFinds(int seed) {
    Random random = new Random(seed);
    List<Leaf> leaves = random(random);
    PageTree tree = new PageTree(leaves);

    for (Leaf leaf : leaves) {
      int last = leaf.base() | leaf.pageMask() | 0x1FFF;
      assertThat(tree.at(leaf.base())).isSameAs(leaf);
      assertThat(tree.at(last)).isSameAs(leaf);
      assertThat(tree.at(leaf.base() - 1)).isSameAs(search(leaves, leaf.base() - 1));
      assertThat(tree.at(last + 1)).isSameAs(search(leaves, last + 1));
      int flipped = leaf.base() ^ (1 << random.nextInt(32));
      assertThat(tree.at(flipped)).isSameAs(search(leaves, flipped));
    }
    for (int i = 0; i < 1000; i++) {
      int address = random.nextInt();
      assertThat(tree.at(address)).isSameAs(search(leaves, address));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void thePairsAreListedInAscendingOrder(int seed) {
    List<Leaf> leaves = random(new Random(seed));

    assertThat(new PageTree(leaves).leaves())
        .containsExactlyInAnyOrderElementsOf(leaves)
        .isSortedAccordingTo((a, b) -> Integer.compareUnsigned(a.base(), b.base()));
  }

  @Test
  void anEmptyTreeHasNothing() {
    PageTree tree = new PageTree(List.of());

    assertThat(tree.at(0)).isNull();
    assertThat(tree.at(-1)).isNull();
    assertThat(tree.sizeInBytes()).isEqualTo(TOP_NODES * PageTree.NODE_BYTES);
  }

  @Test
  void aLonelyPairTakesOneMoreNode() {
    assertThat(new PageTree(List.of(leaf(0x1FC0_0000, 0))).sizeInBytes())
        .isEqualTo((TOP_NODES + 1) * PageTree.NODE_BYTES);
  }

  @Test
  void aPairOfTheLargestPagesTakesNoMoreNode() {
    assertThat(new PageTree(List.of(leaf(0x2000_0000, 0x1FFFE000))).sizeInBytes())
        .isEqualTo(TOP_NODES * PageTree.NODE_BYTES);
  }

  @Test
  void twoDistantPairsShareOneTableAndThenNeedANodeEach() {
    List<Leaf> leaves = List.of(leaf(0, 0), leaf(0x1FC0_0000, 0));

    assertThat(new PageTree(leaves).sizeInBytes())
        .isEqualTo((TOP_NODES + 2 + 1 + 1) * PageTree.NODE_BYTES);
  }

  @Test
  void neighboursShareOneTableThatHoldsThem() {
    List<Leaf> leaves = List.of(leaf(0x4000, 0), leaf(0x6000, 0));

    assertThat(new PageTree(leaves).sizeInBytes()).isEqualTo((TOP_NODES + 2) * PageTree.NODE_BYTES);
  }

  /** A few pairs of the three smallest sizes within 1 MB. */
  private static List<Leaf> few(Random random) {
    List<Leaf> leaves = new ArrayList<>();
    int wanted = 1 + random.nextInt(6);
    for (int i = 0; i < 20 && leaves.size() < wanted; i++) {
      int size = 0x2000 << (2 * random.nextInt(3));
      Leaf next = leaf(random.nextInt(0x10_0000) & -size, (size - 1) & ~0x1FFF);
      if (leaves.stream()
          .noneMatch(other -> covers(other, next.base()) || covers(next, other.base()))) {
        leaves.add(next);
      }
    }
    return leaves;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noOtherChoiceOfTablesIsSmaller(int seed) {
    List<Leaf> leaves = few(new Random(seed));

    assertThat(new PageTree(leaves).sizeInBytes() / PageTree.NODE_BYTES)
        .as("%s", leaves)
        .isEqualTo(TOP_NODES + fewest(leaves, 29));
  }

  /** Tries every table of up to 2^11 nodes for a place of 2^bits bytes, and all below each. */
  private static int fewest(List<Leaf> leaves, int bits) {
    if (leaves.size() == 1 && bits(leaves.get(0)) == bits) {
      return 0;
    }
    int lowest = leaves.stream().mapToInt(PageTreeTest::bits).max().orElseThrow();
    int best = Integer.MAX_VALUE;
    for (int shift = lowest; shift < Math.min(bits, 21); shift++) {
      for (int high = shift; high <= Math.min(bits, shift + 11); high++) {
        int above = high;
        if (leaves.stream().map(leaf -> leaf.base() >>> above).distinct().count() == 1) {
          best = Math.min(best, (1 << (high - shift)) + below(leaves, shift));
        }
      }
    }
    return best;
  }

  /** What a table's slots of 2^shift bytes need, all together. */
  private static int below(List<Leaf> leaves, int shift) {
    Map<Integer, List<Leaf>> slots =
        leaves.stream().collect(Collectors.groupingBy(leaf -> leaf.base() >>> shift));
    return slots.values().stream().mapToInt(slot -> fewest(slot, shift)).sum();
  }

  private static int bits(Leaf leaf) {
    return Integer.numberOfTrailingZeros((leaf.pageMask() | 0x1FFF) + 1);
  }

  @Test
  void overlappingPairsAreRefused() {
    assertThatThrownBy(() -> new PageTree(List.of(leaf(0, 0x6000), leaf(0x2000, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlapping pairs");
  }
}
