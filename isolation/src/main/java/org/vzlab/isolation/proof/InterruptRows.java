package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.vzlab.isolation.proof.Matrix.Cell;
import org.vzlab.isolation.proof.Matrix.Column;
import org.vzlab.isolation.proof.Matrix.Row;
import org.vzlab.isolation.proof.Matrix.Section;
import org.vzlab.isolation.proof.Matrix.Sharing;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Supervision;

/** The rows of what guests hear: interrupts, and what other guests send. */
final class InterruptRows {
  private final List<Column> tasks;
  private final Layout layout;
  private final PartTable part;

  InterruptRows(List<Column> tasks, Layout layout, PartTable part) {
    this.tasks = tasks;
    this.layout = layout;
    this.part = part;
  }

  List<Row> interrupts() {
    BitSet numbers = new BitSet();
    for (Partition guest : layout.partitions()) {
      numbers.or(guest.ownInterrupts());
      numbers.or(guest.emulatedInterrupts());
    }
    return numbers.stream()
        .mapToObj(
            irq ->
                row(
                    Section.INTERRUPT,
                    part.interrupt(irq).map(InterruptSource::name).orElse("no source"),
                    irq,
                    id -> interrupt(id, irq)))
        .toList();
  }

  private Cell interrupt(int id, int irq) {
    for (Partition guest : layout.partitions()) {
      if (guest.id() == id && guest.ownInterrupts().get(irq)) {
        return new Cell("own", List.of("own interrupts of guest " + id));
      }
      if (guest.id() == id && guest.emulatedInterrupts().get(irq)) {
        return new Cell("e", List.of("emulated interrupts of guest " + id));
      }
    }
    return Matrix.NONE;
  }

  List<Row> flows() {
    List<Row> rows = new ArrayList<>();
    for (Mailbox mailbox : layout.mailboxes()) {
      rows.add(row(Section.FLOW, "mailbox " + mailbox.name(), rows.size(), id -> end(mailbox, id)));
    }
    for (Supervision supervision : layout.supervisions()) {
      rows.add(
          row(
              Section.FLOW,
              "supervision of guest " + supervision.guest(),
              rows.size(),
              id -> end(supervision, id)));
    }
    return rows;
  }

  private static Cell end(Mailbox mailbox, int id) {
    String cause = "mailbox " + mailbox.name();
    if (mailbox.sender() == id) {
      return new Cell("sends", List.of(cause + ", interrupt " + mailbox.senderIrq()));
    }
    return mailbox.receiver() == id
        ? new Cell("gets", List.of(cause + ", interrupt " + mailbox.receiverIrq()))
        : Matrix.NONE;
  }

  private static Cell end(Supervision supervision, int id) {
    String cause = "supervision of guest " + supervision.guest();
    if (supervision.supervisor() == id) {
      return new Cell("watches", List.of(cause + ", interrupt " + supervision.irq()));
    }
    return supervision.guest() == id ? new Cell("beats", List.of(cause)) : Matrix.NONE;
  }

  private Row row(Section section, String name, long number, IntFunction<Cell> cell) {
    List<Cell> cells =
        tasks.stream()
            .map(
                task ->
                    task.kernel()
                        ? new Cell("all", List.of(task.title() + " runs in kernel mode"))
                        : cell.apply(task.id()))
            .toList();
    return new Row(section, name, number, 1, cells, Sharing.NONE);
  }
}
