package org.vzlab.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.vzlab.board.Variant;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Window;

/** Mistakes in the tables that the hypervisor runs from, and guests that use them. */
public final class Holes {
  /** Where the code of a guest of the tests' is, and begins. */
  public static final int CODE = 0x9FC00000;

  /** EntryLo: valid, writable, cached, for every ASID. */
  public static final int OPEN = 0x1F;

  /** EntryLo: uncached, XI; D, V, G. */
  public static final int DATA = 0x40000017;

  /** EntryLo: nothing, the other page of a pair. */
  private static final int SHUT = 1;

  /** What enables and raises the interrupt of timer 2, 9, in the guest's controller. */
  public static final String RAISES_TIMER_2 =
      """
      lui t0, 0xBF81
      addiu t1, zero, 0x200
      sw t1, 0xC8(t0)
      sw t1, 0x48(t0)
      """;

  private Holes() {}

  /** A guest that executes some code and then loops. */
  public static Image guest(String source) {
    byte[] code =
        new Assembler(InstructionSet.m5150())
            .bytes(CODE, source + "\nhere: beq zero, zero, here\nnop\n");
    byte[] page = new byte[0x1000];
    System.arraycopy(code, 0, page, 0, code.length);
    Segment text = new Segment(CODE, page, page.length, true, false, true);
    return new Image("intruder", OptionalInt.of(CODE), List.of(text), List.of());
  }

  /** The demo, with timer 2 and its interrupt, 9, for guest 1. */
  public static Path withTimer2(Path folder) throws IOException {
    String timer =
        "device = oscillator\n.device\nname = t2\nirq = 9\nregs =\n0x1f840200 0x200 rwu\n.\n.";
    return Benches.changed("two-guests.config", "device = oscillator", timer, folder);
  }

  /** What copies 8 bytes from physical address 0 by DMA, with channel 0. */
  public static String copiesTo(int physical) {
    return String.format(
        Locale.ROOT,
        """
        lui t0, 0xBF81
        ori t1, zero, 0x8000
        sw t1, 0x1000(t0)
        sw zero, 0x1090(t0)
        lui t1, %d
        ori t1, t1, %d
        sw t1, 0x10A0(t0)
        addiu t1, zero, 8
        sw t1, 0x10B0(t0)
        sw t1, 0x10C0(t0)
        sw t1, 0x10F0(t0)
        addiu t1, zero, 0x80
        sw t1, 0x1060(t0)
        sw t1, 0x1070(t0)
        """,
        physical >>> 16,
        physical & 0xFFFF);
  }

  /** A configuration with such a guest. */
  public static Variant guest(int id, String source) {
    return Variant.NONE.withImage(id, guest(source));
  }

  /**
   * A page of 4 KB more in a guest's tree; the other of its pair is not mapped.
   *
   * @param bits of EntryLo, all but where it is
   */
  public static UnaryOperator<Layout> page(int guest, int gpa, int physical, int bits) {
    return leaves(
        guest,
        leaves -> {
          leaves.add(new Leaf(gpa, 0, physical >>> 6 | bits, SHUT));
          return leaves;
        });
  }

  /** Other pages of a guest. */
  public static UnaryOperator<Layout> leaves(int guest, UnaryOperator<List<Leaf>> change) {
    return of(
        guest,
        was ->
            with(
                was,
                new PageTree(change.apply(new ArrayList<>(was.pages().leaves()))),
                was.windows(),
                was.ownInterrupts(),
                was.emulatedInterrupts()));
  }

  /** Other windows of a guest. */
  public static UnaryOperator<Layout> windows(int guest, UnaryOperator<List<Window>> change) {
    return of(
        guest,
        was ->
            with(
                was,
                was.pages(),
                List.copyOf(change.apply(new ArrayList<>(was.windows()))),
                was.ownInterrupts(),
                was.emulatedInterrupts()));
  }

  /** A device of a guest, of a page of 4 KB or less, that is mapped instead of trapped. */
  public static UnaryOperator<Layout> untrapped(int guest, int base) {
    UnaryOperator<Layout> without =
        windows(
            guest,
            windows -> {
              windows.removeIf(window -> (window.base() & -0x1000) == base);
              return windows;
            });
    return layout -> page(guest, base, base, DATA).apply(without.apply(layout));
  }

  /** An interrupt more for a guest. */
  public static UnaryOperator<Layout> interrupt(int guest, int irq, boolean own) {
    return of(
        guest,
        was ->
            with(
                was,
                was.pages(),
                was.windows(),
                own ? with(was.ownInterrupts(), irq) : was.ownInterrupts(),
                own ? was.emulatedInterrupts() : with(was.emulatedInterrupts(), irq)));
  }

  /** An interrupt of one guest's own in the table of another instead. */
  public static UnaryOperator<Layout> rerouted(int from, int to, int irq) {
    UnaryOperator<Layout> without =
        of(
            from,
            was -> {
              BitSet own = (BitSet) was.ownInterrupts().clone();
              own.clear(irq);
              return with(was, was.pages(), was.windows(), own, was.emulatedInterrupts());
            });
    return layout -> interrupt(to, irq, true).apply(without.apply(layout));
  }

  /** Stores at the end of the set-up list. */
  public static UnaryOperator<Layout> setup(RegisterWrite... more) {
    return layout -> {
      List<RegisterWrite> writes = new ArrayList<>(layout.setup());
      writes.addAll(List.of(more));
      return layout.withSetup(writes);
    };
  }

  /** Another division of the processor's time. */
  public static UnaryOperator<Layout> schedule(UnaryOperator<Schedule> change) {
    return layout ->
        with(layout, layout.partitions(), change.apply(layout.schedule()), layout.mailboxes());
  }

  /** The windows of guests 1 and 2 the other way round, and that of guest 2 far into the other. */
  public static Schedule overlapping(Schedule schedule) {
    Schedule.MajorFrame frame = (Schedule.MajorFrame) schedule;
    long length = frame.windows().get(0).length();
    return new Schedule.MajorFrame(
        frame.length(),
        frame.switching(),
        List.of(
            new Schedule.TimeWindow(2, 0, length + 50_000),
            new Schedule.TimeWindow(1, length, length + 100_000)));
  }

  /** As if every mailbox held a message more. */
  public static Layout deeper(Layout layout) {
    return with(
        layout,
        layout.partitions(),
        layout.schedule(),
        layout.mailboxes().stream().map(Holes::deeper).toList());
  }

  private static Mailbox deeper(Mailbox was) {
    return new Mailbox(
        was.name(),
        was.sender(),
        was.receiver(),
        was.size(),
        was.depth() + 1,
        was.interval(),
        was.address(),
        was.senderIrq(),
        was.receiverIrq());
  }

  /** A change of a guest's table. */
  public static UnaryOperator<Layout> of(int guest, UnaryOperator<Partition> change) {
    return layout -> {
      List<Partition> partitions = new ArrayList<>(layout.partitions());
      partitions.replaceAll(each -> each.id() == guest ? change.apply(each) : each);
      return with(layout, List.copyOf(partitions), layout.schedule(), layout.mailboxes());
    };
  }

  private static BitSet with(BitSet set, int irq) {
    BitSet more = (BitSet) set.clone();
    more.set(irq);
    return more;
  }

  private static Layout with(
      Layout was, List<Partition> partitions, Schedule schedule, List<Mailbox> mailboxes) {
    return new Layout(
        partitions,
        was.threads(),
        was.loads(),
        was.setup(),
        schedule,
        mailboxes,
        was.supervisions());
  }

  private static Partition with(
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
