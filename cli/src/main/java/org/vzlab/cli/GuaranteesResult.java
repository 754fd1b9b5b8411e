package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.vzlab.isolation.guarantee.Figure;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.Quantity;

/**
 * What was measured of the guests and threads of a configuration.
 *
 * @param target the configuration
 * @param done how many runs there were
 * @param planned how many there were to be
 * @param asked SYSCLK cycles of a run that were asked for
 * @param cycles SYSCLK cycles of a run
 * @param seeds of the attacks
 */
record GuaranteesResult(
    String target,
    int done,
    int planned,
    long asked,
    long cycles,
    SeedRange seeds,
    List<Guarantee> guarantees,
    List<GuaranteesBudget> budgets) {
  static final double CYCLES_PER_MICROSECOND = 200;
  private static final double WHOLE = 100;

  /** Whether all promises and all budgets were kept. */
  boolean holds() {
    return complaints().isEmpty();
  }

  /** A line for each promise and each budget that was not kept. */
  List<String> complaints() {
    List<String> lines = new ArrayList<>();
    for (Guarantee guarantee : guarantees) {
      for (Figure figure : guarantee.figures()) {
        if (figure.isBroken()) {
          lines.add(
              String.format(
                  "BROKEN: %s, promised are %s",
                  was(guarantee, figure),
                  measure(figure.quantity(), figure.promised().orElseThrow())));
        }
      }
    }
    for (GuaranteesBudget budget : budgets) {
      for (Guarantee guarantee : guarantees) {
        if (budget.isFor(guarantee)) {
          complain(budget, guarantee, lines);
        }
      }
    }
    return lines;
  }

  private static void complain(GuaranteesBudget budget, Guarantee guarantee, List<String> lines) {
    Figure figure = guarantee.figure(budget.budget().quantity());
    if (worst(figure).isEmpty()) {
      lines.add(
          String.format(
              "over budget: %s's %s was never seen, allowed are %s; longer runs (--for) may have"
                  + " some",
              guarantee.title(),
              figure.quantity().word(),
              measure(figure.quantity(), budget.budget().limit())));
    } else if (!budget.budget().isKeptBy(guarantee)) {
      lines.add(
          String.format(
              "over budget: %s, %s are %s",
              was(guarantee, figure),
              figure.quantity().leastIsWorst() ? "wanted" : "allowed",
              measure(figure.quantity(), budget.budget().limit())));
    }
  }

  /** Whether a budget was kept by what was measured; what was never seen keeps none. */
  boolean keeps(GuaranteesBudget budget) {
    return guarantees.stream()
        .filter(budget::isFor)
        .allMatch(
            guarantee ->
                worst(guarantee.figure(budget.budget().quantity())).isPresent()
                    && budget.budget().isKeptBy(guarantee));
  }

  private static String was(Guarantee guarantee, Figure figure) {
    return String.format(
        "%s's %s was %s %s",
        guarantee.title(),
        figure.quantity().word(),
        measure(figure.quantity(), worst(figure).orElseThrow()),
        beside(figure));
  }

  /** The worst of all runs; empty if there was nothing to measure. */
  static OptionalDouble worst(Figure figure) {
    return quietIsWorse(figure) ? figure.quiet() : figure.attacked();
  }

  private static boolean quietIsWorse(Figure figure) {
    if (figure.quiet().isEmpty() || figure.attacked().isEmpty()) {
      return figure.attacked().isEmpty();
    }
    double quiet = figure.quiet().getAsDouble();
    double attacked = figure.attacked().getAsDouble();
    return figure.quantity().leastIsWorst() ? quiet < attacked : quiet > attacked;
  }

  /** Beside what the worst was; {@code -} if there was nothing to measure. */
  static String beside(Figure figure) {
    return figure
        .worst()
        .map(
            worst ->
                quietIsWorse(figure)
                    ? "with the others as they are"
                    : "beside '" + worst.beside() + "'")
        .orElse("-");
  }

  /** A value with its unit. */
  static String measure(Quantity quantity, double value) {
    return number(quantity, value) + (quantity == Quantity.SHARE ? "" : " us");
  }

  /** A value: microseconds, exactly, or percent. */
  static String number(Quantity quantity, double value) {
    return quantity == Quantity.SHARE
        ? String.format(Locale.ROOT, "%.3f %%", value * WHOLE)
        : String.format(Locale.ROOT, "%.3f", value / CYCLES_PER_MICROSECOND);
  }
}
