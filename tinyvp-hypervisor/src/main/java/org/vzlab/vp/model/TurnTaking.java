package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.kit.state.StateVisitor;

/**
 * Which task runs. As in tinyVP a guest keeps the processor until it waits or stops, and tasks take
 * turns; but one that never waits gives way after a time slice when another could run, so that none
 * can keep the others from running, be it with its interrupts off. The slice is enforced by the
 * root's timer interrupt, which no guest and no user thread can mask.
 */
final class TurnTaking implements TaskScheduler {
  /**
   * 2 ms, in counts: short beside the periods of guests, and longer than each of the demo's guests
   * takes to print its report, so that their lines do not mix.
   */
  static final long SLICE = 200_000;

  private final List<Task> tasks;
  private int current;
  private long since;

  TurnTaking(List<Task> tasks) {
    this.tasks = tasks;
  }

  /** The first slice has begun when Count was 0. */
  @Override
  public void start(long now) {}

  @Override
  public Task pick(long now) {
    if (tasks.isEmpty()) {
      return null;
    }
    if (tasks.get(current).runnable() && now - since < SLICE) {
      return tasks.get(current);
    }
    for (int step = 1; step <= tasks.size(); step++) {
      int next = (current + step) % tasks.size();
      if (tasks.get(next).runnable()) {
        current = next;
        since = now;
        return tasks.get(next);
      }
    }
    return null;
  }

  @Override
  public void endSlice(long now) {
    since = now - SLICE;
  }

  /**
   * When the processor goes to another task at the latest, or to one that has given way when nobody
   * else wants it; far away if there is none.
   */
  @Override
  public long deadline() {
    for (int i = 0; i < tasks.size(); i++) {
      boolean runs = i == current && tasks.get(i).runnable();
      if (!runs && tasks.get(i).wantsTurn()) {
        return since + SLICE;
      }
    }
    return NEVER;
  }

  @Override
  public boolean isGuarded() {
    return false;
  }

  @Override
  public void visit(StateVisitor visitor) {
    current = visitor.int32("current", current);
    since = visitor.int64("since", since);
  }
}
