package org.vzlab.svm.driver;

import java.util.List;
import java.util.function.IntConsumer;

/** A console: characters go out at once, scripted ones come in. */
public final class ConsoleDriver implements Driver {
  private final Arrivals typed;
  private final IntConsumer output;
  private final WordBuffer buffer = new WordBuffer();

  /**
   * A console.
   *
   * @param typed what is typed
   * @param output gets each character that is sent, 0 to 255
   */
  public ConsoleDriver(List<Input> typed, IntConsumer output) {
    this.typed = new Arrivals(typed);
    this.output = output;
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
    return true;
  }

  @Override
  public void advance(long now) {
    while (typed.due(now)) {
      buffer.offer(typed.take() & 0xFF);
    }
  }

  @Override
  public long nextNews() {
    return typed.nextTime();
  }

  @Override
  public boolean readyToReceive() {
    return true;
  }

  @Override
  public boolean readyToSend() {
    return !buffer.isEmpty();
  }

  @Override
  public void receive(int word) {
    output.accept(word & 0xFF);
  }

  @Override
  public int send(Outside.Arrays arrays) {
    return buffer.take();
  }
}
