package org.vzlab.kit.time;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * A clock derived from SYSCLK by a whole divider. Its count is a function of time; when the divider
 * changes the count goes on from where it was, the part of a tick already passed included.
 */
public final class Clock implements Stateful {
  private final Scheduler scheduler;
  private int divider;
  private long anchorTime;
  private long anchorTicks;

  /**
   * @param divider SYSCLK cycles a tick, at least 1
   */
  public Clock(Scheduler scheduler, int divider) {
    this.scheduler = scheduler;
    this.divider = checked(divider);
  }

  /** SYSCLK cycles a tick. */
  public int divider() {
    return divider;
  }

  /** Changes the divider from now on. */
  public void setDivider(int divider) {
    checked(divider);
    long elapsed = scheduler.now() - anchorTime;
    anchorTicks += elapsed / this.divider;
    long residue = elapsed % this.divider;
    anchorTime = scheduler.now() - residue * divider / this.divider;
    this.divider = divider;
  }

  /** Whole ticks since power-on. */
  public long ticks() {
    return anchorTicks + (scheduler.now() - anchorTime) / divider;
  }

  /** The SYSCLK time at which tick number {@code tick} comes, if the divider stays as it is. */
  public long timeOf(long tick) {
    return anchorTime + (tick - anchorTicks) * divider;
  }

  private static int checked(int divider) {
    if (divider < 1) {
      throw new IllegalArgumentException("clock divider " + divider + " is less than 1");
    }
    return divider;
  }

  @Override
  public void visit(StateVisitor visitor) {
    divider = visitor.int32("divider", divider);
    anchorTime = visitor.int64("anchorTime", anchorTime);
    anchorTicks = visitor.int64("anchorTicks", anchorTicks);
  }
}
