package org.vzlab.vp.vdev;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * The 32-bit Count of the core extended to 64 bits by looking at it often enough: at every exit,
 * and at least once in the 42.9 s in which it wraps, which the root's own tick sees to. One count
 * is 10 ns: Count runs at half of SYSCLK (DS60001320).
 */
public final class RootClock {
  public static final long COUNTS_PER_SECOND = 100_000_000;

  private static final int CYCLES_PER_COUNT = 2;

  private final RootPort port;
  private long now;
  private long knownCount;
  private long knownCycle;

  /** A clock that starts with what Count holds. */
  public RootClock(RootPort port) {
    this.port = port;
    this.now = Integer.toUnsignedLong(port.cp0(Cp0Register.COUNT));
    this.knownCount = now;
    this.knownCycle = port.now();
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
}
