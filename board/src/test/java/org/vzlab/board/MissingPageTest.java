package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;

/** Without a page in its tree, a guest is stopped, and only that one. */
final class MissingPageTest {
  private static Layout without(int guest, int base) throws Exception {
    Layout full = Guests.beside(ImageFile.load(BareBoardTest.GUEST2));
    List<Partition> partitions = new ArrayList<>();
    for (Partition p : full.partitions()) {
      List<Leaf> leaves = new ArrayList<>(p.pages().leaves());
      if (p.id() == guest) {
        assertThat(leaves.removeIf(leaf -> leaf.base() == base)).isTrue();
      }
      partitions.add(
          new Partition(
              p.id(),
              p.name(),
              p.entry(),
              p.polling(),
              new PageTree(leaves),
              p.windows(),
              p.ownInterrupts(),
              p.emulatedInterrupts(),
              p.data()));
    }
    return new Layout(partitions, full.threads(), full.loads(), full.setup());
  }

  @ParameterizedTest(name = "guest {0} without its {2}")
  @CsvSource({
    "1, 0x1fc00000, fetch of 1fc00000, 2",
    "2, 0x1fc00000, fetch of 1fc00000, 1",
    "1, 0x00000000, write of 00000000, 2",
    "2, 0x00000000, write of 00000000, 1",
    "1, 0x1f860000, write of 1f860, 2",
    "2, 0x1f860000, write of 1f860, 1"
  })
  void aGuestWithoutAPageIsStoppedAndTheOtherIsNot(int guest, String base, String access, int other)
      throws Exception {
    Layout layout = without(guest, Integer.decode(base));
    TestBoard test = TestBoard.of(layout).run(3);
    assertThat(test.faults)
        .singleElement()
        .asString()
        .startsWith(guest + ": " + access)
        .endsWith(" denied: nothing is mapped there");
    assertThat(test.guest(guest).state()).isEqualTo("faulted");
    assertThat(test.guest(other).state()).isEqualTo("waiting");
    assertThat(test.count(other == 1 ? '#' : '.')).isGreaterThan(2);
    assertThat(test.count(guest == 1 ? '#' : '.')).isZero();
    assertThat(test.clockLines()).hasSize(1);
  }
}
