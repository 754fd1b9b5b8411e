package org.vzlab.mips.mmu;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Stores on their way to the bus, one after another: when each will have arrived. The processor
 * goes on at once as long as there is room.
 */
final class WriteBuffer implements Stateful {
  private final long[] arrivals;
  private int next;
  private long busFree;

  /**
   * @param entries at least 1
   */
  WriteBuffer(int entries) {
    arrivals = new long[entries];
  }

  /** When there will be room for another store; in the past if there is some. */
  long room() {
    return arrivals[next];
  }

  /** Adds a store, which takes the bus for some cycles, when there is room. */
  void add(long now, int cycles) {
    busFree = Math.max(busFree, now) + cycles;
    arrivals[next] = busFree;
    next = (next + 1) % arrivals.length;
  }

  /** When everything will have arrived; in the past if it has. */
  long empty() {
    return busFree;
  }

  @Override
  public void visit(StateVisitor visitor) {
    next = visitor.int32("next", next);
    busFree = visitor.int64("busFree", busFree);
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = visitor.int64("arrival" + i, arrivals[i]);
    }
  }
}
