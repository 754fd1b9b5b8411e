package org.vzlab.benchmarks;

import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.timing.Timing;

/** What time instructions take. */
public enum Model {
  /** A cycle each. */
  FUNCTIONAL,
  /** What the timing model says. */
  APPROXIMATE;

  Timing timing(Scheduler time) {
    return this == FUNCTIONAL
        ? Timing.functional(time)
        : Timing.approximate(time, TimingTable.standard());
  }
}
