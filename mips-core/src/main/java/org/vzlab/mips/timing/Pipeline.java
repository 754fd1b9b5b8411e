package org.vzlab.mips.timing;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;

/**
 * The issue of instructions, one a cycle and in order (GCC m5100.md): an instruction waits for its
 * operands and for the unit it needs, and for nothing else. Results of the ALU are bypassed to the
 * next instruction; those of a {@link Unit} that is late are not there before their time. What an
 * instruction needs and makes late is found when it is decoded, as numbers of {@link Resources}.
 *
 * <p>Left out: an ALU's write of a register before a late result of it has come, whose next reader
 * waits for the late one; pairs of FPU registers, which count by the number that the instruction
 * names; that a miss delays the result of the load it holds up; what sums with an accumulator wait
 * for, since the multiply/divide unit is taken to bypass accumulators to itself.
 */
public final class Pipeline implements Stateful {
  private static final int REASON_BITS =
      Integer.SIZE - Integer.numberOfLeadingZeros(Stall.values().length - 1);
  private static final int REASON = (1 << REASON_BITS) - 1;

  private static final int NUMBER = 0xFF;

  private final Scheduler scheduler;
  private final Timing timing;
  private final CycleAccount account;

  /**
   * By {@link Resources} number: when it is free, and in the low {@link #REASON_BITS} bits the
   * index of the {@link Stall} that waiting for it is.
   */
  private final long[] free = new long[Resources.COUNT];

  private long allFree;

  /** By the index of a unit: cycles from the end of issue to the result, with the stall. */
  private final long[] delays = new long[Unit.values().length];

  /** The same to the unit being free, or 0 if it takes an instruction every cycle. */
  private final long[] busy = new long[Unit.values().length];

  /** The same: its number in {@link Resources}. */
  private final int[] units = new int[Unit.values().length];

  /** A pipeline with nothing in it. */
  public Pipeline(Scheduler scheduler, Timing timing) {
    this.scheduler = scheduler;
    this.timing = timing;
    account = timing.account;
    for (Unit unit : Unit.values()) {
      int latency = unit.latency == null ? 1 : timing.get(unit.latency);
      int repeat = unit.repeat == null ? 1 : timing.get(unit.repeat);
      delays[unit.index] = delay(latency, unit.stall);
      units[unit.index] = unit.resource;
      busy[unit.index] = repeat > 1 ? delay(repeat, unit.stall) : 0;
    }
  }

  private static long delay(int latency, Stall reason) {
    return (latency - 1L) << REASON_BITS | reason.index;
  }

  /** The time from which on everything is free. */
  public long allFree() {
    return allFree;
  }

  /**
   * Waits until some things are free.
   *
   * @param needs four {@link Resources} numbers, a byte each
   * @param more more of them
   */
  public void await(int needs, int[] more) {
    long latest = Math.max(free[needs & NUMBER], free[needs >> 8 & NUMBER]);
    if (needs >>> 16 != 0) {
      latest = Math.max(latest, latest(needs >>> 16, more));
    }
    long wait = (latest >> REASON_BITS) - scheduler.now();
    if (wait > 0) {
      scheduler.advance(wait);
      account.stall((int) latest & REASON, wait);
    }
  }

  private long latest(int needs, int[] more) {
    long latest = Math.max(free[needs & NUMBER], free[needs >> 8]);
    for (int resource : more) {
      latest = Math.max(latest, free[resource]);
    }
    return latest;
  }

  /** How late a {@link Unit} with an index makes its results, for {@link #produce}. */
  public long delay(int unit) {
    return delays[unit];
  }

  /**
   * The instruction just issued makes something late.
   *
   * @param makes its {@link Resources} number, or {@link Resources#NOWHERE}
   * @param delay the {@link #delay} of what makes it
   */
  public void produce(int makes, long delay) {
    long until = (scheduler.now() << REASON_BITS) + delay;
    free[makes] = Math.max(free[makes], until);
    allFree = Math.max(allFree, until >> REASON_BITS);
  }

  /** The instruction just issued keeps its unit, which does not take one every cycle, busy. */
  public void occupy(int unit) {
    if (busy[unit] != 0) {
      produce(units[unit], busy[unit]);
    }
  }

  /**
   * What the instruction just issued makes late, and its unit, are free at once: it has raised an
   * exception. If time has passed since its issue, as for an access to memory, that is over anyway.
   */
  public void abandon(int unit, int makes) {
    release(makes, delays[unit]);
    release(units[unit], busy[unit]);
  }

  private void release(int resource, long delay) {
    long issued = scheduler.now() << REASON_BITS;
    if (free[resource] == issued + delay) {
      free[resource] = issued;
    }
  }

  /**
   * The division just issued: the time goes by the size of the dividend.
   *
   * @param dividend its magnitude, unsigned
   * @param signed whether it is DIV
   */
  public void divide(int dividend, boolean signed) {
    if (timing.approximate) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(dividend);
      TimingConstant constant =
          bits <= 8
              ? TimingConstant.DIVIDE_8
              : bits <= 16
                  ? TimingConstant.DIVIDE_16
                  : bits <= 24 ? TimingConstant.DIVIDE_24 : TimingConstant.DIVIDE_32;
      int sign = signed ? timing.get(TimingConstant.DIVIDE_SIGN) : 0;
      long delay = delay(timing.get(constant) + sign, Stall.MULTIPLY_DIVIDE);
      produce(Resources.accumulator(0), delay);
      produce(Resources.MULTIPLY_DIVIDE, delay);
    }
  }

  /**
   * The last load of an instruction that makes several has just been made.
   *
   * @param register the general register that it was for
   */
  public void loaded(int register) {
    if (timing.approximate) {
      produce(Resources.written(register), delays[Unit.LOAD.index]);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    allFree = visitor.int64("allFree", allFree);
    for (int i = 0; i < free.length; i++) {
      free[i] = visitor.int64("free" + i, free[i]);
    }
  }
}
