package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongBiFunction;
import org.vzlab.board.TimeMap;

/** How a configuration divides the processor's time, as text of less than 100 columns. */
final class CheckTime {
  private static final double CYCLES_PER_MICROSECOND = 200;

  /** Columns of the time line, and of what stands before it. */
  private static final int WIDTH = 80;

  private static final int LABEL = 15;

  /** A label of the ruler and a space take at least this many columns. */
  private static final int TICK = 8;

  private final List<String> lines = new ArrayList<>();

  private CheckTime() {}

  static List<String> of(TimeMap time) {
    CheckTime text = new CheckTime();
    text.line("");
    text.line("Time, in microseconds");
    time.frame().ifPresent(text::frame);
    if (time.frame().isEmpty()) {
      text.priorities(time.priorities());
    }
    text.line(
        "  the hypervisor: at most %d cycles at a time, %.2f us; %d, %.2f us, from one to another",
        time.section(),
        time.section() / CYCLES_PER_MICROSECOND,
        time.change(),
        time.change() / CYCLES_PER_MICROSECOND);
    return text.lines;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private void frame(TimeMap.Frame frame) {
    line(
        "  a major frame of %d; the first %d of a window are the switch to its owner",
        frame.length(), frame.switching());
    line("");
    ruler(frame);
    for (TimeMap.Served task : frame.tasks()) {
      row(task.task(), frame, (from, to) -> covered(frame, task.task(), from, to));
    }
    row("root", frame, (from, to) -> to - from - covered(frame, "", from, to));
    line("");
    line(
        "  %-12s %9s %9s %12s %14s %14s",
        "", "share", "windows", "net", "longest gap", "worst latency");
    for (TimeMap.Served task : frame.tasks()) {
      line(
          "  %-12s %7.2f %% %9d %12d %14d %14d",
          task.task(), task.share(), task.windows(), task.net(), task.gap(), task.latency());
    }
    long free = FrameRuler.free(frame);
    line("  %-12s %7.2f %% %9s %12d", "root", 100.0 * free / frame.length(), "-", free);
  }

  private void ruler(TimeMap.Frame frame) {
    StringBuilder numbers = new StringBuilder(" ".repeat(LABEL));
    StringBuilder ticks = new StringBuilder(" ".repeat(LABEL) + "-".repeat(WIDTH) + "|");
    long step = FrameRuler.step(frame.length(), WIDTH / TICK);
    for (long time = 0; time < frame.length(); time += step) {
      int column = LABEL + (int) (time * WIDTH / frame.length());
      numbers.append(" ".repeat(column - numbers.length())).append(time);
      ticks.setCharAt(column, '|');
    }
    line("%s", numbers);
    line("%s", ticks);
  }

  /** A column is full if at least half of it is, and has a mark if anything of it is. */
  private void row(String name, TimeMap.Frame frame, ToLongBiFunction<Long, Long> covered) {
    StringBuilder row = new StringBuilder(String.format("  %-" + (LABEL - 2) + "s", name));
    for (long column = 0; column < WIDTH; column++) {
      long part = covered.applyAsLong(column * frame.length(), (column + 1) * frame.length());
      row.append(part <= 0 ? ' ' : 2 * part >= frame.length() ? '#' : '.');
    }
    line("%s", row);
  }

  /**
   * How much of a part of the frame is a task's, all in {@link #WIDTH}ths of a microsecond.
   *
   * @param task empty is all of them
   */
  private static long covered(TimeMap.Frame frame, String task, long from, long to) {
    return frame.windows().stream()
        .filter(window -> task.isEmpty() || window.task().equals(task))
        .mapToLong(
            window -> {
              long start = WIDTH * FrameRuler.entry(frame, window);
              long end = WIDTH * (window.start() + window.length());
              return Math.max(0, Math.min(end, to) - Math.max(start, from));
            })
        .sum();
  }

  private void priorities(List<TimeMap.Share> shares) {
    line("  fixed priorities with budgets, the most urgent first");
    line("");
    line(
        "  %-12s %8s %8s %8s %11s %9s %9s %11s  %s",
        "",
        "priority",
        "budget",
        "period",
        "utilisation",
        "response",
        "latency",
        "exhausted",
        "verdict");
    double sum = 0;
    for (TimeMap.Share share : shares) {
      line(
          "  %-12s %8d %8s %8s %9.2f %% %9s %9s %11s  %s",
          share.task(),
          share.priority(),
          number(share.budget(), "-"),
          number(share.period(), "-"),
          share.utilisation(),
          number(share.response(), "-"),
          number(share.latency(), "unbounded"),
          number(share.exhausted(), share.budget().isEmpty() ? "-" : "unbounded"),
          share.verdict());
      if (!share.arithmetic().isEmpty()) {
        line("%17s%s", "", share.arithmetic());
      }
      sum += share.utilisation();
    }
    line("  %-12s %8s %8s %8s %9.2f %%", "all", "", "", "", sum);
  }

  private static String number(OptionalLong number, String otherwise) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : otherwise;
  }
}
