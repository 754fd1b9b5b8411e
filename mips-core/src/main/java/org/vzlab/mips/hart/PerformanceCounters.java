package org.vzlab.mips.hart;

import java.util.Arrays;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Event;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.PerfCtl;
import org.vzlab.mips.cp0.Status;

/**
 * The two performance counters (MD00091 "Performance Counter Register"). Event 0 counts SYSCLK
 * cycles, waiting included, event 1 instructions that did not end with an exception; no other event
 * is modelled.
 *
 * <p>PerfCtl.EC chooses among (MD00847): root mode with GM = 0; root mode with GM = 1; guest mode;
 * the last two together. K, U and EXL are held against Status of the context that executes. Nothing
 * counts at error level or in debug mode.
 *
 * <p>What a counter stands at is a function of time and of the instructions executed. It is worked
 * out when the mode changes so that counting begins or ends; until then PerfCnt holds what the
 * counter stood at the last time.
 */
public final class PerformanceCounters implements Stateful {
  private static final int COUNTERS = 2;
  private static final Cp0Register[] CONTROL = {Cp0Register.PERF_CTL0, Cp0Register.PERF_CTL1};
  private static final Cp0Register[] COUNT = {Cp0Register.PERF_CNT0, Cp0Register.PERF_CNT1};
  private static final int CYCLES = 0;
  private static final int INSTRUCTIONS = 1;
  private static final int ANYWHERE = PerfCtl.EXL | PerfCtl.K | PerfCtl.U;

  /** What a counter has to count between two changes of its bit 31. */
  private static final int HALF_TURN = 1 << 31;

  private final Hart hart;
  private final Cp0 root;
  private final Unmodelled unmodelled;
  private final Event[] overflows = new Event[COUNTERS];
  private final boolean[] counting = new boolean[COUNTERS];
  private IrqLine line = IrqLine.unconnected();
  private long timeBefore;
  private long instructionsBefore;

  PerformanceCounters(Hart hart, Unmodelled unmodelled) {
    this.hart = hart;
    this.unmodelled = unmodelled;
    root = hart.root;
    for (int i = 0; i < COUNTERS; i++) {
      overflows[i] = hart.scheduler.event("hart.PerfCnt" + i, 0, this::schedule);
    }
  }

  void connect(IrqLine performanceCounters) {
    line = performanceCounters;
  }

  /** Which of the two registers it is. */
  private static int indexOf(Cp0Register[] registers, Cp0Register register) {
    return register == registers[0] ? 0 : 1;
  }

  /** Reads PerfCnt0 or PerfCnt1. */
  int count(Cp0Register register) {
    return count(indexOf(COUNT, register));
  }

  /** Writes PerfCnt0 or PerfCnt1. */
  void setCount(Cp0Register register, int value) {
    settle();
    root.set(register, value);
    schedule();
  }

  /** Writes PerfCtl0 or PerfCtl1. */
  void control(Cp0Register register, int value) {
    settle();
    root.set(register, value);
    if ((value & ANYWHERE) != 0 && event(value) > INSTRUCTIONS) {
      unmodelled.touched(register.manualName(), true);
    }
    for (int i = 0; i < COUNTERS; i++) {
      counting[i] = counts(i);
    }
    schedule();
  }

  /** The registers have been reset. */
  void reset() {
    Arrays.fill(counting, false);
    schedule();
  }

  /** Another context or mode executes from now on. */
  void modeChanged() {
    boolean changed = false;
    for (int i = 0; i < COUNTERS; i++) {
      changed |= counts(i) != counting[i];
    }
    if (changed) {
      settle();
      for (int i = 0; i < COUNTERS; i++) {
        counting[i] = counts(i);
      }
      schedule();
    }
  }

  /** The instruction executed last has raised an exception: it has not been completed. */
  public void abandoned() {
    if (counting[0] || counting[1]) {
      instructionsBefore++;
    }
  }

  private static int event(int control) {
    return (control & PerfCtl.EVENT) >>> PerfCtl.EVENT_SHIFT;
  }

  /** Whether a counter counts in the mode that is now. */
  private boolean counts(int index) {
    int control = root.get(CONTROL[index]);
    return (control & ANYWHERE) != 0
        && event(control) <= INSTRUCTIONS
        && !hart.inDebugMode()
        && isOfClass((control & PerfCtl.EC) >>> PerfCtl.EC_SHIFT)
        && (control & level()) != 0;
  }

  private boolean isOfClass(int eventClass) {
    boolean intercepted = !hart.inGuest() && root.has(Cp0Register.GUEST_CTL0, GuestCtl.GM);
    return switch (eventClass) {
      case 0 -> !hart.inGuest() && !intercepted;
      case 1 -> intercepted;
      case 2 -> hart.inGuest();
      default -> hart.inGuest() || intercepted;
    };
  }

  /** The bit of PerfCtl that stands for the privilege level of the context that executes. */
  private int level() {
    int status = hart.context().get(Cp0Register.STATUS);
    if ((status & Status.ERL) != 0) {
      return 0;
    }
    if ((status & Status.EXL) != 0) {
      return PerfCtl.EXL;
    }
    return (status & Status.UM) != 0 ? PerfCtl.U : PerfCtl.K;
  }

  private int count(int index) {
    int settled = root.get(COUNT[index]);
    if (!counting[index]) {
      return settled;
    }
    return event(root.get(CONTROL[index])) == CYCLES
        ? settled + (int) (hart.scheduler.now() - timeBefore)
        : settled + (int) (hart.instructions - instructionsBefore);
  }

  private void settle() {
    for (int i = 0; i < COUNTERS; i++) {
      root.set(COUNT[i], count(i));
    }
    timeBefore = hart.scheduler.now();
    instructionsBefore = hart.instructions;
  }

  /**
   * Sets the interrupt request, and the events at the earliest time at which a bit 31 may change:
   * in each cycle at most one instruction is executed.
   */
  private void schedule() {
    boolean requested = false;
    for (int i = 0; i < COUNTERS; i++) {
      int count = count(i);
      boolean enabled = (root.get(CONTROL[i]) & PerfCtl.IE) != 0;
      requested |= enabled && count < 0;
      if (enabled && counting[i]) {
        overflows[i].in(Integer.toUnsignedLong(HALF_TURN - (count & ~HALF_TURN)));
      } else {
        overflows[i].cancel();
      }
    }
    root.replace(Cp0Register.CAUSE, Cause.PCI, requested ? Cause.PCI : 0);
    line.set(requested);
  }

  @Override
  public void visit(StateVisitor visitor) {
    timeBefore = visitor.int64("timeBefore", timeBefore);
    instructionsBefore = visitor.int64("instructionsBefore", instructionsBefore);
    for (int i = 0; i < COUNTERS; i++) {
      counting[i] = visitor.flag("counting" + i, counting[i]);
    }
  }
}
