package org.vzlab.mips.timing;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Where the cycles have gone, for root, for each guest and for each thread of root's that modelled
 * root software lets execute: every cycle in which no instruction was issued, by its reason; and
 * what was counted of caches and TLBs.
 */
public final class CycleAccount implements Stateful {
  /** Guests that can be told apart, and the root, which is number 0. */
  public static final int GUESTS = 8;

  /** The number of root's thread 0; the others follow. */
  public static final int THREADS = 0x100;

  /** Numbers of root, guests and threads are below. */
  public static final int OWNERS = THREADS + 0x100;

  /** Loads and stores of cached memory that the counts do not have yet: the hot counter. */
  public long dataAccesses;

  /** Not 0 if these were in mapped pages. */
  private int dataIsMapped;

  /** By owner and {@link Stall}; a thread's is made when it first executes. */
  private final long[][] stalls = new long[OWNERS][];

  private final long[][] tallies = new long[OWNERS][];
  private long[] stalled;
  private long[] counted;
  private int owner;

  CycleAccount() {
    for (int guest = 0; guest < GUESTS; guest++) {
      open(guest);
    }
    choose(0);
  }

  /** Who executes from now on: 0 for root, or the number of a guest or thread. */
  public void own(int user) {
    if (user != owner) {
      settle();
      choose(user);
    }
  }

  private void choose(int user) {
    if (stalls[user] == null) {
      open(user);
    }
    owner = user;
    stalled = stalls[owner];
    counted = tallies[owner];
  }

  private void open(int user) {
    stalls[user] = new long[Stall.values().length];
    tallies[user] = new long[Tally.values().length];
  }

  /** Whether there is an account of somebody: not of a thread that has never executed. */
  public boolean isOpen(int user) {
    return stalls[user] != null;
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

  /** SYSCLK cycles that somebody has lost to a reason. */
  public long stalled(int user, Stall reason) {
    return isOpen(user) ? stalls[user][reason.index] : 0;
  }

  /** How many there were of somebody. */
  public long counted(int user, Tally what) {
    settle();
    return isOpen(user) ? tallies[user][what.index] : 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    settle();
    dataIsMapped = visitor.int32("dataIsMapped", dataIsMapped);
    for (int user = 0; user < OWNERS; user++) {
      if (visitor.flag("open" + user, isOpen(user))) {
        if (!isOpen(user)) {
          open(user);
        }
        visit(visitor, "stalls" + user + ".", stalls[user]);
        visit(visitor, "tallies" + user + ".", tallies[user]);
      } else {
        stalls[user] = null;
        tallies[user] = null;
      }
    }
    choose(visitor.int32("owner", owner));
  }

  private static void visit(StateVisitor visitor, String name, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = visitor.int64(name + i, values[i]);
    }
  }
}
