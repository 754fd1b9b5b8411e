package org.vzlab.mips.hart;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * What each guest has used: instructions and cycles in guest mode by GuestCtl1.ID, and exits to
 * root by reason. Number 0 is the root.
 */
public final class GuestUsage implements Stateful {
  /** Guests that can be told apart, and the root. */
  public static final int OWNERS = 8;

  private static final int REASONS = ExitReason.values().length;

  private final Hart hart;
  private final long[] instructions = new long[OWNERS];
  private final long[] cycles = new long[OWNERS];
  private final long[] exits = new long[OWNERS * REASONS];
  private int owner;
  private long instructionsBefore;
  private long timeBefore;

  GuestUsage(Hart hart) {
    this.hart = hart;
  }

  /** Instructions executed by a guest, or by root (0). */
  public long instructions(int guestId) {
    settle();
    return instructions[guestId];
  }

  /** SYSCLK cycles used by a guest, or by root (0), waiting included. */
  public long cycles(int guestId) {
    settle();
    return cycles[guestId];
  }

  /** How often a guest has left to root for a reason. */
  public long exits(int guestId, ExitReason reason) {
    return exits[guestId * REASONS + reason.ordinal()];
  }

  /** From now on another one executes. */
  void own(int guestId) {
    if (owner != guestId) {
      settle();
      owner = guestId;
    }
  }

  void exited(int guestId, ExitReason reason) {
    exits[guestId * REASONS + reason.ordinal()]++;
  }

  private void settle() {
    instructions[owner] += hart.instructions - instructionsBefore;
    cycles[owner] += hart.scheduler.now() - timeBefore;
    instructionsBefore = hart.instructions;
    timeBefore = hart.scheduler.now();
  }

  @Override
  public void visit(StateVisitor visitor) {
    owner = visitor.int32("owner", owner);
    instructionsBefore = visitor.int64("instructionsBefore", instructionsBefore);
    timeBefore = visitor.int64("timeBefore", timeBefore);
    visit(visitor, "instructions", instructions);
    visit(visitor, "cycles", cycles);
    visit(visitor, "exits", exits);
  }

  private static void visit(StateVisitor visitor, String name, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = visitor.int64(name + i, values[i]);
    }
  }
}
