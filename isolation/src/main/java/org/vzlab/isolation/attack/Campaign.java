package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What many attacks together have shown. Campaigns of shards merge into one of the whole. */
public final class Campaign {
  /** What the attacks of one class have shown. */
  public static final class Totals {
    private final Map<String, Long> ends = new TreeMap<>();
    private final Map<String, Long> exits = new TreeMap<>();
    private final Map<String, Long> stops = new TreeMap<>();
    private final Map<String, Long> exceptions = new TreeMap<>();
    private final Map<TrapRow, Long> traps = new EnumMap<>(TrapRow.class);
    private long runs;
    private long instructions;

    /** How many attacks there were. */
    public long runs() {
      return runs;
    }

    /** Instructions that they have executed. */
    public long instructions() {
      return instructions;
    }

    /** How many have ended in which state of their guest. */
    public Map<String, Long> ends() {
      return new TreeMap<>(ends);
    }

    /** How often they have left for the root, by reason, in the order of the reasons' names. */
    public Map<String, Long> exits() {
      return new TreeMap<>(exits);
    }

    /** How many of them the hypervisor has stopped, by the exit at which it did. */
    public Map<String, Long> stops() {
      return new TreeMap<>(stops);
    }

    /** Exceptions that their guests have taken themselves, by code. */
    public Map<String, Long> exceptions() {
      return new TreeMap<>(exceptions);
    }

    /** Rows of the trap matrix that they have hit. */
    public Map<TrapRow, Long> traps() {
      return new EnumMap<>(traps);
    }

    private void add(AttackResult result) {
      runs++;
      instructions += result.instructions();
      ends.merge(result.end(), 1L, Long::sum);
      if (!result.stoppedBy().isEmpty()) {
        stops.merge(result.stoppedBy(), 1L, Long::sum);
      }
      merge(exits, result.exits());
      merge(exceptions, result.exceptions());
      merge(traps, result.traps());
    }

    private void add(Totals other) {
      runs += other.runs;
      instructions += other.instructions;
      merge(ends, other.ends);
      merge(exits, other.exits);
      merge(stops, other.stops);
      merge(exceptions, other.exceptions);
      merge(traps, other.traps);
    }

    private static <K> void merge(Map<K, Long> into, Map<K, Long> more) {
      more.forEach((key, count) -> into.merge(key, count, Long::sum));
    }
  }

  private final Map<AttackClass, Totals> classes = new EnumMap<>(AttackClass.class);
  private final List<AttackResult> failures = new ArrayList<>();

  /** Adds what an attack has shown. */
  public void add(AttackResult result) {
    totals(result.attackClass()).add(result);
    if (!result.holds()) {
      failures.add(result);
    }
  }

  /** Adds what other attacks have shown. */
  public void add(Campaign other) {
    other.classes.forEach((attackClass, totals) -> totals(attackClass).add(totals));
    failures.addAll(other.failures);
  }

  private Totals totals(AttackClass attackClass) {
    return classes.computeIfAbsent(attackClass, any -> new Totals());
  }

  /** What the attacks of each class have shown, of those that there were. */
  public Map<AttackClass, Totals> classes() {
    return new EnumMap<>(classes);
  }

  /** All classes together. */
  public Totals all() {
    Totals all = new Totals();
    classes.values().forEach(all::add);
    return all;
  }

  /** The attacks that isolation did not hold against, in the order of their seeds. */
  public List<AttackResult> failures() {
    return failures.stream().sorted(Comparator.comparingLong(AttackResult::seed)).toList();
  }

  /** Rows of the trap matrix that nothing has hit. */
  public Set<TrapRow> missed() {
    Set<TrapRow> missed = EnumSet.allOf(TrapRow.class);
    missed.removeAll(all().traps.keySet());
    return missed;
  }
}
