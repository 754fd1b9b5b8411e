package org.vzlab.mips.timing;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Where the cycles have gone, for root and for each guest: every cycle in which no instruction was
 * issued, by its reason; and what was counted of caches and TLBs.
 */
public final class CycleAccount implements Stateful {
  /** Guests that can be told apart, and the root, which is number 0. */
  public static final int OWNERS = 8;

  /** Loads and stores of cached memory that the counts do not have yet: the hot counter. */
  public long dataAccesses;

  /** Not 0 if these were in mapped pages. */
  private int dataIsMapped;

  private final long[][] stalls = new long[OWNERS][Stall.values().length];
  private final long[][] tallies = new long[OWNERS][Tally.values().length];
  private long[] stalled = stalls[0];
  private long[] counted = tallies[0];
  private int owner;

  CycleAccount() {}

  /** Who executes from now on: a guest's number, or 0 for root. */
  public void own(int guestId) {
    if (guestId != owner) {
      settle();
      choose(guestId);
    }
  }

  private void choose(int guestId) {
    owner = guestId;
    stalled = stalls[owner];
    counted = tallies[owner];
  }

  private void settle() {
    counted[Tally.DATA_ACCESS.index] += dataAccesses;
    if (dataIsMapped != 0) {
      counted[Tally.DATA_MAPPED.index] += dataAccesses;
    }
    dataAccesses = 0;
  }

  /**
   * Loads and stores of cached memory are in mapped pages from now on, or not.
   *
   * @param mapped 0 if they are not
   */
  public void dataIsMapped(int mapped) {
    if (mapped != dataIsMapped) {
      settle();
      dataIsMapped = mapped;
    }
  }

  /** Cycles have been lost to the {@link Stall} of an index. */
  void stall(int reason, long cycles) {
    stalled[reason] += cycles;
  }

  /** One more. */
  public void count(Tally what) {
    counted[what.index]++;
  }

  /** SYSCLK cycles that root (0) or a guest has lost to a reason. */
  public long stalled(int guestId, Stall reason) {
    return stalls[guestId][reason.index];
  }

  /** How many there were of root (0) or a guest. */
  public long counted(int guestId, Tally what) {
    settle();
    return tallies[guestId][what.index];
  }

  @Override
  public void visit(StateVisitor visitor) {
    settle();
    choose(visitor.int32("owner", owner));
    for (int guest = 0; guest < OWNERS; guest++) {
      visit(visitor, "stalls" + guest + ".", stalls[guest]);
      visit(visitor, "tallies" + guest + ".", tallies[guest]);
    }
  }

  private static void visit(StateVisitor visitor, String name, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = visitor.int64(name + i, values[i]);
    }
  }
}
