package org.vzlab.vp.vdev;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;

/**
 * The 32-bit Count of the core extended to 64 bits by looking at it often enough: at every exit,
 * and at least once in the 42.9 s in which it wraps, which the root's own tick sees to. One count
 * is 10 ns: Count runs at half of SYSCLK (DS60001320).
 */
public final class RootClock {
  public static final long COUNTS_PER_SECOND = 100_000_000;

  private final RootPort port;
  private long now;

  /** A clock that starts with what Count holds. */
  public RootClock(RootPort port) {
    this.port = port;
    this.now = Integer.toUnsignedLong(port.cp0(Cp0Register.COUNT));
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
