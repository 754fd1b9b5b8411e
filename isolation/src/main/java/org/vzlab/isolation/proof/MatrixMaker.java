package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.isolation.proof.Matrix.Cell;
import org.vzlab.isolation.proof.Matrix.Column;
import org.vzlab.isolation.proof.Matrix.Row;
import org.vzlab.isolation.proof.Matrix.Section;
import org.vzlab.isolation.proof.Matrix.Sharing;
import org.vzlab.vp.layout.Layout;

/** Puts the matrix together. */
final class MatrixMaker {
  private final List<Column> tasks;
  private final List<Reach> reaches;
  private final Policy policy;
  private final Places places;
  private final List<Row> rows = new ArrayList<>();

  private MatrixMaker(Layout layout, List<Reach> reaches, Policy policy, Places places) {
    this.reaches = reaches;
    this.policy = policy;
    this.places = places;
    List<Column> columns = new ArrayList<>();
    layout.partitions().forEach(p -> columns.add(column(p.id(), "guest ", p.name(), false)));
    layout.threads().forEach(t -> columns.add(column(t.id(), "thread ", t.name(), !t.user())));
    tasks = List.copyOf(columns);
  }

  private static Column column(int id, String kind, String name, boolean kernel) {
    return new Column(id, kind + id, name, kernel);
  }

  static Matrix of(Bench bench, Layout layout, List<Reach> reaches, Policy policy, Places places) {
    MatrixMaker maker = new MatrixMaker(layout, reaches, policy, places);
    for (Places.Place memory : places.memories()) {
      maker.memory(memory);
    }
    List<String> unreached = maker.devices();
    maker.dma();
    InterruptRows rows = new InterruptRows(maker.tasks, layout, bench.chip().part());
    maker.rows.addAll(rows.interrupts());
    maker.rows.addAll(rows.flows());
    return new Matrix(maker.tasks, List.copyOf(maker.rows), unreached);
  }

  /** Rows as long as the same lines of the configuration and the same entries hold. */
  private void memory(Places.Place memory) {
    NavigableSet<Long> edges = edges(memory.first(), memory.end(), reach -> !isDma(reach));
    long from = memory.first();
    for (long to : edges.tailSet(from, false)) {
      List<Cell> cells = cells(from, to, reach -> !isDma(reach));
      String name = memory.name().replace("program ", "") + ": " + purpose(from);
      Row row = new Row(Section.MEMORY, name, from, to - from, cells, sharing(from, to, cells));
      append(row);
      from = to;
    }
  }

  /** What the memory is for. */
  private String purpose(long address) {
    Set<String> names = new LinkedHashSet<>();
    for (Column task : tasks) {
      policy.lines(task.id(), address).forEach(line -> names.add(line.name()));
    }
    for (Places.Place place : places.hypervisor()) {
      if (place.overlaps(address, address + 1)) {
        names.add("hypervisor");
      }
    }
    return names.isEmpty() ? "nobody's" : String.join(", ", names);
  }

  private List<String> devices() {
    List<String> unreached = new ArrayList<>();
    Predicate<Reach> direct = reach -> !isDma(reach) && !isMemory(reach);
    TreeSet<Long> edges = new TreeSet<>();
    for (Places.Place block : places.blocks()) {
      NavigableSet<Long> inside = edges(block.first(), block.end(), direct);
      edges.addAll(inside);
      if (isUnreached(cells(block.first(), block.end(), direct))) {
        unreached.add(block.name());
      }
    }
    reaches.stream()
        .filter(direct)
        .forEach(reach -> edges.addAll(List.of(reach.right().first(), reach.right().end())));
    long from = -1;
    for (long to : edges) {
      if (from >= 0) {
        device(from, to, direct);
      }
      from = to;
    }
    return List.copyOf(unreached);
  }

  private void device(long from, long to, Predicate<Reach> direct) {
    List<Cell> cells = cells(from, to, direct);
    if (isUnreached(cells)) {
      return;
    }
    append(
        new Row(
            Section.DEVICE,
            places.brief(from, to),
            from,
            to - from,
            cells,
            sharing(from, to, cells)));
  }

  private boolean isUnreached(List<Cell> cells) {
    return IntStream.range(0, cells.size())
        .allMatch(i -> cells.get(i).isNone() || tasks.get(i).kernel());
  }

  private void dma() {
    TreeSet<Long> edges = new TreeSet<>();
    reaches.stream()
        .filter(MatrixMaker::isDma)
        .forEach(reach -> edges.addAll(List.of(reach.right().first(), reach.right().end())));
    long from = -1;
    for (long to : edges) {
      if (from >= 0) {
        List<Cell> cells = cells(from, to, MatrixMaker::isDma);
        if (!isUnreached(cells)) {
          append(
              new Row(
                  Section.DMA,
                  places.brief(from, to),
                  from,
                  to - from,
                  cells,
                  sharing(from, to, cells)));
        }
      }
      from = to;
    }
  }

  private static boolean isDma(Reach reach) {
    return reach.right().way() == Way.DMA;
  }

  private boolean isMemory(Reach reach) {
    return places.memories().stream()
        .anyMatch(memory -> memory.overlaps(reach.right().first(), reach.right().end()));
  }

  /** Where something may change between two addresses. */
  private NavigableSet<Long> edges(long first, long end, Predicate<Reach> which) {
    TreeSet<Long> edges = new TreeSet<>(List.of(first, end));
    List<Long> all = new ArrayList<>();
    reaches.stream()
        .filter(which)
        .forEach(reach -> all.addAll(List.of(reach.right().first(), reach.right().end())));
    for (Column task : tasks) {
      policy
          .lines(task.id())
          .forEach(line -> all.addAll(List.of(line.physical(), line.physical() + line.size())));
    }
    places.hypervisor().forEach(place -> all.addAll(List.of(place.first(), place.end())));
    all.removeIf(edge -> edge <= first || edge >= end);
    edges.addAll(all);
    return edges;
  }

  private List<Cell> cells(long from, long to, Predicate<Reach> which) {
    return tasks.stream().map(task -> cell(task, from, to, which)).toList();
  }

  private Cell cell(Column task, long from, long to, Predicate<Reach> which) {
    if (task.kernel()) {
      return new Cell("all", List.of("thread " + task.id() + " runs in kernel mode"));
    }
    EnumSet<Use> direct = EnumSet.noneOf(Use.class);
    EnumSet<Use> carried = EnumSet.noneOf(Use.class);
    EnumSet<Use> emulated = EnumSet.noneOf(Use.class);
    Set<String> causes = new LinkedHashSet<>();
    for (Reach reach : reaches) {
      boolean here = reach.right().first() < to && from < reach.right().end();
      if (here && reach.task() == task.id() && which.test(reach)) {
        Way way = reach.right().way();
        (way != Way.EMULATED ? direct : reach.isReal() ? carried : emulated)
            .addAll(reach.right().uses());
        causes.add(reach.right().source());
      }
    }
    List<String> parts = new ArrayList<>();
    if (!direct.isEmpty()) {
      parts.add(letters(direct));
    }
    if (!carried.isEmpty() && !direct.containsAll(carried)) {
      parts.add("h " + letters(carried).replace("-", ""));
    }
    if (!emulated.isEmpty()) {
      parts.add("e " + letters(emulated).replace("-", ""));
    }
    return parts.isEmpty() ? Matrix.NONE : new Cell(String.join(" ", parts), List.copyOf(causes));
  }

  private static String letters(Collection<Use> uses) {
    return (uses.contains(Use.READ) ? "r" : "-")
        + (uses.contains(Use.WRITE) ? "w" : "-")
        + (uses.contains(Use.EXECUTE) ? "x" : "-");
  }

  /** In every way together: what a guest writes by DMA it shares with who reads it. */
  private Sharing sharing(long from, long to, List<Cell> cells) {
    if (isUnreached(cells)) {
      return Sharing.NONE;
    }
    TreeSet<Integer> sharers = new TreeSet<>();
    boolean written = false;
    for (Reach reach : reaches) {
      if (reach.isReal() && reach.right().first() < to && from < reach.right().end()) {
        sharers.add(reach.task());
        written |= reach.canWrite();
      }
    }
    return sharers.size() < 2 ? Sharing.NONE : written ? Sharing.WRITTEN : Sharing.READ;
  }

  /** Adds a row, or makes the last one longer if it says the same. */
  private void append(Row row) {
    int last = rows.size() - 1;
    if (last < 0 || !continues(rows.get(last), row)) {
      rows.add(row);
      return;
    }
    Row before = rows.get(last);
    long size = before.size() + row.size();
    boolean memory = row.section() == Section.MEMORY;
    String name = memory ? row.name() : places.brief(before.first(), before.first() + size);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Set<String> causes = new LinkedHashSet<>(before.cells().get(i).causes());
      causes.addAll(row.cells().get(i).causes());
      cells.add(new Cell(row.cells().get(i).text(), List.copyOf(causes)));
    }
    rows.set(
        last,
        new Row(row.section(), name, before.first(), size, List.copyOf(cells), row.sharing()));
  }

  private static boolean continues(Row before, Row row) {
    return before.section() == row.section()
        && before.first() + before.size() == row.first()
        && before.sharing() == row.sharing()
        && (row.section() != Section.MEMORY || before.name().equals(row.name()))
        && texts(before).equals(texts(row));
  }

  private static List<String> texts(Row row) {
    return row.cells().stream().map(Cell::text).toList();
  }
}
