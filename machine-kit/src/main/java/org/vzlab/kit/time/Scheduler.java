package org.vzlab.kit.time;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Board time and the events on it.
 *
 * <p>Time is one count of SYSCLK cycles that never goes back. Whoever executes instructions calls
 * {@link #advance} and returns to the run loop once {@link #now} has reached {@link #deadline}; the
 * run loop then fires what is due. Events are totally ordered by (time, rank, sequence), so equal
 * inputs give equal runs.
 */
public final class Scheduler implements Stateful {
  /** The time of an event that is not pending. */
  public static final long NEVER = Long.MAX_VALUE;

  private final List<Event> events = new ArrayList<>();
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long now;
  private long deadline;
  private long limit;
  private long sequence;

  /** Board time in SYSCLK cycles since power-on. */
  public long now() {
    return now;
  }

  /** Lets {@code cycles} SYSCLK cycles pass; events that become due are fired by the run loop. */
  public void advance(long cycles) {
    now += cycles;
  }

  /** The time at which the engine must give control back. */
  public long deadline() {
    return deadline;
  }

  /** Makes the engine give control back after the current instruction. */
  public void preempt() {
    deadline = 0;
  }

  /** Makes the engine give control back at a time of this slice; waiting does not end there. */
  public void pause(long time) {
    deadline = Math.min(deadline, time);
  }

  /** The time of the earliest pending event, or {@link #NEVER}. */
  public long nextEvent() {
    Event first = queue.peek();
    return first == null ? NEVER : first.time();
  }

  /** Starts a slice that ends at {@code limit} or at the next event, whichever is first. */
  public void beginSlice(long limit) {
    this.limit = limit;
    deadline = Math.min(limit, nextEvent());
  }

  /** Lets time jump forward to the deadline: the machine has nothing to do until then. */
  public void idle() {
    now = Math.max(now, Math.min(limit, nextEvent()));
  }

  /** Fires every event whose time has come, in order. */
  public void fireDue() {
    for (Event first = queue.peek(); first != null && first.time() <= now; first = queue.peek()) {
      queue.remove();
      first.fire();
    }
  }

  /**
   * Creates an event; create all events while the machine is built, in a fixed order.
   *
   * @param name names the event in snapshots; unique in the machine
   * @param rank orders events of equal time, lowest first
   */
  public Event event(String name, int rank, Runnable action) {
    Event event = new Event(this, name, rank, action);
    events.add(event);
    return event;
  }

  void insert(Event event) {
    queue.add(event);
    deadline = Math.min(deadline, event.time());
  }

  void remove(Event event) {
    queue.remove(event);
  }

  long nextSequence() {
    return sequence++;
  }

  @Override
  public void visit(StateVisitor visitor) {
    now = visitor.int64("now", now);
    sequence = visitor.int64("sequence", sequence);
    queue.clear();
    for (Event event : events) {
      visitor.enter(event.name(), event);
      if (event.isPending()) {
        queue.add(event);
      }
    }
  }
}
