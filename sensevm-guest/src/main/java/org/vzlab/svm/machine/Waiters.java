package org.vzlab.svm.machine;

/** Those that wait at one side of a channel, the oldest first. */
public final class Waiters {
  /** How many can wait. */
  public static final int CAPACITY = 3;

  private final Heap heap;
  private final int[] contexts = new int[CAPACITY];
  private final int[] alternatives = new int[CAPACITY];
  private final int[] dirtyCells = new int[CAPACITY];
  private int size;

  Waiters(Heap heap) {
    this.heap = heap;
  }

  /** How many entries there are, cancelled ones too. */
  public int size() {
    return size;
  }

  /** Which context waits. */
  public int context(int entry) {
    return contexts[entry];
  }

  /** The pair of the alternative that it waits for: of its base and its message. */
  public int alternative(int entry) {
    return alternatives[entry];
  }

  /** The pair whose first part becomes 1 when one of its alternatives happens. */
  public int dirtyCell(int entry) {
    return dirtyCells[entry];
  }

  /** Whether anybody waits; drops cancelled entries from the head. */
  boolean any() {
    while (size > 0 && cancelled(0)) {
      remove(0);
    }
    return size > 0;
  }

  /** Takes the head, whose other alternatives are cancelled by that. */
  void take() {
    heap.setFst(dirtyCells[0], Value.plain(1));
    remove(0);
  }

  /** Puts an entry at the end. */
  void add(int context, int alternative, int dirtyCell) {
    if (size == CAPACITY) {
      removeCancelled();
    }
    if (size == CAPACITY) {
      throw Fault.of(Trap.QUEUE_FULL);
    }
    contexts[size] = context;
    alternatives[size] = alternative;
    dirtyCells[size] = dirtyCell;
    size++;
  }

  void markDirtyCells() {
    for (int i = 0; i < size; i++) {
      heap.mark(Value.pointer(dirtyCells[i]));
    }
  }

  private void removeCancelled() {
    for (int i = size - 1; i >= 0; i--) {
      if (cancelled(i)) {
        remove(i);
      }
    }
  }

  private boolean cancelled(int entry) {
    return heap.fstWord(dirtyCells[entry]) == 1;
  }

  private void remove(int entry) {
    size--;
    for (int i = entry; i < size; i++) {
      contexts[i] = contexts[i + 1];
      alternatives[i] = alternatives[i + 1];
      dirtyCells[i] = dirtyCells[i + 1];
    }
  }
}
