package org.vzlab.isolation.history;

import java.util.List;
import java.util.Locale;

/**
 * What a guest has noticed of another one, in an {@link Experiment}.
 *
 * @param target the configuration
 * @param guest the guest or thread that is not to notice
 * @param other the guest that was replaced
 * @param criterion what had to be equal
 * @param cycles how long each run was, in SYSCLK cycles of board time
 * @param verdicts one for each neighbour
 */
public record NonInterference(
    String target, int guest, int other, Criterion criterion, long cycles, List<Verdict> verdicts) {
  /**
   * What was noticed of one neighbour.
   *
   * @param neighbour its name
   * @param comparison of the run with it and the run without
   */
  public record Verdict(String neighbour, Comparison comparison) {
    /** Whether nothing was noticed that had to be equal. */
    public boolean isUnaffected() {
      return comparison.isEqual();
    }
  }

  /** Whether nothing was noticed of anybody. */
  public boolean holds() {
    return verdicts.stream().allMatch(Verdict::isUnaffected);
  }

  /** How all neighbours together have shifted the guest's happenings. */
  public TimeShift shift() {
    return verdicts.stream()
        .map(verdict -> verdict.comparison().shift())
        .reduce(TimeShift.none(0), TimeShift::and);
  }

  /** A line for each neighbour, and the first difference where there is one. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: guest %d %s guest %d, %s, %d neighbours, %d cycles each\n",
            target,
            guest,
            holds() ? "is unaffected by" : "NOTICES",
            other,
            criterion == Criterion.EXACT ? "to the cycle" : "in content and order",
            verdicts.size(),
            cycles));
    for (Verdict verdict : verdicts) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-32s %-10s %s\n",
              verdict.neighbour(),
              verdict.isUnaffected() ? "unaffected" : "NOTICED",
              verdict.comparison().shift()));
      verdict.comparison().difference().ifPresent(difference -> append(text, difference));
    }
    return text.append("  all: ").append(shift()).append('\n').toString();
  }

  private static void append(StringBuilder text, Difference difference) {
    difference.toString().lines().forEach(line -> text.append("    ").append(line).append('\n'));
  }
}
