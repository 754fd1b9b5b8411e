package org.vzlab.vp.vdev;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * The 32-bit Count of the core extended to 64 bits by looking at it often enough: at every exit,
 * and at least once in the 42.9 s in which it wraps, which the root's own tick sees to. One count
 * is 10 ns: Count runs at half of SYSCLK (DS60001320).
 */
public final class RootClock implements Stateful {
  public static final long COUNTS_PER_SECOND = 100_000_000;

  private static final int CYCLES_PER_COUNT = 2;

  private final RootPort port;
  private long now;
  private long knownCount;
  private long knownCycle;

  /** A clock that starts with what Count holds. */
  public RootClock(RootPort port) {
    this.port = port;
    start();
  }

  /** Starts anew with what Count holds. */
  public void start() {
    now = Integer.toUnsignedLong(port.cp0(Cp0Register.COUNT));
    knownCount = now;
    knownCycle = port.now();
  }

  /** Finds out in which cycle Count changes: waits until it does. */
  public void synchronise() {
    long before = observe();
    while (observe() == before) {
      port.charge(Work.HOLD);
    }
    knownCount = now;
    knownCycle = port.now();
  }

  /** The board time in SYSCLK cycles at which a count begins, exact after {@link #synchronise}. */
  public long cycleOf(long count) {
    return knownCycle + CYCLES_PER_COUNT * (count - knownCount);
  }

  /** Looks at Count and returns the time in counts. */
  public long observe() {
    now += Integer.toUnsignedLong(port.cp0(Cp0Register.COUNT) - (int) now);
    return now;
  }

  /** The time of the last look, in counts. */
  public long now() {
    return now;
  }

  @Override
  public void visit(StateVisitor visitor) {
    now = visitor.int64("now", now);
    knownCount = visitor.int64("knownCount", knownCount);
    knownCycle = visitor.int64("knownCycle", knownCycle);
  }
}
