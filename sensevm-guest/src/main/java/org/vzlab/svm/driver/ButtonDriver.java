package org.vzlab.svm.driver;

import java.util.ArrayList;
import java.util.List;

/** A button, looked at every 10 ms: 1 when it was pressed since, 0 when it was released. */
public final class ButtonDriver implements Driver {
  /** Microseconds between two looks. */
  static final long PERIOD = 10_000;

  private final Arrivals changes;
  private final WordBuffer buffer = new WordBuffer();

  /**
   * A button.
   *
   * @param moves when it is pressed and released; what happens between two looks and is over at the
   *     second is not seen
   */
  public ButtonDriver(List<Input> moves) {
    changes = new Arrivals(seen(Input.inOrder(moves)));
  }

  private static List<Input> seen(List<Input> moves) {
    List<Input> seen = new ArrayList<>();
    int level = 0;
    for (int i = 0; i < moves.size(); i++) {
      long look = look(moves.get(i));
      boolean last = i + 1 == moves.size() || look(moves.get(i + 1)) != look;
      int word = moves.get(i).word() & 1;
      if (last && word != level) {
        seen.add(new Input(look, word));
        level = word;
      }
    }
    return seen;
  }

  /** When it is looked at after it was moved. */
  private static long look(Input move) {
    return (move.at() + PERIOD - 1) / PERIOD * PERIOD;
  }

  @Override
  public void init() {
    buffer.clear();
  }

  @Override
  public boolean gives() {
    return true;
  }

  @Override
  public boolean takes() {
    return false;
  }

  @Override
  public void advance(long now) {
    while (changes.due(now)) {
      buffer.offer(changes.take());
    }
  }

  @Override
  public long nextNews() {
    return changes.nextTime();
  }

  @Override
  public boolean readyToReceive() {
    return false;
  }

  @Override
  public boolean readyToSend() {
    return !buffer.isEmpty();
  }

  @Override
  public void receive(int word) {
    throw new IllegalStateException("a button receives nothing");
  }

  @Override
  public int send(Outside.Arrays arrays) {
    return buffer.take();
  }
}
