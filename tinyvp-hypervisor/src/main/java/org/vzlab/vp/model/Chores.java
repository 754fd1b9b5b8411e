package org.vzlab.vp.model;

import java.util.ArrayDeque;
import java.util.Deque;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootWork;
import org.vzlab.vp.cost.Purse;

/**
 * Work of the root that can wait until nobody runs: formatting lines for the console, clearing the
 * memory of a guest that begins anew. It is done in small pieces, so that a guest whose time it is
 * never waits long for its end.
 */
final class Chores implements Purse {
  /** A piece of work takes no more cycles than this, or is a single one. */
  static final int PIECE = 512;

  private static final class Chore {
    private final RootWork work;
    private Runnable afterwards = () -> {};
    private int left;

    Chore(RootWork work, int times) {
      this.work = work;
      this.left = times;
    }
  }

  private final RootPort port;
  private final Deque<Chore> chores = new ArrayDeque<>();

  Chores(RootPort port) {
    this.port = port;
  }

  @Override
  public void charge(RootWork work, int times) {
    if (times > 0) {
      chores.add(new Chore(work, times));
    }
  }

  /** Adds what happens when the last that is to be done now has been done; at once if none is. */
  void afterwards(Runnable what) {
    if (chores.isEmpty()) {
      what.run();
    } else {
      chores.getLast().afterwards = what;
    }
  }

  boolean isEmpty() {
    return chores.isEmpty();
  }

  /** Does a piece. */
  void doOne() {
    Chore chore = chores.element();
    int most = Math.max(1, PIECE / Math.max(chore.work.cycles(), chore.work.instructions()));
    int times = Math.min(most, chore.left);
    port.charge(chore.work, times);
    chore.left -= times;
    if (chore.left == 0) {
      chores.remove();
      chore.afterwards.run();
    }
  }
}
