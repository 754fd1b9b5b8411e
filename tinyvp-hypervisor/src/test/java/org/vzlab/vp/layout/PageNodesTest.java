package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.image.ImageException;

/** Page trees as nodes of four words. */
class PageNodesTest {
  private static final int BASE = 0x400;

  private static Leaf leaf(int base, int pageMask) {
    return new Leaf(base, pageMask, 3, 3);
  }

  /** Two neighbours: nodes 0 to 7, and a table of two nodes, 8 and 9, below node 0. */
  private static int[] neighbours() {
    return PageNodes.of(new PageTree(List.of(leaf(0x4000, 0), leaf(0x6000, 0))), BASE);
  }

  private static PageTree read(int[] words) throws ImageException {
    return new PageNodes(words, BASE).tree(BASE);
  }

  private static void put(int[] words, int node, int... values) {
    System.arraycopy(values, 0, words, node * 4, 4);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.vzlab.vp.layout.PageTreeTest#seeds")
  void aTreeReadFromItsNodesIsTheTree(int seed) throws ImageException {
    Random random = new Random(seed);
    PageTree tree = new PageTree(PageTreeTest.random(random));
    int[] words = PageNodes.of(tree, BASE);

    PageTree read = read(words);

    assertThat(words).hasSize(tree.sizeInBytes() / 4);
    assertThat(read).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(read.sizeInBytes()).isEqualTo(tree.sizeInBytes());
    for (int i = 0; i < 1000; i++) {
      int address = random.nextInt();
      assertThat(read.at(address)).isEqualTo(tree.at(address));
      assertThat(read.levels(address)).isEqualTo(tree.levels(address));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.vzlab.vp.layout.PageTreeTest#seeds")
  void theShiftsLeadFromAnAddressToItsPairAsHypervisorCodeWouldWalk(int seed) {
    PageTree tree = new PageTree(PageTreeTest.random(new Random(seed)));
    int[] words = PageNodes.of(tree, BASE);

    for (Leaf leaf : tree.leaves()) {
      int address = leaf.base() | leaf.pageMask() | 0x1FFF;
      int node = (address >>> 29) * 4;
      int pageMask = 0x1FFFE000;
      while ((words[node + 1] & 1) != 0) {
        assertThat(address & words[node + 1] & ~1).isEqualTo(words[node + 2]);
        int shifts = words[node + 3];
        int right = shifts >>> 5 & 31;
        int index = right == 0 ? 0 : (address << (shifts & 31)) >>> right;
        pageMask = shifts >>> 10 << 13;
        node = (words[node] - BASE) / 4 + index * 4;
      }
      assertThat(pageMask).isEqualTo(leaf.pageMask());
      assertThat(words[node]).isEqualTo(1);
      assertThat(words[node + 2]).isEqualTo(leaf.entryLo0());
      assertThat(words[node + 3]).isEqualTo(leaf.entryLo1());
    }
  }

  @Test
  void aTreeThatIsNotTheSmallestStaysAsItIs() throws ImageException {
    int[] words = new int[(8 + 1 + 1) * 4];
    put(words, 0, BASE + 8 * 16, -1 << 27 | 1, 0, 0x3FFF << 10 | 5);
    put(words, 8, BASE + 9 * 16, -1 << 13 | 1, 0x4000, 19);
    put(words, 9, 1, 0, 3, 3);

    PageTree read = read(words);

    assertThat(read.leaves()).containsExactly(leaf(0x4000, 0));
    assertThat(read.levels(0x4000)).isEqualTo(2);
    assertThat(read).isNotEqualTo(new PageTree(List.of(leaf(0x4000, 0))));
    assertThat(PageNodes.of(read, BASE)).isEqualTo(words);
  }

  @Test
  void treesThatDifferInAPairAreNotEqual() {
    PageTree one = new PageTree(List.of(leaf(0, 0)));

    assertThat(one)
        .isNotEqualTo(new PageTree(List.of(new Leaf(0, 0, 3, 7))))
        .isNotEqualTo(new PageTree(List.of(leaf(0, 0x6000))))
        .isEqualTo(new PageTree(List.of(leaf(0, 0))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0x3F0 | the node at 0x400: found 2 nodes at 0x3F0, expected them among the 10 from 0x400 on",
        "0 | 0x490 | the node at 0x400: found 2 nodes at 0x490, expected them among the 10 from 0x400 on",
        "0 | 0x484 | the node at 0x400: found 2 nodes at 0x484, expected them among the 10 from 0x400 on",
        "0 | 0x400 | the node at 0x400: found the node at 0x400 in two places, expected each in one",
        "1 | 0xFFFF0001 | the node at 0x400: found mask 0xFFFF0001, expected 0xFFFFC001",
        "2 | 0x4004 | the node at 0x400: found golden 0x00004004, expected bits of mask 0xFFFFC000,"
            + " and those of the place at 0x00000000",
        "2 | 0x20004000 | the node at 0x400: found golden 0x20004000, expected bits of mask 0xFFFFC000,"
            + " and those of the place at 0x00000000",
        "3 | 0 | the node at 0x400: found shifts 0x00000000, places of 2^32 bytes, expected a table in"
            + " a place of 2^29 bytes",
        "3 | 0x7F2 | the node at 0x400: found page mask in shifts 0x00000001, expected 0x00000000",
        "4 | 2 | the node at 0x410: found word 0 0x00000002, expected 0x00000000",
        "32 | 3 | the node at 0x480: found word 0 0x00000003, expected 0x00000000",
        "33 | 4 | the node at 0x480: found bitmap 0x00000004, expected 0x00000000",
        "34 | 0x04000003 | the node at 0x480: found EntryLo0 0x04000003, expected bits 29:26 clear and"
            + " the frame of a page of 2^12 bytes",
      })
  void aWrongWordIsNamedWithWhatWasExpected(int word, String value, String message) {
    int[] words = neighbours();
    words[word] = Long.decode(value).intValue();

    assertThatThrownBy(() -> read(words)).isInstanceOf(ImageException.class).hasMessage(message);
  }

  @Test
  void aPairOfTheWrongSizeIsNoPair() {
    int[] words = neighbours();
    words[1] = -1 << 15 | 1;
    words[2] = 0;
    words[3] = 1 << 10 | 31 << 5 | 17;

    assertThatThrownBy(() -> read(words))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "the node at 0x480: found a pair of 2^14 bytes, expected 2^13, 2^15 or another size of"
                + " two pages");
  }

  @Test
  void twoTreesMayNotShareNodes() throws ImageException {
    PageNodes nodes = new PageNodes(neighbours(), BASE);
    nodes.tree(BASE);

    assertThatThrownBy(() -> nodes.tree(BASE))
        .isInstanceOf(ImageException.class)
        .hasMessage("the tree: found the node at 0x400 in two places, expected each in one");
  }

  @Test
  void aTreeNeedsAllOfItsTopNodes() {
    assertThatThrownBy(() -> new PageNodes(new int[28], BASE).tree(BASE))
        .isInstanceOf(ImageException.class)
        .hasMessage("the tree: found 8 nodes at 0x400, expected them among the 7 from 0x400 on");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.vzlab.vp.layout.PageTreeTest#seeds")
  void anyWordsAreATreeOrAnError(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int[] words = PageNodes.of(new PageTree(PageTreeTest.random(random)), BASE);
      for (int i = 0; i <= random.nextInt(4); i++) {
        words[random.nextInt(words.length)] ^= 1 << random.nextInt(32);
      }
      try {
        assertThat(PageNodes.of(read(words), BASE)).hasSizeLessThanOrEqualTo(words.length);
      } catch (ImageException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
  }
}
