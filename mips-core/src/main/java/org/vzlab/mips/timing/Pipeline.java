package org.vzlab.mips.timing;

import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;

/**
 * The issue of instructions, one a cycle and in order (GCC m5100.md): an instruction waits for its
 * operands and for the unit it needs, and for nothing else. Results of the ALU are bypassed to the
 * next instruction; those of a {@link Unit} that is late are not there before their time. What an
 * instruction needs and makes late is found when it is decoded, as bits of {@link Resources}.
 *
 * <p>Left out: a register that is written again before a late result of it has come; pairs of FPU
 * registers, which count by the number that the instruction names; what sums with an accumulator
 * wait for, since the multiply/divide unit is taken to bypass accumulators to itself.
 */
public final class Pipeline implements Stateful {
  private static final List<Stall> STALLS = List.of(Stall.values());

  private final Scheduler scheduler;
  private final Timing timing;

  /** By {@link Resources} number: when it is free. */
  private final long[] free = new long[Resources.COUNT];

  /** What waiting for it is: the index of a {@link Stall}. */
  private final byte[] reasons = new byte[Resources.COUNT];

  /** What may not be free yet, on the integer side and on the FPU's. */
  private long pending;

  private long floatPending;

  /** From then on everything is free. */
  private long allFree;

  /** By the index of a unit: cycles from the end of issue to the result. */
  private final int[] delays = new int[Unit.values().length];

  /** The same to the unit being free. */
  private final int[] busy = new int[Unit.values().length];

  /** A pipeline with nothing in it. */
  public Pipeline(Scheduler scheduler, Timing timing) {
    this.scheduler = scheduler;
    this.timing = timing;
    for (Unit unit : Unit.values()) {
      delays[unit.index] = (unit.latency == null ? 1 : timing.get(unit.latency)) - 1;
      busy[unit.index] = (unit.repeat == null ? 1 : timing.get(unit.repeat)) - 1;
    }
  }

  /** Issues an instruction of the integer side, which takes a cycle, once what it needs is free. */
  public void issue(long needs) {
    if (scheduler.now() < allFree) {
      long wanted = needs & pending;
      if (wanted != 0) {
        await(wanted, 0);
      }
    }
    scheduler.advance(1);
  }

  /** Issues an instruction that may need something of the FPU's side. */
  public void issue(long needs, long floatNeeds) {
    if (scheduler.now() < allFree) {
      long wanted = needs & pending;
      long floatWanted = floatNeeds & floatPending;
      if ((wanted | floatWanted) != 0) {
        await(wanted, floatWanted);
      }
    }
    scheduler.advance(1);
  }

  private void await(long wanted, long floatWanted) {
    int last = last(floatWanted, Resources.FLOAT, last(wanted, 0, 0));
    timing.pass(STALLS.get(reasons[last]), free[last] - scheduler.now());
  }

  /** Which of some resources is free last. */
  private int last(long wanted, int offset, int soFar) {
    int last = soFar;
    for (long rest = wanted; rest != 0; rest &= rest - 1) {
      int resource = offset + Long.numberOfTrailingZeros(rest);
      if (free[resource] > free[last]) {
        last = resource;
      }
    }
    return last;
  }

  /**
   * The instruction just issued makes something late.
   *
   * @param resource its {@link Resources} number, or {@link Resources#NONE}
   */
  public void produce(Unit unit, int resource) {
    int index = unit.index;
    hold(resource, delays[index], unit.stall.index);
    int repeat = busy[index];
    if (repeat > 0) {
      hold(unit.resource, repeat, unit.stall.index);
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
      int delay = timing.get(constant) + sign - 1;
      hold(Resources.accumulator(0), delay, Stall.MULTIPLY_DIVIDE.index);
      hold(Resources.MULTIPLY_DIVIDE, delay, Stall.MULTIPLY_DIVIDE.index);
    }
  }

  /**
   * The last load of an instruction that makes several has just been made.
   *
   * @param register the general register that it was for
   */
  public void loaded(int register) {
    if (timing.approximate) {
      produce(Unit.LOAD, Resources.gpr(register));
    }
  }

  private void hold(int resource, int delay, int reason) {
    long now = scheduler.now();
    long until = now + delay;
    free[resource] = until;
    reasons[resource] = (byte) reason;
    if (now >= allFree) {
      pending = 0;
      floatPending = 0;
      allFree = until;
    } else if (until > allFree) {
      allFree = until;
    }
    if (resource < Resources.FLOAT) {
      pending |= 1L << resource;
    } else {
      floatPending |= 1L << resource;
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    pending = visitor.int64("pending", pending);
    floatPending = visitor.int64("floatPending", floatPending);
    allFree = visitor.int64("allFree", allFree);
    for (int i = 0; i < free.length; i++) {
      free[i] = visitor.int64("free" + i, free[i]);
    }
    visitor.array("reasons", reasons);
  }
}
