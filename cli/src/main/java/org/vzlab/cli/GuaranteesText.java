package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.vzlab.board.Distribution;
import org.vzlab.board.Session;
import org.vzlab.isolation.guarantee.Figure;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.Quantity;

/** What guests and threads have of the processor, as tables. */
final class GuaranteesText {
  private static final double CYCLES_PER_MILLISECOND = Session.CYCLES_PER_SECOND / 1000.0;
  private static final int HIGH = 99;

  private final GuaranteesResult result;
  private final List<String> lines = new ArrayList<>();

  private GuaranteesText(GuaranteesResult result) {
    this.result = result;
  }

  /** All of it, a line an element. */
  static List<String> of(GuaranteesResult result) {
    GuaranteesText text = new GuaranteesText(result);
    text.head();
    text.figures();
    text.distributions();
    text.words();
    List<String> complaints = result.complaints();
    if (!complaints.isEmpty()) {
      text.lines.add("");
      text.lines.addAll(complaints);
    }
    return text.lines;
  }

  private void line(String form, Object... values) {
    lines.add(String.format(Locale.ROOT, form, values));
  }

  private void head() {
    String count =
        result.done() == result.planned()
            ? Integer.toString(result.done())
            : result.done() + " of " + result.planned();
    line(
        "%s: %s runs of %s ms%s, attacks of the seeds %d to %d",
        result.target(),
        count,
        milliseconds(result.cycles()),
        result.cycles() == result.asked()
            ? ""
            : " (" + milliseconds(result.asked()) + " rounded up to whole frames or periods)",
        result.seeds().first(),
        result.seeds().last());
  }

  private static String milliseconds(long cycles) {
    return String.format(Locale.ROOT, "%.3f", cycles / CYCLES_PER_MILLISECOND);
  }

  private void figures() {
    List<List<String>> rows = new ArrayList<>();
    List<String> worst = new ArrayList<>();
    rows.add(List.of("Worst, in us", "quiet", "attacked", "promised", "verdict"));
    worst.add("when");
    for (Guarantee guarantee : result.guarantees()) {
      rows.add(List.of(guarantee.title(), "", "", "", ""));
      worst.add("");
      for (Figure figure : guarantee.figures()) {
        rows.add(
            List.of(
                "  " + figure.quantity().word(),
                cell(figure, figure.quiet(), "-"),
                cell(figure, figure.attacked(), "-"),
                cell(figure, figure.promised(), "nothing"),
                verdict(figure)));
        worst.add(when(figure));
      }
    }
    lines.add("");
    append(rows, worst);
  }

  /** Columns whose last one is text and to the left. */
  private void append(List<List<String>> rows, List<String> last) {
    List<String> aligned = Columns.aligned(rows);
    for (int i = 0; i < aligned.size(); i++) {
      lines.add((aligned.get(i) + "  " + last.get(i)).stripTrailing());
    }
  }

  private static String cell(Figure figure, OptionalDouble value, String otherwise) {
    return value.isPresent()
        ? GuaranteesResult.number(figure.quantity(), value.getAsDouble())
        : otherwise;
  }

  private static String verdict(Figure figure) {
    if (figure.isBroken()) {
      return "BROKEN";
    }
    if (figure.promised().isEmpty()) {
      return "-";
    }
    return GuaranteesResult.worst(figure).isPresent() ? "kept" : "unseen";
  }

  private static String when(Figure figure) {
    return figure
        .worst()
        .map(worst -> GuaranteesResult.beside(figure) + " at " + milliseconds(worst.time()) + " ms")
        .orElse("");
  }

  private void distributions() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Attacked, in cycles", "times", "least", "median", HIGH + " %", "most"));
    for (Guarantee guarantee : result.guarantees()) {
      rows.add(List.of(guarantee.title(), "", "", "", "", ""));
      rows.add(row(Quantity.LATENCY, guarantee.latencies()));
      rows.add(row(Quantity.BUSY_LATENCY, guarantee.busyLatencies()));
      rows.add(row(Quantity.SWITCH, guarantee.switches()));
    }
    lines.add("");
    lines.addAll(Columns.aligned(rows));
  }

  private static List<String> row(Quantity quantity, Distribution all) {
    List<String> row = new ArrayList<>(List.of("  " + quantity.word()));
    row.add(String.format(Locale.ROOT, "%,d", all.count()));
    for (long value : new long[] {all.min(), all.median(), all.percentile(HIGH), all.max()}) {
      row.add(all.count() == 0 ? "-" : String.format(Locale.ROOT, "%,d", value));
    }
    return row;
  }

  private void words() {
    lines.add("");
    for (Quantity quantity : Quantity.values()) {
      lines.add(quantity.word() + ": " + quantity.meaning());
    }
    lines.add("quiet, attacked: beside the others as they are; beside hostile ones in their place");
    lines.add("promised: what the schedule promises, as 'check' computes it; 200 cycles are 1 us");
  }
}
