package org.vzlab.vp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootWork;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;

/**
 * Work of the root that can wait until nobody runs: formatting lines for the console, clearing the
 * memory of a guest that begins anew. It is done in small pieces, so that a guest whose time it is
 * never waits long for its end.
 */
final class Chores implements Purse, Stateful {
  /** A piece of work takes no more cycles than this, or is a single one. */
  static final int PIECE = 512;

  /**
   * Characters of lines that wait at most, as many as the console's ring takes: lines beyond are
   * left out. So a guest that has many printed does not put the other work off for ever.
   */
  private static final int MOST_CHARACTERS = 8192;

  /**
   * Something to do.
   *
   * @param times how often it is left to do
   * @param of the id of the task that it is for, or {@link Tasks#NOBODY}
   * @param begins the id of the task that begins afterwards, or {@link Tasks#NOBODY}
   */
  private record Chore(RootWork work, int times, int of, int begins) {
    Chore less(int done) {
      return new Chore(work, times - done, of, begins);
    }

    Chore thenBegins(int task) {
      return new Chore(work, times, of, task);
    }
  }

  private final RootPort port;
  private final IntConsumer begin;

  /** In their order. */
  private final List<Chore> chores = new ArrayList<>();

  private int current = Tasks.NOBODY;
  private int characters;

  /**
   * Nothing to do.
   *
   * @param begin lets the task of an id begin
   */
  Chores(RootPort port, IntConsumer begin) {
    this.port = port;
    this.begin = begin;
  }

  @Override
  public void charge(RootWork work, int times) {
    int accepted = work == Work.PRINT ? Math.min(times, MOST_CHARACTERS - characters) : times;
    characters += work == Work.PRINT ? accepted : 0;
    if (accepted > 0) {
      chores.add(new Chore(work, accepted, current, Tasks.NOBODY));
    }
  }

  /** What is charged meanwhile is for a task, which may use its own time for it. */
  void of(Task task, Runnable work) {
    current = task.id();
    work.run();
    current = Tasks.NOBODY;
  }

  /** A task begins when the last that is to be done now has been done; at once if none is. */
  void thenBegins(Task task) {
    if (chores.isEmpty()) {
      task.begin();
    } else {
      int last = chores.size() - 1;
      chores.set(last, chores.get(last).thenBegins(task.id()));
    }
  }

  boolean isEmpty() {
    return chores.isEmpty();
  }

  /** Does a piece. */
  void doOne() {
    doPiece(0);
  }

  /** Does a piece of what is for a task, or of what is to be done before. */
  void doOneOf(Task task) {
    for (int i = 0; i < chores.size(); i++) {
      if (chores.get(i).of == task.id()) {
        doPiece(i);
        return;
      }
    }
    doOne();
  }

  private void doPiece(int number) {
    Chore chore = chores.get(number);
    RootWork work = chore.work;
    int most = Math.max(1, PIECE / Math.max(work.cycles(), work.instructions()));
    int times = Math.min(most, chore.times);
    port.charge(work, times);
    characters -= work == Work.PRINT ? times : 0;
    if (times < chore.times) {
      chores.set(number, chore.less(times));
      return;
    }
    chores.remove(number);
    if (chore.begins != Tasks.NOBODY) {
      begin.accept(chore.begins);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    List<Chore> now = visitor.value("chores", List.copyOf(chores));
    chores.clear();
    chores.addAll(now);
    characters = visitor.int32("characters", characters);
  }
}
