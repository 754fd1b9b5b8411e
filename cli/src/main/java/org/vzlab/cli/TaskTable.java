package org.vzlab.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.vzlab.board.Session;
import org.vzlab.board.Summary;
import org.vzlab.board.Summary.Task;

/**
 * The third table of {@code --stats}: how the modelled hypervisor has served each guest and each of
 * its threads.
 */
final class TaskTable {
  private static final BigDecimal CYCLES_PER_MICROSECOND =
      BigDecimal.valueOf(Session.CYCLES_PER_SECOND / 1_000_000);

  private TaskTable() {}

  /** The table, a line an element; nothing if there is no modelled hypervisor. */
  static List<String> of(Summary summary) {
    if (summary.tasks().isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "own", "work", "share", "switches", "overruns", "worst latency"));
    for (Task task : summary.tasks()) {
      rows.add(
          List.of(
              (task.thread() ? "thread " : "guest ") + task.id(),
              String.format("%,d", task.cycles()),
              String.format("%,d", task.work()),
              String.format("%.2f%%", share(task, summary)),
              String.format("%,d", task.switches()),
              String.format("%,d", task.overruns()),
              latency(task)));
    }
    List<String> lines = new ArrayList<>();
    lines.add("How guests and threads were served, in cycles:");
    lines.addAll(Columns.aligned(rows));
    lines.add("share: own cycles and work for it. latency: from interrupt to first instruction.");
    return lines;
  }

  private static double share(Task task, Summary summary) {
    return 100.0 * (task.cycles() + task.work()) / Math.max(1, summary.cycles());
  }

  private static String latency(Task task) {
    if (task.worstLatency().isEmpty()) {
      return "-";
    }
    BigDecimal cycles = BigDecimal.valueOf(task.worstLatency().getAsLong());
    return cycles.divide(CYCLES_PER_MICROSECOND).setScale(3).toPlainString() + " us";
  }
}
