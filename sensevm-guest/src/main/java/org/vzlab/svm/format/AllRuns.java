package org.vzlab.svm.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows all runs of a program at once, with calls and closures, to see how far stacks grow. Where
 * that cannot be known it says so: what is found bounded is bounded.
 */
final class AllRuns implements Effects.Sink {
  private static final int STEPS = 50_000;
  private static final int NESTED = 4;
  private static final int HEIGHTS = 64;

  /** Where traces are that differ in what they have pushed. */
  private record Place(boolean spawned, int pc, List<Integer> returns) {}

  private final Program program;
  private final Effects effects;
  private final Map<Trace.Kind, Trace> traces = new HashMap<>();
  private final Map<Place, Integer> heights = new HashMap<>();
  private final Deque<Trace.Kind> todo = new ArrayDeque<>();
  private final Set<Trace.Kind> waiting = new HashSet<>();
  private final SortedMap<Integer, String> traps = new TreeMap<>();
  private final Set<Integer> passed = new HashSet<>();
  private final int[] most = new int[2];
  private final List<Optional<String>> unbounded =
      new ArrayList<>(List.of(Optional.empty(), Optional.empty()));

  AllRuns(Program program) {
    this.program = program;
    this.effects = new Effects(program, this);
    next(new Trace(false, program.codeStart(), Shape.word(0), List.of()));
    int steps = 0;
    while (!todo.isEmpty() && steps < STEPS) {
      Trace.Kind kind = todo.remove();
      waiting.remove(kind);
      effects.step(traces.get(kind));
      steps++;
    }
    if (!todo.isEmpty()) {
      String reason = "there are too many ways through its calls to follow them all";
      unknown(new Trace(false, 0, Shape.Unknown.ANYTHING, List.of()), reason);
      unknown(new Trace(true, 0, Shape.Unknown.ANYTHING, List.of()), reason);
    }
  }

  /** What context 0 needs. */
  StackBound first() {
    return bound(0);
  }

  /** What other contexts need. */
  StackBound spawned() {
    if (!canSpawn()) {
      return new StackBound.Bounded(0);
    }
    return unbounded.get(0).isPresent() && unbounded.get(1).isEmpty()
        ? new StackBound.Unbounded(
            "context 0, which makes the others, was not followed: " + unbounded.get(0).get())
        : bound(1);
  }

  /** Whether the bytes of a spawn are anywhere: else no path leads to one. */
  private boolean canSpawn() {
    byte[] image = program.image();
    for (int i = program.codeStart(); i < image.length - 1; i++) {
      if (image[i] == Opcode.CALLRTS.code() && image[i + 1] == RuntimeFunction.SPAWN.number()) {
        return true;
      }
    }
    return false;
  }

  private StackBound bound(int contexts) {
    return unbounded
        .get(contexts)
        .<StackBound>map(StackBound.Unbounded::new)
        .orElseGet(() -> new StackBound.Bounded(most[contexts]));
  }

  /** The traps of instructions that always trap, however they are reached, by their offsets. */
  SortedMap<Integer, String> traps() {
    SortedMap<Integer, String> always = new TreeMap<>(traps);
    always.keySet().removeAll(passed);
    return always;
  }

  @Override
  public void next(Trace trace) {
    int contexts = trace.spawned() ? 1 : 0;
    most[contexts] = Math.max(most[contexts], trace.stack().size());
    Trace.Kind kind = trace.kind();
    Trace known = traces.get(kind);
    if (known == null && growing(trace, kind)) {
      return;
    }
    Trace joined = known == null ? trace : known.join(trace);
    if (!joined.equals(known)) {
      traces.put(kind, joined);
      if (waiting.add(kind)) {
        todo.add(kind);
      }
    }
  }

  private boolean growing(Trace trace, Trace.Kind kind) {
    List<Integer> returns = kind.targets().stream().filter(target -> target != Trace.DATA).toList();
    if (!returns.isEmpty()) {
      int target = returns.get(returns.size() - 1);
      if (trace.returns(target) > NESTED) {
        unknown(
            trace,
            "recursion: the call that returns to 0x%04x is made again before it has"
                .formatted(target));
        return true;
      }
    }
    Place place = new Place(kind.spawned(), kind.pc(), returns);
    if (heights.merge(place, 1, Integer::sum) > HEIGHTS) {
      unknown(trace, "the stack grows in a loop through 0x%04x".formatted(kind.pc()));
      return true;
    }
    return false;
  }

  @Override
  public void passed(int pc) {
    passed.add(pc);
  }

  @Override
  public void trap(int pc, String reason) {
    traps.putIfAbsent(pc, reason);
  }

  @Override
  public void unknown(Trace trace, String reason) {
    int contexts = trace.spawned() ? 1 : 0;
    if (unbounded.get(contexts).isEmpty()) {
      unbounded.set(contexts, Optional.of(reason));
    }
  }
}
