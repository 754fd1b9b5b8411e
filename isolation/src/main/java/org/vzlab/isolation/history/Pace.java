package org.vzlab.isolation.history;

import java.util.List;
import java.util.Map;

/** How the happenings of two runs lie in time, and so how far each may have come at the end. */
final class Pace {
  private final long from;
  private final long until;
  private TimeShift shift;
  private double slower = 1;
  private double faster = 1;

  /** The pace of a second run's streams beside the first's. */
  Pace(
      History history, Map<String, List<Happening>> reference, Map<String, List<Happening>> other) {
    from = history.from();
    until = history.until();
    shift = TimeShift.none(until - from);
    reference.forEach((name, happenings) -> add(happenings, other.getOrDefault(name, List.of())));
  }

  private void add(List<Happening> reference, List<Happening> other) {
    int common = common(reference, other);
    for (int i = 0; i < common; i++) {
      long first = reference.get(i).time();
      long second = other.get(i).time();
      shift = shift.with(second - first);
      slower = Math.max(slower, (double) (second - from) / Math.max(1, first - from));
      faster = Math.max(faster, (double) (first - from) / Math.max(1, second - from));
    }
  }

  /** How many of the first happenings of two streams have the same content. */
  static int common(List<Happening> reference, List<Happening> other) {
    int at = 0;
    int shorter = Math.min(reference.size(), other.size());
    while (at < shorter && reference.get(at).content().equals(other.get(at).content())) {
      at++;
    }
    return at;
  }

  TimeShift shift() {
    return shift;
  }

  /**
   * Whether one run may have come to its end before what the other has: if it comes at the slowest
   * pace that was seen, and later by the greatest shift that was seen.
   *
   * @param had the stream of the run that has it
   * @param at the first that the other run lacks
   * @param ofReference whether that stream is the first run's
   */
  boolean mayLack(List<Happening> had, int at, boolean ofReference) {
    if (at == had.size()) {
      return true;
    }
    long later = ofReference ? Math.max(shift.maximum(), 0) : Math.max(-shift.minimum(), 0);
    double stretch = ofReference ? slower : faster;
    return from + (had.get(at).time() - from) * stretch + later >= until;
  }
}
