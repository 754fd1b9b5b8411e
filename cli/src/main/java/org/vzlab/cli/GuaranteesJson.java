package org.vzlab.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.vzlab.board.Distribution;
import org.vzlab.isolation.guarantee.Figure;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.Quantity;

/** What guests and threads have of the processor, as JSON: cycles, and parts from 0 to 1. */
final class GuaranteesJson {
  private static final int HIGH = 99;

  private GuaranteesJson() {}

  static String of(GuaranteesResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("configuration", result.target());
    json.put("runs", result.done());
    json.put("planned", result.planned());
    json.put("cycles", result.cycles());
    json.put("firstSeed", result.seeds().first());
    json.put("lastSeed", result.seeds().last());
    json.put("holds", result.holds());
    json.put("tasks", result.guarantees().stream().map(GuaranteesJson::task).toList());
    json.put("budgets", result.budgets().stream().map(budget -> budget(budget, result)).toList());
    return Json.of(json);
  }

  private static Map<String, Object> task(Guarantee guarantee) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", guarantee.task());
    task.put("title", guarantee.title());
    task.put("replaceable", guarantee.isReplaceable());
    task.put("holds", guarantee.holds());
    for (Figure figure : guarantee.figures()) {
      task.put(figure.quantity().word(), figure(guarantee, figure));
    }
    return task;
  }

  private static Map<String, Object> figure(Guarantee guarantee, Figure figure) {
    Quantity quantity = figure.quantity();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("unit", unit(quantity));
    json.put("quiet", value(quantity, figure.quiet()));
    json.put("attacked", value(quantity, figure.attacked()));
    json.put("promised", value(quantity, figure.promised()));
    json.put("broken", figure.isBroken());
    json.put("worst", figure.worst().orElse(null));
    switch (quantity) {
      case LATENCY -> json.put("distribution", distribution(guarantee.latencies()));
      case BUSY_LATENCY -> json.put("distribution", distribution(guarantee.busyLatencies()));
      case SWITCH -> json.put("distribution", distribution(guarantee.switches()));
      case SHARE -> {
        // One number a run.
      }
    }
    return json;
  }

  private static Map<String, Object> distribution(Distribution all) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", all.count());
    if (all.count() > 0) {
      json.put("min", all.min());
      json.put("median", all.median());
      json.put("p99", all.percentile(HIGH));
      json.put("max", all.max());
    }
    return json;
  }

  private static Map<String, Object> budget(GuaranteesBudget budget, GuaranteesResult result) {
    Quantity quantity = budget.budget().quantity();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("budget", budget.text());
    json.put("task", budget.budget().task());
    json.put("quantity", quantity.word());
    json.put("unit", unit(quantity));
    json.put("limit", value(quantity, OptionalDouble.of(budget.budget().limit())));
    List<Figure> figures =
        result.guarantees().stream()
            .filter(budget::isFor)
            .map(guarantee -> guarantee.figure(quantity))
            .toList();
    json.put("worst", value(quantity, GuaranteesResult.worst(figures.get(0))));
    json.put("kept", result.keeps(budget));
    return json;
  }

  private static String unit(Quantity quantity) {
    return quantity == Quantity.SHARE ? "part" : "cycles";
  }

  /** A number; null if there is none. Cycles are whole. */
  private static Object value(Quantity quantity, OptionalDouble value) {
    if (value.isEmpty()) {
      return null;
    }
    if (quantity == Quantity.SHARE) {
      return value.getAsDouble();
    }
    return (long) value.getAsDouble();
  }
}
