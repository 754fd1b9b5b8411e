package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.isolation.history.Happening;
import org.vzlab.isolation.history.History;

/**
 * What a task does in two runs, whatever the time is that it does it at: in each stream of
 * happenings one run must be the beginning of the other.
 */
final class Streams {
  private final History reference;

  /** A task's history of a run without a fault, which goes on for longer than the other runs. */
  Streams(History reference) {
    this.reference = reference;
  }

  /**
   * Where a stream is another.
   *
   * @param expected what comes there without a fault; empty for nothing in all the time
   * @param found what has come; empty for nothing
   */
  record Departure(
      int task, String stream, Optional<Happening> expected, Optional<Happening> found) {
    /** When it shows, in SYSCLK cycles of board time. */
    long time() {
      return found.or(() -> expected).orElseThrow().time();
    }

    /** Whether something is missing, and nothing is wrong. */
    boolean isLack() {
      return found.isEmpty();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "task %d, cycle %d, %s: expected %s, found %s",
          task,
          time(),
          stream,
          expected.map(Happening::content).orElse("nothing more"),
          found.map(Happening::content).orElse("nothing more"));
    }
  }

  /**
   * Where another run departs, the earliest first.
   *
   * @param until what was done before that time, in SYSCLK cycles, the other must have done, too
   */
  List<Departure> departures(History other, long until) {
    Map<String, List<Happening>> first = reference.streams();
    Map<String, List<Happening>> second = other.streams();
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    List<Departure> departures = new ArrayList<>();
    for (String name : names) {
      departure(
              name,
              first.getOrDefault(name, List.of()),
              second.getOrDefault(name, List.of()),
              until)
          .ifPresent(departures::add);
    }
    departures.sort(Comparator.comparingLong(Departure::time));
    return departures;
  }

  private Optional<Departure> departure(
      String name, List<Happening> first, List<Happening> second, long until) {
    int at = 0;
    int shorter = Math.min(first.size(), second.size());
    while (at < shorter && first.get(at).content().equals(second.get(at).content())) {
      at++;
    }
    if (at == second.size() && (at == first.size() || first.get(at).time() >= until)) {
      return Optional.empty();
    }
    Optional<Happening> expected =
        at < first.size() ? Optional.of(first.get(at)) : Optional.empty();
    Optional<Happening> found = at < second.size() ? Optional.of(second.get(at)) : Optional.empty();
    return Optional.of(new Departure(reference.task(), name, expected, found));
  }
}
