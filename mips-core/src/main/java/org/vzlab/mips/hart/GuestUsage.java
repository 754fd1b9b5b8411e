package org.vzlab.mips.hart;

import java.util.EnumMap;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.timing.CycleAccount;

/**
 * What each guest has used: instructions and cycles in guest mode by GuestCtl1.ID, and exits to
 * root by reason. Number 0 is the root.
 */
public final class GuestUsage implements Stateful {
  /** Guests that can be told apart, and the root. */
  public static final int OWNERS = CycleAccount.OWNERS;

  private final Hart hart;
  private final long[] instructions = new long[OWNERS];
  private final long[] cycles = new long[OWNERS];
  private final Map<ExitReason, long[]> exits = new EnumMap<>(ExitReason.class);
  private int owner;
  private long instructionsBefore;
  private long timeBefore;

  GuestUsage(Hart hart) {
    this.hart = hart;
    for (ExitReason reason : ExitReason.values()) {
      exits.put(reason, new long[OWNERS]);
    }
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
    return exits.get(reason)[guestId];
  }

  /** From now on another one executes. */
  void own(int guestId) {
    if (owner != guestId) {
      settle();
      owner = guestId;
    }
  }

  void exited(int guestId, ExitReason reason) {
    exits.get(reason)[guestId]++;
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
    exits.forEach((reason, counts) -> visit(visitor, reason.name(), counts));
  }

  private static void visit(StateVisitor visitor, String name, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = visitor.int64(name + i, values[i]);
    }
  }
}
