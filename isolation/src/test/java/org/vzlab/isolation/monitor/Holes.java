package org.vzlab.isolation.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/** Mistakes in the tables of a guest, and guests that use them. */
final class Holes {
  /** Where the code of a guest of the tests' is, and begins. */
  static final int CODE = 0x9FC00000;

  /** Valid, writable, cached, for every ASID. */
  static final int OPEN = 0x1F;

  /** Nothing: the other page of a pair. */
  static final int SHUT = 1;

  private Holes() {}

  /** A guest that executes some code and then loops. */
  static Image guest(String source) {
    byte[] code =
        new Assembler(InstructionSet.m5150())
            .bytes(CODE, source + "\nhere: beq zero, zero, here\nnop\n");
    byte[] page = new byte[0x1000];
    System.arraycopy(code, 0, page, 0, code.length);
    Segment text = new Segment(CODE, page, page.length, true, false, true);
    return new Image("intruder", OptionalInt.of(CODE), List.of(text), List.of());
  }

  /** A page more in a guest's tree; the other of its pair is not mapped. */
  static UnaryOperator<Layout> page(int guest, int gpa, int physical, int bits) {
    return of(
        guest,
        partition -> {
          List<Leaf> leaves = new ArrayList<>(partition.pages().leaves());
          leaves.add(new Leaf(gpa, 0, physical >>> 6 | bits, SHUT));
          return with(partition, new PageTree(leaves), partition.windows());
        });
  }

  /** Other windows of a guest. */
  static UnaryOperator<Layout> windows(int guest, UnaryOperator<List<Window>> change) {
    return of(
        guest,
        partition ->
            with(partition, partition.pages(), List.copyOf(change.apply(partition.windows()))));
  }

  /** A change of a guest's table. */
  static UnaryOperator<Layout> of(int guest, UnaryOperator<Partition> change) {
    return layout -> {
      List<Partition> partitions = new ArrayList<>(layout.partitions());
      partitions.replaceAll(each -> each.id() == guest ? change.apply(each) : each);
      return new Layout(
          List.copyOf(partitions),
          layout.threads(),
          layout.loads(),
          layout.setup(),
          layout.schedule(),
          layout.mailboxes(),
          layout.supervisions());
    };
  }

  private static Partition with(Partition partition, PageTree pages, List<Window> windows) {
    return new Partition(
        partition.id(),
        partition.name(),
        partition.entry(),
        partition.polling(),
        pages,
        windows,
        partition.ownInterrupts(),
        partition.emulatedInterrupts(),
        partition.data());
  }
}
