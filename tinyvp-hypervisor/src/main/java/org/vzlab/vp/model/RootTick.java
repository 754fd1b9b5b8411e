package org.vzlab.vp.model;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.RootClock;
import org.vzlab.vp.vdev.SharedConsole;

/** The root's timer: Compare for the earliest deadline, and the clock line on the console. */
final class RootTick implements Stateful {
  private static final long FIRST = RootClock.COUNTS_PER_SECOND;
  private static final long PERIOD = 2 * RootClock.COUNTS_PER_SECOND;

  /** Compare is set no nearer than this many counts, or Count could have passed it by then. */
  private static final long MARGIN = 100;

  /** Compare is set no further away than half of the time in which Count comes round. */
  private static final long LONGEST = 1L << 31;

  private final RootPort port;
  private final RootClock clock;
  private final SharedConsole console;
  private long nextLine;
  private long programmed = -1;

  RootTick(RootPort port, RootClock clock, SharedConsole console) {
    this.port = port;
    this.clock = clock;
    this.console = console;
  }

  /** Time begins now. */
  void start() {
    nextLine = clock.now() + FIRST;
  }

  /** Prints the clock line if it is time. */
  void expire() {
    long now = clock.now();
    if (now < nextLine) {
      return;
    }
    while (nextLine <= now) {
      nextLine += PERIOD;
    }
    console.line(status());
    console.line("|------- [" + ClockText.of(now) + "] --------|");
  }

  /** When the next line is due. */
  long nextLine() {
    return nextLine;
  }

  /** Sets Compare for a deadline. */
  void program(long deadline) {
    long now = clock.observe();
    long match = Math.max(Math.min(deadline, now + LONGEST), now + MARGIN);
    if (match != programmed || match == now + MARGIN) {
      port.cp0(Cp0Register.COMPARE, (int) match);
      programmed = match;
    }
  }

  /** Status, Cause, and stack pointer and return address of the root's register set, set 0. */
  private String status() {
    int shadow = port.cp0(Cp0Register.SRS_CTL);
    port.cp0(Cp0Register.SRS_CTL, shadow & ~(0xF << 6));
    String text =
        String.format(
            "Status=0x%08x, Cause=0x%08x sp=%08x ra=%08x",
            port.cp0(Cp0Register.STATUS),
            port.cp0(Cp0Register.CAUSE),
            port.previousGpr(29),
            port.previousGpr(31));
    port.cp0(Cp0Register.SRS_CTL, shadow);
    return text;
  }

  @Override
  public void visit(StateVisitor visitor) {
    nextLine = visitor.int64("nextLine", nextLine);
    programmed = visitor.int64("programmed", programmed);
  }
}
