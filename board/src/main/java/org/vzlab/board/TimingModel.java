package org.vzlab.board;

import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.timing.Timing;

/** What time instructions, exceptions, memories and buses take. */
public enum TimingModel {
  /** An instruction takes a cycle, and nothing else any. */
  FUNCTIONAL,
  /** Everything takes what the table of constants says. */
  APPROXIMATE;

  Timing timing(Scheduler time, TimingTable table) {
    return this == FUNCTIONAL ? Timing.functional(time) : Timing.approximate(time, table);
  }
}
