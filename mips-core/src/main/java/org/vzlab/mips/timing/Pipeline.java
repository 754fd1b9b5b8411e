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

  /** What may not be free yet, as bits, on the integer side. */
  private long pending;

  /** From then on everything is free. */
  private long allFree;

  /** By the index of a unit: cycles from the end of issue to the result. */
  private final int[] delays = new int[Unit.values().length];

  /** The same to the unit being free. */
  private final int[] busy = new int[Unit.values().length];

  /** The same: what waiting for it is, as in {@link #reasons}. */
  private final byte[] causes = new byte[Unit.values().length];

  /** A pipeline with nothing in it. */
  public Pipeline(Scheduler scheduler, Timing timing) {
    this.scheduler = scheduler;
    this.timing = timing;
    for (Unit unit : Unit.values()) {
      delays[unit.index] = (unit.latency == null ? 1 : timing.get(unit.latency)) - 1;
      busy[unit.index] = (unit.repeat == null ? 1 : timing.get(unit.repeat)) - 1;
      causes[unit.index] = (byte) unit.stall.index;
    }
  }

  /**
   * Issues an instruction, which takes a cycle, once what it needs of the integer side is free.
   *
   * @param needs bits of {@link Resources}
   */
  public void issue(long needs) {
    if (scheduler.now() < allFree) {
      long wanted = needs & pending;
      if (wanted != 0) {
        await(wanted);
      }
    }
    scheduler.advance(1);
  }

  private void await(long wanted) {
    int last = Resources.NONE;
    for (long rest = wanted; rest != 0; rest &= rest - 1) {
      int resource = Long.numberOfTrailingZeros(rest);
      if (free[resource] > free[last]) {
        last = resource;
      }
    }
    pending &= ~wanted;
    timing.pass(STALLS.get(reasons[last]), free[last] - scheduler.now());
  }

  /**
   * Issues an instruction that may need something of the FPU's side, or makes something late.
   *
   * @param needs numbers of {@link Resources}
   * @param makes such a number, or {@link Resources#NONE}
   */
  public void issue(int[] needs, Unit unit, int makes) {
    long now = scheduler.now();
    if (now < allFree) {
      long latest = now;
      for (int resource : needs) {
        latest = Math.max(latest, free[resource]);
      }
      if (latest > now) {
        await(needs, latest);
      }
    }
    scheduler.advance(1);
    int index = unit.index;
    hold(makes, delays[index], causes[index]);
    int repeat = busy[index];
    if (repeat > 0) {
      hold(unit.resource, repeat, causes[index]);
    }
  }

  private void await(int[] needs, long latest) {
    for (int resource : needs) {
      if (free[resource] == latest) {
        timing.pass(STALLS.get(reasons[resource]), latest - scheduler.now());
        return;
      }
    }
  }

  /**
   * The instruction just issued makes something else late, too.
   *
   * @param resource its {@link Resources} number
   */
  public void produce(Unit unit, int resource) {
    hold(resource, delays[unit.index], causes[unit.index]);
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
      hold(Resources.accumulator(0), delay, (byte) Stall.MULTIPLY_DIVIDE.index);
      hold(Resources.MULTIPLY_DIVIDE, delay, (byte) Stall.MULTIPLY_DIVIDE.index);
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

  private void hold(int resource, int delay, byte reason) {
    if (delay <= 0) {
      return;
    }
    long now = scheduler.now();
    long until = now + delay;
    free[resource] = until;
    reasons[resource] = reason;
    if (now >= allFree) {
      pending = 0;
      allFree = until;
    } else if (until > allFree) {
      allFree = until;
    }
    if (resource < Resources.FLOAT) {
      pending |= 1L << resource;
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    pending = visitor.int64("pending", pending);
    allFree = visitor.int64("allFree", allFree);
    for (int i = 0; i < free.length; i++) {
      free[i] = visitor.int64("free" + i, free[i]);
    }
    visitor.array("reasons", reasons);
  }
}
