package org.vzlab.mips.timing;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;

/**
 * What time instructions and everything between them takes. Functional: each instruction a cycle,
 * and nothing else any; only waiting and the work of modelled root software take more. Approximate:
 * as the constants of a {@link TimingTable} say.
 */
public final class Timing implements Stateful {
  /** Whether the constants of the table count. */
  public final boolean approximate;

  /** Where the cycles have gone. */
  public final CycleAccount account = new CycleAccount();

  private final Scheduler scheduler;
  private final TimingTable table;

  private Timing(Scheduler scheduler, TimingTable table, boolean approximate) {
    this.scheduler = scheduler;
    this.table = table;
    this.approximate = approximate;
  }

  /** An instruction takes a cycle. */
  public static Timing functional(Scheduler scheduler) {
    return new Timing(scheduler, TimingTable.standard(), false);
  }

  /** Instructions, exceptions, caches and buses take what a table says. */
  public static Timing approximate(Scheduler scheduler, TimingTable table) {
    return new Timing(scheduler, table, true);
  }

  /** A constant of the table. */
  public int get(TimingConstant constant) {
    return table.get(constant);
  }

  /** Board time in SYSCLK cycles. */
  public long now() {
    return scheduler.now();
  }

  /** Cycles pass without an instruction, in either model. */
  public void pass(Stall reason, long cycles) {
    if (cycles > 0) {
      scheduler.advance(cycles);
      account.stall(reason.index, cycles);
    }
  }

  /** A constant's cycles pass, if the model has them. */
  public void stall(Stall reason, TimingConstant constant) {
    if (approximate) {
      pass(reason, table.get(constant));
    }
  }

  /** Nothing to do until the next event: that time passes as {@link Stall#IDLE}. */
  public void idle() {
    long before = scheduler.now();
    scheduler.idle();
    account.stall(Stall.IDLE.index, scheduler.now() - before);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("account", account);
  }
}
