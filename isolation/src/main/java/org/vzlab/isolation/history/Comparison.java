package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two histories of the same guest or thread beside each other.
 *
 * @param criterion what had to be equal
 * @param difference the first thing that is not; empty if they are equal
 * @param shift how the times differ, of all but exits
 */
public record Comparison(Criterion criterion, Optional<Difference> difference, TimeShift shift) {
  private static final int BEFORE = 5;

  /** Whether they are equal by the criterion. */
  public boolean isEqual() {
    return difference.isEmpty();
  }

  /**
   * Compares two histories that were recorded for the same time.
   *
   * @throws IllegalArgumentException if they are of different tasks or times
   */
  public static Comparison of(Criterion criterion, History reference, History other) {
    if (reference.task() != other.task()
        || reference.from() != other.from()
        || reference.until() != other.until()) {
      throw new IllegalArgumentException("histories of different tasks or times");
    }
    Map<String, List<Happening>> first = reference.streams();
    Map<String, List<Happening>> second = other.streams();
    Pace pace = new Pace(reference, first, second);
    Optional<Difference> difference =
        switch (criterion) {
          case EXACT -> exact(reference, other);
          case CONTENT -> content(reference, first, second, pace);
        };
    return new Comparison(criterion, difference, pace.shift());
  }

  private static Optional<Difference> exact(History reference, History other) {
    Optional<Difference> happening =
        first(reference, "happenings", reference.happenings(), other.happenings());
    Optional<Difference> exit = first(reference, "exits", reference.exits(), other.exits());
    if (happening.isPresent() && exit.isPresent()) {
      return happening.get().time() <= exit.get().time() ? happening : exit;
    }
    return happening.or(() -> exit);
  }

  private static Optional<Difference> first(
      History history,
      String kind,
      List<? extends Happening> reference,
      List<? extends Happening> other) {
    int at = 0;
    int common = Math.min(reference.size(), other.size());
    while (at < common && isSame(reference.get(at), other.get(at))) {
      at++;
    }
    return at == reference.size() && at == other.size()
        ? Optional.empty()
        : Optional.of(difference(history, kind, reference, other, at));
  }

  /**
   * An exit's digest is of all that it has; its registers may have been kept of one of two only.
   */
  private static boolean isSame(Happening one, Happening two) {
    return (one instanceof Happening.Exit exit && two instanceof Happening.Exit other)
        ? exit.time() == other.time() && exit.digest() == other.digest()
        : one.equals(two);
  }

  private static Optional<Difference> content(
      History history,
      Map<String, List<Happening>> reference,
      Map<String, List<Happening>> other,
      Pace pace) {
    Set<String> names = new TreeSet<>(reference.keySet());
    names.addAll(other.keySet());
    List<Difference> found = new ArrayList<>();
    for (String name : names) {
      List<Happening> first = reference.getOrDefault(name, List.of());
      List<Happening> second = other.getOrDefault(name, List.of());
      int at = Pace.common(first, second);
      boolean ended =
          (at == first.size() && pace.mayLack(second, at, false))
              || (at == second.size() && pace.mayLack(first, at, true));
      if (!ended) {
        found.add(difference(history, name, first, second, at));
      }
    }
    return found.stream().min(Comparator.comparingLong(Difference::time));
  }

  private static Difference difference(
      History history,
      String stream,
      List<? extends Happening> reference,
      List<? extends Happening> other,
      int at) {
    Optional<Happening> first = element(reference, at);
    Optional<Happening> second = element(other, at);
    List<String> registers = List.of();
    if (first.orElse(null) instanceof Happening.Exit exit
        && second.orElse(null) instanceof Happening.Exit two
        && exit.registers().isPresent()
        && two.registers().isPresent()) {
      registers = exit.registers().get().differences(two.registers().get());
    }
    long time =
        Math.min(
            first.map(Happening::time).orElse(Long.MAX_VALUE),
            second.map(Happening::time).orElse(Long.MAX_VALUE));
    List<Happening> before = history.lastBefore(time, BEFORE);
    return new Difference(history.task(), stream, at, first, second, registers, before);
  }

  private static Optional<Happening> element(List<? extends Happening> list, int at) {
    return at < list.size() ? Optional.of(list.get(at)) : Optional.empty();
  }
}
