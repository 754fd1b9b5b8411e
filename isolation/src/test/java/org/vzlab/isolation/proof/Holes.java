package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.vzlab.board.Variant;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Window;

/** Mistakes in tables. */
final class Holes {
  /** EntryLo: uncached, XI; D, V, G. */
  static final int DATA = 0x40000017;

  private Holes() {}

  /** EntryLo of a page without its bits. */
  static int frame(int physical) {
    return physical >>> 12 << 6;
  }

  /** Another page in a guest, in a pair of 4 KB pages. */
  static Variant page(int guest, int base, int entryLo) {
    return leaves(
        guest,
        leaves -> {
          leaves.add(new Leaf(base, 0, entryLo, 1));
          return leaves;
        });
  }

  /** Other pages for a guest. */
  static Variant leaves(int guest, UnaryOperator<List<Leaf>> change) {
    return partition(
        guest,
        was ->
            of(
                was,
                new PageTree(change.apply(new ArrayList<>(was.pages().leaves()))),
                was.windows(),
                was.ownInterrupts(),
                was.emulatedInterrupts()));
  }

  /** Other windows for a guest. */
  static Variant windows(int guest, UnaryOperator<List<Window>> change) {
    return partition(
        guest,
        was ->
            of(
                was,
                was.pages(),
                List.copyOf(change.apply(new ArrayList<>(was.windows()))),
                was.ownInterrupts(),
                was.emulatedInterrupts()));
  }

  /** An interrupt more for a guest. */
  static Variant interrupt(int guest, int irq, boolean own) {
    return partition(
        guest,
        was ->
            of(
                was,
                was.pages(),
                was.windows(),
                own ? with(was.ownInterrupts(), irq) : was.ownInterrupts(),
                own ? was.emulatedInterrupts() : with(was.emulatedInterrupts(), irq)));
  }

  /** Stores at the end of the set-up list. */
  static Variant setup(RegisterWrite... more) {
    return Variant.NONE.withLayout(
        layout -> {
          List<RegisterWrite> writes = new ArrayList<>(layout.setup());
          writes.addAll(List.of(more));
          return layout.withSetup(writes);
        });
  }

  private static BitSet with(BitSet set, int irq) {
    BitSet more = (BitSet) set.clone();
    more.set(irq);
    return more;
  }

  private static Variant partition(int id, UnaryOperator<Partition> change) {
    return Variant.NONE.withLayout(
        layout ->
            new Layout(
                layout.partitions().stream()
                    .map(guest -> guest.id() == id ? change.apply(guest) : guest)
                    .toList(),
                layout.threads(),
                layout.loads(),
                layout.setup(),
                layout.schedule(),
                layout.mailboxes(),
                layout.supervisions()));
  }

  private static Partition of(
      Partition was, PageTree pages, List<Window> windows, BitSet own, BitSet emulated) {
    return new Partition(
        was.id(),
        was.name(),
        was.entry(),
        was.polling(),
        pages,
        windows,
        own,
        emulated,
        was.data());
  }
}
