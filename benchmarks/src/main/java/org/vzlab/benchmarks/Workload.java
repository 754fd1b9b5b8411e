package org.vzlab.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.vzlab.board.Variant;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;

/** What guests do on a {@link MonitoredBoard}. */
public enum Workload {
  /** The two guests of the demo, which mostly wait. */
  TWO_GUESTS("two-guests.config"),

  /** The guest with Sense-VM. */
  SENSE_VM("sense-vm.config"),

  /** The demo with a second guest that loads and stores a word in each page of its RAM. */
  WALK("two-guests.config") {
    @Override
    Variant variant() {
      return walker(0x80000000, 0x1000);
    }
  },

  /**
   * The same with each page at an address of its own that needs a pair of the root TLB: nearly
   * every load is a refill.
   */
  REFILLS("two-guests.config") {
    @Override
    Variant variant() {
      return walker(0x80000000 | SCATTERED, 0x2000).withLayout(Workload::scattered);
    }
  };

  /** Where the second guest's pages are a second time: the first of each pair. */
  private static final int SCATTERED = 0x0100_0000;

  private static final int PAGES = 16;
  private static final int PAIRS = 32;
  private static final int PAGE = 0x1000;
  private static final int CODE = 0x9FC00000;

  /** Valid, writable, cached, for every ASID; not executable. */
  private static final int RAM = 0x4000001F;

  private static final int NOTHING = 1;

  /** In the folder of configurations. */
  final String configuration;

  Workload(String configuration) {
    this.configuration = configuration;
  }

  /** What is different from the configuration. */
  Variant variant() {
    return Variant.NONE;
  }

  /** A second guest that goes round pages without end. */
  private static Variant walker(int first, int step) {
    int count = step == PAGE ? PAGES : PAIRS;
    String source =
        String.format(
            """
            lui t3, 0x%x
            again: addu t0, t3, zero
            addiu t1, zero, %d
            walk: lw t2, 16(t0)
            addiu t2, t2, 1
            sw t2, 16(t0)
            addiu t4, zero, 0x%x
            addiu t1, t1, -1
            bne t1, zero, walk
            addu t0, t0, t4
            beq zero, zero, again
            nop
            """,
            first >>> 16, count, step);
    byte[] code = new Assembler(InstructionSet.m5150()).bytes(CODE, source);
    Segment text = new Segment(CODE, code, code.length, true, false, true);
    return Variant.NONE.withImage(
        2, new Image("walker", OptionalInt.of(CODE), List.of(text), List.of()));
  }

  private static Layout scattered(Layout layout) {
    List<Partition> partitions = new ArrayList<>(layout.partitions());
    Partition second = partitions.get(1);
    int ram = second.pages().physical(0);
    List<Leaf> leaves = new ArrayList<>(second.pages().leaves());
    for (int i = 0; i < PAIRS; i++) {
      int physical = ram + i % PAGES * PAGE;
      leaves.add(new Leaf(SCATTERED + 2 * i * PAGE, 0, physical >>> 6 | RAM, NOTHING));
    }
    partitions.set(
        1,
        new Partition(
            second.id(),
            second.name(),
            second.entry(),
            second.polling(),
            new PageTree(leaves),
            second.windows(),
            second.ownInterrupts(),
            second.emulatedInterrupts(),
            second.data()));
    return new Layout(
        List.copyOf(partitions),
        layout.threads(),
        layout.loads(),
        layout.setup(),
        layout.schedule(),
        layout.mailboxes(),
        layout.supervisions());
  }
}
