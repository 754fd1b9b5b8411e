package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Holes;
import org.vzlab.vp.layout.Leaf;

/** Mistakes on purpose: attacks find them, and shrink to what shows them. */
final class PlantedHolesTest {
  private static final int SHORT = 20;

  /** The odd page of the pair at 0, which is invalid, becomes the RAM of guest 1. */
  private static List<Leaf> withForeignPage(List<Leaf> leaves) {
    leaves.replaceAll(
        leaf ->
            leaf.base() == 0 ? new Leaf(0, leaf.pageMask(), leaf.entryLo0(), 0x4000001F) : leaf);
    return leaves;
  }

  @Test
  void aPageOfGuest1InGuest2IsFoundAndShrunk() throws Exception {
    AttackRunner runner =
        Victims.runner(
            "two-guests",
            2,
            Variant.NONE.withLayout(Holes.leaves(2, PlantedHolesTest::withForeignPage)));
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
