package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.vzlab.board.Summary;
import org.vzlab.board.Summary.Charge;
import org.vzlab.board.Summary.Work;

/**
 * The second table of {@code --stats}: the cycles that each kind of work of the modelled hypervisor
 * has taken, for root, for each guest and for each thread, and why it takes what it takes.
 */
final class WorkTable {
  private static final String TOTAL = "total";
  private static final Charge NONE = new Charge(0, 0);

  private WorkTable() {}

  /** The table, a line an element; nothing if no work was done. */
  static List<String> of(Summary summary) {
    List<Work> work = summary.work();
    if (work.isEmpty()) {
      return List.of();
    }
    TreeSet<Integer> owners = new TreeSet<>();
    work.forEach(kind -> owners.addAll(kind.charges().keySet()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row("", "each", "times", owners.stream().map(id -> owner(id, summary)).toList(), TOTAL));
    for (Work kind : work) {
      Charge total = kind.total();
      rows.add(
          row(
              kind.name(),
              number(total.cycles() / total.times()),
              number(total.times()),
              owners.stream().map(owner -> number(cycles(kind, owner))).toList(),
              number(total.cycles())));
    }
    rows.add(
        row(
            "= modelled",
            "",
            "",
            owners.stream()
                .map(owner -> number(work.stream().mapToLong(k -> cycles(k, owner)).sum()))
                .toList(),
            number(work.stream().mapToLong(kind -> kind.total().cycles()).sum())));
    return lines(rows, work);
  }

  private static String owner(int id, Summary summary) {
    boolean thread = summary.threads().stream().anyMatch(t -> t.id() == id);
    return id == 0 ? "root" : (thread ? "thread " : "guest ") + id;
  }

  private static long cycles(Work kind, int owner) {
    return kind.charges().getOrDefault(owner, NONE).cycles();
  }

  private static List<String> row(
      String name, String each, String times, List<String> owners, String total) {
    return Stream.of(List.of(name, each, times), owners, List.of(total))
        .flatMap(List::stream)
        .toList();
  }

  private static String number(long value) {
    return String.format("%,d", value);
  }

  private static List<String> lines(List<List<String>> rows, List<Work> work) {
    List<String> lines = new ArrayList<>();
    lines.add("Cycles of the modelled hypervisor's work, by whom it was done for:");
    lines.addAll(Columns.aligned(rows));
    work.forEach(kind -> lines.add(kind.name() + ": " + kind.why()));
    return lines;
  }
}
