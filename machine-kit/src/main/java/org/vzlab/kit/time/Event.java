package org.vzlab.kit.time;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Something that happens at a time; made once by {@link Scheduler#event} and set again and again.
 */
public final class Event implements Comparable<Event>, Stateful {
  private final Scheduler scheduler;
  private final String name;
  private final int rank;
  private final Runnable action;
  private long time = Scheduler.NEVER;
  private long sequence;

  Event(Scheduler scheduler, String name, int rank, Runnable action) {
    this.scheduler = scheduler;
    this.name = name;
    this.rank = rank;
    this.action = action;
  }

  /** The name that tells this event from all others of the machine. */
  public String name() {
    return name;
  }

  /**
   * Sets the event to a time in SYSCLK cycles, which may be now; an earlier setting is forgotten.
   * {@link Scheduler#NEVER} cancels.
   */
  public void at(long time) {
    cancel();
    if (time == Scheduler.NEVER) {
      return;
    }
    this.time = time;
    sequence = scheduler.nextSequence();
    scheduler.insert(this);
  }

  /** Sets the event to {@code cycles} SYSCLK cycles from now. */
  public void in(long cycles) {
    at(scheduler.now() + cycles);
  }

  /** Forgets the setting, if there is one. */
  public void cancel() {
    if (isPending()) {
      scheduler.remove(this);
      time = Scheduler.NEVER;
    }
  }

  /** Whether the event is set and has not fired. */
  public boolean isPending() {
    return time != Scheduler.NEVER;
  }

  /** The time it is set to, or {@link Scheduler#NEVER}. */
  public long time() {
    return time;
  }

  void fire() {
    time = Scheduler.NEVER;
    action.run();
  }

  @Override
  public int compareTo(Event other) {
    int byTime = Long.compare(time, other.time);
    int byRank = byTime != 0 ? byTime : Integer.compare(rank, other.rank);
    return byRank != 0 ? byRank : Long.compare(sequence, other.sequence);
  }

  @Override
  public void visit(StateVisitor visitor) {
    time = visitor.int64("time", time);
    sequence = visitor.int64("sequence", sequence);
  }
}
