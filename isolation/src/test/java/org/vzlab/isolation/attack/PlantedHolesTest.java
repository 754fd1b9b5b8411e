package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.vzlab.board.Variant;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;

/** Mistakes on purpose: attacks find them, and shrink to what shows them. */
final class PlantedHolesTest {
  private static final int SHORT = 20;

  /** The odd page of the pair at 0, which is invalid, becomes the RAM of guest 1. */
  private static Layout withForeignPage(Layout layout) {
    List<Partition> partitions = new ArrayList<>();
    for (Partition partition : layout.partitions()) {
      partitions.add(partition.id() == 2 ? withForeignPage(partition) : partition);
    }
    return new Layout(
        partitions,
        layout.threads(),
        layout.loads(),
        layout.setup(),
        layout.schedule(),
        layout.mailboxes(),
        layout.supervisions());
  }

  private static Partition withForeignPage(Partition partition) {
    List<Leaf> leaves = new ArrayList<>();
    for (Leaf leaf : partition.pages().leaves()) {
      boolean ram = leaf.base() == 0;
      leaves.add(ram ? new Leaf(0, leaf.pageMask(), leaf.entryLo0(), 0x4000001F) : leaf);
    }
    return new Partition(
        partition.id(),
        partition.name(),
        partition.entry(),
        partition.polling(),
        new PageTree(leaves),
        partition.windows(),
        partition.ownInterrupts(),
        partition.emulatedInterrupts(),
        partition.data());
  }

  @Test
  void aPageOfGuest1InGuest2IsFoundAndShrunk() throws Exception {
    AttackRunner runner =
        Victims.runner("two-guests", 2, Variant.NONE.withLayout(PlantedHolesTest::withForeignPage));
    Attack failing =
        LongStream.range(0, 60)
            .mapToObj(seed -> runner.attack(seed, AttackClass.BOUNDARY))
            .filter(attack -> !runner.run(attack).holds())
            .findFirst()
            .orElseThrow();
    Shrinker.Shrunk shrunk = new Shrinker(runner).shrink(failing).orElseThrow();
    assertThat(shrunk.attack().instructions()).isLessThanOrEqualTo(SHORT);
    assertThat(shrunk.result().holds()).isFalse();
    assertThat(shrunk.toString()).contains("task 1").contains("seed " + failing.seed());
    Optional<Shrinker.Shrunk> again = new Shrinker(runner).shrink(failing);
    assertThat(again.orElseThrow().attack().bytes()).isEqualTo(shrunk.attack().bytes());
  }

  @Test
  void withoutAMistakeThereIsNothingToShrink() throws Exception {
    AttackRunner runner = Victims.runner("two-guests", 2);
    assertThat(new Shrinker(runner).shrink(3)).isEmpty();
  }
}
