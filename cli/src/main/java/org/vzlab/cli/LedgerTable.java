package org.vzlab.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Distribution;
import org.vzlab.board.Ledger;
import org.vzlab.board.LedgerKind;

/** One ledger, or two of them beside each other, as text and as JSON. */
final class LedgerTable {
  private final Ledger own;
  private final Optional<Ledger> other;

  LedgerTable(Ledger own, Optional<Ledger> other) {
    this.own = own;
    this.other = other;
  }

  /** The text, in the form of Markdown tables. */
  List<String> lines(String target, String against, BoardTime limit, String timing) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format("Cycles of hypervisor work in %s of board time, %s timing.", limit, timing));
    lines.add("Parts are medians: exit + handling + entry.");
    add(lines, target, own);
    if (other.isPresent()) {
      add(lines, against, other.get());
      addRatios(lines, target, against, other.get());
    }
    return lines;
  }

  private static void add(List<String> lines, String name, Ledger ledger) {
    lines.add("");
    lines.add(name);
    lines.add("");
    lines.add(
        String.format(
            "| %-14s | %6s | %7s | %7s | %7s | %7s | %21s |",
            "kind", "count", "min", "median", "99 %", "worst", "parts"));
    lines.add("|---|---:|---:|---:|---:|---:|---:|");
    for (Ledger.Row row : ledger.rows()) {
      Distribution total = row.total();
      lines.add(
          String.format(
              "| %-14s | %6d | %7d | %7d | %7d | %7d | %21s |",
              row.kind().key(),
              total.count(),
              total.min(),
              total.median(),
              total.percentile(99),
              total.max(),
              parts(row)));
    }
  }

  private static String parts(Ledger.Row row) {
    if (row.exit().count() == 0) {
      return "";
    }
    return row.exit().median()
        + " + "
        + row.handling().median()
        + (row.entry().count() == 0 ? "" : " + " + row.entry().median());
  }

  private void addRatios(List<String> lines, String target, String against, Ledger others) {
    lines.add("");
    lines.add("Ratio, " + target + " by " + against);
    lines.add("");
    lines.add(String.format("| %-14s | %7s | %7s |", "kind", "median", "worst"));
    lines.add("|---|---:|---:|");
    for (Ledger.Row row : own.rows()) {
      Distribution theirs = others.row(row.kind()).total();
      if (theirs.count() > 0) {
        lines.add(
            String.format(
                "| %-14s | %7s | %7s |",
                row.kind().key(),
                ratio(row.total().median(), theirs.median()),
                ratio(row.total().max(), theirs.max())));
      }
    }
  }

  private static String ratio(long cycles, long others) {
    return others == 0
        ? "-"
        : BigDecimal.valueOf(cycles)
            .divide(BigDecimal.valueOf(others), 2, RoundingMode.HALF_UP)
            .toString();
  }

  /** The same as JSON. */
  String json(String target, String against, BoardTime limit, String timing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cycles", limit.cycles());
    json.put("timing", timing);
    json.put("target", target);
    json.put("kinds", kinds(own));
    if (other.isPresent()) {
      json.put("against", against);
      json.put("kindsAgainst", kinds(other.get()));
    }
    return Json.of(json);
  }

  private static Map<String, Object> kinds(Ledger ledger) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (Ledger.Row row : ledger.rows()) {
      Map<String, Object> parts = new LinkedHashMap<>(numbers(row.total()));
      put(parts, "exit", row.exit());
      put(parts, "handling", row.handling());
      put(parts, "entry", row.entry());
      kinds.put(key(row.kind()), parts);
    }
    return kinds;
  }

  private static String key(LedgerKind kind) {
    return kind.key();
  }

  private static void put(Map<String, Object> parts, String name, Distribution part) {
    if (part.count() > 0) {
      parts.put(name, numbers(part));
    }
  }

  private static Map<String, Object> numbers(Distribution of) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("count", of.count());
    numbers.put("sum", of.sum());
    numbers.put("min", of.min());
    numbers.put("median", of.median());
    numbers.put("p99", of.percentile(99));
    numbers.put("max", of.max());
    return numbers;
  }
}
