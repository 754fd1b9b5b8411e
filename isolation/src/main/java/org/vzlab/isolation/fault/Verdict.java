package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.fault.FaultTarget.Owner;
import org.vzlab.isolation.fault.Streams.Departure;
import org.vzlab.isolation.fault.Territory.Range;
import org.vzlab.isolation.history.Comparison;
import org.vzlab.isolation.history.Criterion;
import org.vzlab.isolation.history.History;

/** Finds out what a fault has led to, from what was recorded of its run. */
final class Verdict {
  private static final int FIRST_FLASH = 0x1D00_0000;

  private final Reference reference;
  private final Relations relations;
  private final Criterion criterion;
  private final Fault fault;
  private final Map<Integer, List<Departure>> departures = new TreeMap<>();
  private final Map<Integer, String> exact = new TreeMap<>();
  private final List<String> losses = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  Verdict(Reference reference, Relations relations, Criterion criterion, Fault fault) {
    this.reference = reference;
    this.relations = relations;
    this.criterion = criterion;
    this.fault = fault;
  }

  /**
   * Takes what tasks have done.
   *
   * @param histories of all tasks, from the run's beginning on
   * @param until what was to be done before that time is to be done
   * @return whether something is missing that may come yet
   */
  boolean compare(IntFunction<History> histories, long until) {
    departures.clear();
    for (int task : reference.tasks()) {
      History other = histories.apply(task);
      History expected = reference.of(task, other.from(), Long.MAX_VALUE);
      if (task != fault.guest()) {
        expected = relations.alone(expected);
        other = relations.alone(other);
      }
      List<Departure> found = new Streams(expected).departures(other, until);
      if (!found.isEmpty()) {
        departures.put(task, found);
      }
    }
    return departures.values().stream().flatMap(List::stream).anyMatch(Departure::isLack);
  }

  /** Takes what tasks have done up to a time, which must be the same in the same cycles. */
  void compareExactly(IntFunction<History> histories) {
    for (int task : reference.tasks()) {
      History other = relations.alone(histories.apply(task));
      History expected = relations.alone(reference.of(task, other.from(), other.until()));
      Comparison.of(Criterion.EXACT, expected, other)
          .difference()
          .ifPresent(difference -> exact.put(task, difference.toString().strip()));
    }
  }

  /** Takes what is in the RAM, in ranges that must be as without the fault. */
  void compareRam(byte[] expected, byte[] found, List<Range> ranges, String whose) {
    for (Range range : ranges) {
      compareBytes(expected, found, range, Places.RAM, 0, "RAM of " + whose);
    }
  }

  /** Takes what is in the program flash. */
  void compareFlash(byte[] found) {
    byte[] expected = reference.flash();
    Range all = new Range(0, found.length);
    compareBytes(expected, found, all, Places.FLASH, FIRST_FLASH, "flash");
  }

  private void compareBytes(
      byte[] expected, byte[] found, Range range, String path, int base, String what) {
    for (int at = (int) range.first(); at < range.end(); at++) {
      boolean own = fault.path().equals(path) && fault.index() == at;
      if (expected[at] != found[at] && !own) {
        losses.add(
            String.format(
                Locale.ROOT,
                "%s at 0x%08x is 0x%02x instead of 0x%02x",
                what,
                base + at,
                found[at],
                expected[at]));
        return;
      }
    }
  }

  /** Takes what the ownership monitor has found. */
  void violations(List<Violation> violations) {
    violations.stream()
        .filter(violation -> !reference.violates(violation))
        .map(Violation::toString)
        .forEach(losses::add);
  }

  /** Takes what was noticed by the hypervisor and by guests. */
  void noticed(List<Witness.Note> notes, List<Witness.Taken> taken, boolean failed) {
    for (Witness.Note note : notes) {
      boolean hypervisor = note.task() == Witness.HYPERVISOR;
      if (!reference.notices(note)) {
        (hypervisor && isOwn() ? losses : findings).add(note.toString());
      }
    }
    for (Witness.Taken kind : taken) {
      if (!reference.takes(kind)) {
        findings.add("guest " + kind.task() + " takes exception " + kind.code());
      }
    }
    if (failed && notes.isEmpty() && !reference.fails()) {
      (isOwn() ? losses : findings).add("the hypervisor has failed");
    }
  }

  private boolean isOwn() {
    return fault.target().owner() == Owner.OWN;
  }

  /** Whom the fault concerns: its guest, or the first who does anything else than without it. */
  private Optional<Integer> concerned() {
    if (fault.guest() != 0) {
      return Optional.of(fault.guest());
    }
    return departures.entrySet().stream()
        .min((a, b) -> Long.compare(a.getValue().get(0).time(), b.getValue().get(0).time()))
        .map(Map.Entry::getKey);
  }

  /** The outcome, and why: the first line is the cause. */
  Judgement judge() {
    Set<Integer> inside = concerned().map(relations::around).orElseGet(TreeSet::new);
    List<String> lost = new ArrayList<>(losses);
    departures.forEach(
        (task, found) -> {
          if (!inside.contains(task)) {
            lost.add(found.get(0).toString());
          }
        });
    if (criterion == Criterion.EXACT && isOwn()) {
      exact.forEach(
          (task, difference) -> {
            if (!inside.contains(task)) {
              lost.add(difference);
            }
          });
    }
    List<String> own = new ArrayList<>();
    inside.forEach(
        task -> departures.getOrDefault(task, List.of()).forEach(d -> own.add(d.toString())));
    List<String> all = new ArrayList<>(lost);
    all.addAll(findings);
    all.addAll(own);
    return new Judgement(outcome(lost, own, inside), all);
  }

  private Outcome outcome(List<String> lost, List<String> own, Set<Integer> inside) {
    if (!lost.isEmpty()) {
      return Outcome.ISOLATION_LOST;
    }
    if (!findings.isEmpty()) {
      return Outcome.DETECTED;
    }
    if (own.isEmpty()) {
      return Outcome.MASKED;
    }
    boolean lacks =
        inside.stream()
            .flatMap(task -> departures.getOrDefault(task, List.of()).stream())
            .allMatch(Departure::isLack);
    return lacks ? Outcome.GUEST_STOPPED : Outcome.CORRUPTED;
  }

  /**
   * What it comes to.
   *
   * @param reasons in lines, the most important first
   */
  record Judgement(Outcome outcome, List<String> reasons) {}
}
