package org.vzlab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.vzlab.board.Summary;
import org.vzlab.board.Summary.LookUps;
import org.vzlab.board.Summary.Usage;

/**
 * The table of {@code --stats}: where the cycles of root, of each guest and of each thread have
 * gone. Instructions and stalls add up to the cycles.
 */
final class Stats {
  private static final String GAP = "  ";

  /** Reasons that have a row even if nobody has lost a cycle to them. */
  private static final Set<String> ALWAYS =
      Set.of(
          "load-use",
          "multiply/divide",
          "fpu",
          "i-miss",
          "d-miss",
          "flash",
          "bus",
          "tlb",
          "exception",
          "idle");

  /** Stalls in which nobody wants to execute an instruction, or it is not an instruction's work. */
  private static final List<String> WITHOUT_INSTRUCTIONS = List.of("idle", "modelled");

  /** A number and what part of the column's cycles it is; either may be empty. */
  private record Cell(String number, String percent) {}

  private final String timing;
  private final Map<String, Usage> columns = new LinkedHashMap<>();
  private final Map<String, List<Cell>> rows = new LinkedHashMap<>();

  private Stats(Summary summary) {
    timing = Choice.word(summary.timing());
    columns.put("root", summary.root());
    summary.guests().forEach(guest -> columns.put("guest " + guest.id(), guest.usage()));
    summary.threads().forEach(thread -> columns.put("thread " + thread.id(), thread.usage()));
    columns.put("total", summary.total());
    row("instructions", usage -> cycles(usage.instructions(), usage));
    summary.total().stalls().forEach(this::stall);
    row("= cycles", usage -> cycles(usage.cycles(), usage));
    row("CPI", usage -> new Cell(perInstruction(usage), ""));
    summary.total().caches().keySet().forEach(this::cache);
  }

  /** The table, a line an element. */
  static List<String> table(Summary summary) {
    return new Stats(summary).lines();
  }

  private void stall(String reason, long cycles) {
    if (cycles > 0 || ALWAYS.contains(reason)) {
      row("+ " + reason, usage -> cycles(usage.stalls().getOrDefault(reason, 0L), usage));
    }
  }

  private void cache(String name) {
    LookUps none = new LookUps(0, 0);
    row(
        name + " hits",
        usage ->
            new Cell(percent(usage.caches().getOrDefault(name, none).hitRate(), "%.2f%%"), ""));
  }

  private void row(String name, Function<Usage, Cell> cell) {
    rows.put(name, columns.values().stream().map(cell).toList());
  }

  private static Cell cycles(long number, Usage usage) {
    OptionalDouble part =
        usage.cycles() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(number / (double) usage.cycles());
    return new Cell(String.format("%,d", number), percent(part, "%.1f"));
  }

  private static String percent(OptionalDouble part, String format) {
    return part.isEmpty() ? "-" : String.format(format, 100 * part.getAsDouble());
  }

  private static String perInstruction(Usage usage) {
    long cycles = usage.cycles();
    for (String reason : WITHOUT_INSTRUCTIONS) {
      cycles -= usage.stalls().getOrDefault(reason, 0L);
    }
    return usage.instructions() == 0
        ? "-"
        : String.format("%.3f", cycles / (double) usage.instructions());
  }

  private List<String> lines() {
    rows.put("", columns.keySet().stream().map(name -> new Cell(name, "%")).toList());
    int names = rows.keySet().stream().mapToInt(String::length).max().orElseThrow();
    List<Integer> numbers = widths(Cell::number);
    List<Integer> percents = widths(Cell::percent);
    List<String> lines = new ArrayList<>();
    lines.add("Cycles by what has taken them, " + timing + " timing:");
    lines.add(line("", rows.remove(""), names, numbers, percents));
    rows.forEach((name, cells) -> lines.add(line(name, cells, names, numbers, percents)));
    lines.add("CPI is cycles by instruction, idle and modelled ones left out.");
    return lines;
  }

  private List<Integer> widths(Function<Cell, String> part) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      widths.add(
          rows.values().stream()
              .mapToInt(cells -> part.apply(cells.get(column)).length())
              .max()
              .orElseThrow());
    }
    return widths;
  }

  private static String line(
      String name, List<Cell> cells, int names, List<Integer> numbers, List<Integer> percents) {
    StringBuilder line = new StringBuilder(padded(name, -names));
    for (int i = 0; i < cells.size(); i++) {
      line.append(GAP)
          .append(padded(cells.get(i).number(), numbers.get(i)))
          .append(' ')
          .append(padded(cells.get(i).percent(), percents.get(i)));
    }
    return line.toString().stripTrailing();
  }

  /** Text with blanks before it, or behind it if the width is negative. */
  private static String padded(String text, int width) {
    return String.format("%" + width + "s", text);
  }
}
