package org.vzlab.mips.hart;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.timing.CycleAccount;

/**
 * What each guest has used: instructions and cycles in guest mode by GuestCtl1.ID, and exits to
 * root by reason. Number 0 is the root; its threads have numbers of their own, see {@link
 * CycleAccount}.
 */
public final class GuestUsage implements Stateful {
  /** Guests that can be told apart, and the root. */
  public static final int GUESTS = CycleAccount.GUESTS;

  private final Hart hart;
  private final long[] instructions = new long[CycleAccount.OWNERS];
  private final long[] cycles = new long[CycleAccount.OWNERS];
  private final Map<ExitReason, long[]> exits = new EnumMap<>(ExitReason.class);
  private int owner;
  private long instructionsBefore;
  private long timeBefore;

  GuestUsage(Hart hart) {
    this.hart = hart;
    for (ExitReason reason : ExitReason.values()) {
      exits.put(reason, new long[GUESTS]);
    }
  }

  /** Instructions executed by a guest, by root (0) or by a thread. */
  public long instructions(int user) {
    settle();
    return instructions[user];
  }

  /** SYSCLK cycles used by a guest, by root (0) or by a thread, waiting included. */
  public long cycles(int user) {
    settle();
    return cycles[user];
  }

  /** How often a guest has left to root for a reason. */
  public long exits(int guestId, ExitReason reason) {
    return exits.get(reason)[guestId];
  }

  /** From now on another one executes. */
  void own(int user) {
    if (owner != user) {
      settle();
      owner = user;
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
    int used = visitor.int32("used", used());
    visit(visitor, "instructions", instructions, used);
    visit(visitor, "cycles", cycles, used);
    exits.forEach((reason, counts) -> visit(visitor, reason.name(), counts, GUESTS));
  }

  /** One behind the last who has used anything, guests in any case. */
  private int used() {
    int used = cycles.length;
    while (used > GUESTS && cycles[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /** Who comes behind those has used nothing. */
  private static void visit(StateVisitor visitor, String name, long[] values, int used) {
    for (int i = 0; i < used; i++) {
      values[i] = visitor.int64(name + i, values[i]);
    }
    Arrays.fill(values, used, values.length, 0);
  }
}
