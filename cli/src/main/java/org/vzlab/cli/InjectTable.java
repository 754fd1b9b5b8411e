package org.vzlab.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.isolation.fault.Fault;
import org.vzlab.isolation.fault.FaultKind;
import org.vzlab.isolation.fault.FaultResult;
import org.vzlab.isolation.fault.FaultTarget;
import org.vzlab.isolation.fault.Outcome;

/** Counts what faults have led to, by targets. */
final class InjectTable {
  private static final String ABSENT = "absent";

  private final Map<FaultTarget, Counts> counts = new EnumMap<>(FaultTarget.class);
  private final List<String> lost = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private boolean failed;

  /** How often what has come of it. */
  private static final class Counts {
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int runs;
    private int absent;

    private void add(FaultResult result) {
      runs++;
      result.outcome().ifPresent(outcome -> outcomes.merge(outcome, 1, Integer::sum));
      absent += result.outcome().isPresent() ? 0 : 1;
    }

    private void add(Counts other) {
      runs += other.runs;
      absent += other.absent;
      other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
    }

    private List<String> row(String name) {
      List<String> row = new ArrayList<>(List.of(name, Integer.toString(runs)));
      for (Outcome outcome : Outcome.values()) {
        row.add(Integer.toString(outcomes.getOrDefault(outcome, 0)));
      }
      row.add(Integer.toString(absent));
      return row;
    }
  }

  void add(long seed, FaultResult result) {
    counts.computeIfAbsent(result.target(), any -> new Counts()).add(result);
    failed |= result.isFailure();
    boolean tell =
        result
            .outcome()
            .filter(outcome -> outcome.compareTo(Outcome.ISOLATION_LOST) >= 0)
            .isPresent();
    if (tell) {
      lost.add(
          String.format(
              "seed %d: %s: %s%n  %s",
              seed,
              result.outcome().orElseThrow().word(),
              result.fault().orElseThrow(),
              result.cause()));
    }
    story.clear();
    story.addAll(result.story());
    story.add(
        result.outcome().map(outcome -> outcome.word() + ": " + outcome.meaning()).orElse(ABSENT));
  }

  /** Whether isolation was lost by a fault in a guest's own resources, or the emulator failed. */
  boolean failed() {
    return failed;
  }

  /**
   * The table.
   *
   * @param single whether there was one run only, whose story is told instead
   */
  List<String> lines(boolean single) {
    if (single) {
      return List.copyOf(story);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("target", "runs"));
    for (Outcome outcome : Outcome.values()) {
      head.add(outcome.word());
    }
    head.add(ABSENT);
    rows.add(head);
    for (FaultTarget.Owner owner : FaultTarget.Owner.values()) {
      Counts all = new Counts();
      counts.forEach(
          (target, some) -> {
            if (target.owner() == owner) {
              rows.add(some.row(target.word()));
              all.add(some);
            }
          });
      if (all.runs > 0) {
        rows.add(all.row(Choice.word(owner)));
      }
    }
    List<String> lines = new ArrayList<>(Columns.aligned(rows));
    lines.addAll(lost);
    return lines;
  }

  /** A run as a line of JSON. */
  static String json(long seed, FaultResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seed", seed);
    members.put("target", result.target().word());
    members.put("owner", result.target().owner());
    members.put("guest", result.fault().map(Fault::guest).orElse(null));
    members.put("path", result.fault().map(Fault::path).orElse(null));
    members.put("index", result.fault().map(Fault::index).orElse(null));
    members.put("bit", result.fault().map(Fault::bit).orElse(null));
    members.put("kind", result.fault().map(Fault::kind).map(FaultKind::word).orElse(null));
    members.put("cycle", result.fault().map(Fault::time).orElse(null));
    members.put("outcome", result.outcome().map(Outcome::word).orElse(ABSENT));
    members.put("cause", result.cause());
    return Json.line(members);
  }
}
