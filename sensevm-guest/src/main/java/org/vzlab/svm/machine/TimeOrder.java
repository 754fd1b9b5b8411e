package org.vzlab.svm.machine;

/**
 * Contexts by a time: a binary heap, which decides between equal times by where they happen to be.
 *
 * <p>docs/sense-vm.md, "Contexts and time".
 */
public final class TimeOrder {
  private final int[] contexts;
  private final long[] times;
  private int size;

  TimeOrder(int capacity) {
    contexts = new int[capacity];
    times = new long[capacity];
  }

  /** How many contexts are in it. */
  public int size() {
    return size;
  }

  /** The context at a place of the heap, from 0 (the earliest) to {@link #size()} less one. */
  public int context(int place) {
    return contexts[place];
  }

  long firstTime() {
    return times[0];
  }

  void insert(int context, long time) {
    int place = size++;
    while (place > 0 && later((place - 1) / 2, time)) {
      move((place - 1) / 2, place);
      place = (place - 1) / 2;
    }
    contexts[place] = context;
    times[place] = time;
  }

  int takeFirst() {
    int first = contexts[0];
    size--;
    int last = contexts[size];
    long time = times[size];
    int place = 0;
    int child = earlierChild(place);
    while (child < size && Long.compareUnsigned(times[child], time) < 0) {
      move(child, place);
      place = child;
      child = earlierChild(place);
    }
    contexts[place] = last;
    times[place] = time;
    return first;
  }

  private int earlierChild(int place) {
    int left = 2 * place + 1;
    return left + 1 < size && later(left, times[left + 1]) ? left + 1 : left;
  }

  private boolean later(int place, long time) {
    return Long.compareUnsigned(times[place], time) > 0;
  }

  private void move(int from, int to) {
    contexts[to] = contexts[from];
    times[to] = times[from];
  }
}
