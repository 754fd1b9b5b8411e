package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.history.Happening;
import org.vzlab.isolation.history.History;
import org.vzlab.isolation.history.HistoryRecorder;
import org.vzlab.isolation.monitor.OwnershipMonitor;
import org.vzlab.kit.state.Snapshot;

/** The run without a fault: moments to begin at and to end at, and what happens in between. */
final class Reference {
  /** Moments in the time that a run goes on for after its fault. */
  private static final int STEPS = 4;

  /** How often that time a fault can come in. */
  private static final int WINDOW = 2;

  /** How often that time a run is continued for, to see whether something is late or missing. */
  private static final int PATIENCE = 3;

  private final List<Moment> moments = new ArrayList<>();
  private final Map<Integer, History> histories = new HashMap<>();
  private final Set<Witness.Taken> taken;
  private final Set<String> notes = new HashSet<>();
  private final List<Violation> violations;
  private final byte[] flash;
  private final boolean failed;
  private final long start;
  private final long duration;

  /**
   * A moment of the run.
   *
   * @param target when it was to be, in SYSCLK cycles of board time
   * @param time when it is: behind the instruction that was under way then
   * @param snapshot of the board
   * @param ram what is in the RAM
   */
  @SuppressWarnings("ArrayRecordComponent") // memory, too much for a list; moments are not compared
  record Moment(long target, long time, Snapshot snapshot, byte[] ram) {}

  /** Runs the board from where it is. */
  Reference(
      Bench bench,
      FaultPlan plan,
      HistoryRecorder recorder,
      OwnershipMonitor monitor,
      Witness witness) {
    start = bench.now();
    duration = plan.duration();
    recorder.clear();
    monitor.clear();
    witness.clear();
    TreeSet<Long> times = new TreeSet<>(List.of(start));
    if (plan.at().isPresent()) {
      times.add(plan.at().getAsLong());
      times.add(plan.at().getAsLong() + duration);
    } else {
      for (int step = 1; step <= (WINDOW + 1) * STEPS; step++) {
        times.add(start + step * duration / STEPS);
      }
    }
    for (long time : times) {
      bench.run(time);
      moments.add(
          new Moment(time, bench.now(), bench.snapshot(), bench.chip().ram().bytes().clone()));
    }
    flash = bench.chip().flash().bytes().clone();
    bench.run(times.last() + PATIENCE * duration);
    Policy.of(bench).tasks().forEach(task -> histories.put(task, recorder.of(task)));
    taken = new HashSet<>(witness.taken());
    witness.notes().forEach(note -> notes.add(note.text()));
    violations = monitor.violations();
    failed = bench.failed();
  }

  /** The first time that a fault can have. */
  long start() {
    return start;
  }

  /** How long after {@link #start} faults come if nothing is said, in SYSCLK cycles. */
  long window() {
    return WINDOW * duration;
  }

  /** How much longer a run goes on in which something is missing, in SYSCLK cycles. */
  long patience() {
    return PATIENCE * duration;
  }

  /** The last moment that is not behind a time. */
  Moment before(long time) {
    Moment last = moments.get(0);
    for (Moment moment : moments) {
      last = moment.time <= time ? moment : last;
    }
    return last;
  }

  /** The first moment at which a run has gone on for long enough after a fault. */
  Moment endOf(Fault fault) {
    return moments.stream()
        .filter(moment -> moment.target >= fault.time() + duration)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the reference ends too early for " + fault));
  }

  /**
   * What a task does in some time.
   *
   * @param from SYSCLK cycles of board time
   * @param until SYSCLK cycles of board time, or more than there is
   */
  History of(int task, long from, long until) {
    History all = histories.get(task);
    return new History(
        task,
        from,
        Math.min(until, all.until()),
        between(all.happenings(), from, until),
        between(all.exits(), from, until));
  }

  private static <T extends Happening> List<T> between(List<T> all, long from, long until) {
    int first = place(all, from);
    return all.subList(first, Math.max(first, place(all, until)));
  }

  /** How many are before a time. */
  private static int place(List<? extends Happening> all, long time) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The ids of guests and threads. */
  Set<Integer> tasks() {
    return Collections.unmodifiableSet(new TreeSet<>(histories.keySet()));
  }

  /** Whether a guest takes exceptions of this kind when nothing is wrong. */
  boolean takes(Witness.Taken kind) {
    return taken.contains(kind);
  }

  /** Whether the same is noticed without a fault, at whatever time. */
  boolean notices(Witness.Note note) {
    return notes.contains(note.text());
  }

  /** Whether the same is done without a fault, at whatever time. */
  boolean violates(Violation violation) {
    return violations.stream()
        .anyMatch(
            known ->
                known.rule() == violation.rule()
                    && known.task() == violation.task()
                    && known.address() == violation.address());
  }

  /** Whether a guest or the hypervisor fails without any fault. */
  boolean fails() {
    return failed;
  }

  /** What is in the program flash. */
  byte[] flash() {
    return flash;
  }
}
