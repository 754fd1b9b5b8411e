package org.vzlab.vp.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootWork;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;

/**
 * Work of the root that can wait until nobody runs: formatting lines for the console, clearing the
 * memory of a guest that begins anew. It is done in small pieces, so that a guest whose time it is
 * never waits long for its end.
 */
final class Chores implements Purse {
  /** A piece of work takes no more cycles than this, or is a single one. */
  static final int PIECE = 512;

  /**
   * Characters of lines that wait at most, as many as the console's ring takes: lines beyond are
   * left out. So a guest that has many printed does not put the other work off for ever.
   */
  private static final int MOST_CHARACTERS = 8192;

  private static final class Chore {
    private final RootWork work;
    private final Optional<Task> of;
    private Runnable afterwards = () -> {};
    private int left;

    Chore(RootWork work, int times, Optional<Task> of) {
      this.work = work;
      this.left = times;
      this.of = of;
    }
  }

  private final RootPort port;
  private final Deque<Chore> chores = new ArrayDeque<>();
  private Optional<Task> current = Optional.empty();
  private int characters;

  Chores(RootPort port) {
    this.port = port;
  }

  @Override
  public void charge(RootWork work, int times) {
    int accepted = work == Work.PRINT ? Math.min(times, MOST_CHARACTERS - characters) : times;
    characters += work == Work.PRINT ? accepted : 0;
    if (accepted > 0) {
      chores.add(new Chore(work, accepted, current));
    }
  }

  /** What is charged meanwhile is for a task, which may use its own time for it. */
  void of(Task task, Runnable work) {
    current = Optional.of(task);
    work.run();
    current = Optional.empty();
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
    doPiece(chores.element());
  }

  /** Does a piece of what is for a task, or of what is to be done before. */
  void doOneOf(Task task) {
    for (Chore chore : chores) {
      if (chore.of.isPresent() && chore.of.get() == task) {
        doPiece(chore);
        return;
      }
    }
    doOne();
  }

  private void doPiece(Chore chore) {
    int most = Math.max(1, PIECE / Math.max(chore.work.cycles(), chore.work.instructions()));
    int times = Math.min(most, chore.left);
    port.charge(chore.work, times);
    chore.left -= times;
    characters -= chore.work == Work.PRINT ? times : 0;
    if (chore.left == 0) {
      chores.remove(chore);
      chore.afterwards.run();
    }
  }
}
