package org.vzlab.svm.driver;

import java.util.List;

/**
 * A device that fills an array by itself: what is typed goes into a private buffer, each half of
 * which is copied when the program is told that it was filled.
 */
public final class StreamDriver implements Driver {
  private static final int SIZE = 16;
  private static final int HALF = SIZE / 2;
  private static final int NO_ARRAY = -1;

  private final Arrivals typed;
  private final byte[] contents = new byte[SIZE];
  private final WordBuffer halves = new WordBuffer();
  private int place;
  private int array = NO_ARRAY;

  /** A device into which this is typed. */
  public StreamDriver(List<Input> typed) {
    this.typed = new Arrivals(typed);
  }

  @Override
  public void init() {
    place = 0;
    array = NO_ARRAY;
    halves.clear();
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
    while (typed.due(now)) {
      contents[place] = (byte) typed.take();
      place = (place + 1) % SIZE;
      if (place % HALF == 0) {
        halves.offer(place == 0 ? 1 : 0);
      }
    }
  }

  @Override
  public long nextNews() {
    return typed.nextTime();
  }

  @Override
  public boolean readyToReceive() {
    return false;
  }

  @Override
  public boolean readyToSend() {
    return !halves.isEmpty();
  }

  @Override
  public void receive(int word) {
    throw new IllegalStateException("a stream receives nothing");
  }

  @Override
  public int send(Outside.Arrays arrays) {
    int half = halves.take();
    if (array != NO_ARRAY) {
      for (int i = half * HALF; i < (half + 1) * HALF; i++) {
        arrays.put(array, i, contents[i] & 0xFF);
      }
    }
    return half;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void fill(int newArray) {
    array = newArray;
  }
}
