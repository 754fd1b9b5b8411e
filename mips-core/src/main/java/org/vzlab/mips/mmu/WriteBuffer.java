package org.vzlab.mips.mmu;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Stores on their way to the bus, one after another: when each will have arrived. The processor
 * goes on at once as long as there is room. It has buffers of a line each (MIPS32 4KEc data sheet:
 * two, one of which is on the bus).
 */
final class WriteBuffer implements Stateful {
  /** The line of a store that no other can join. */
  static final int NO_LINE = -1;

  private final long[] arrivals;
  private int next;
  private long busFree;

  /** The line added last, and when it goes to the bus. */
  private int line = NO_LINE;

  private long lineStart;

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

  /** Whether a store can join the one added last, which is still waiting for the bus. */
  boolean merges(long now, int ofLine) {
    return line == ofLine && now < lineStart;
  }

  /**
   * Adds a store, which takes the bus for some cycles, when there is room.
   *
   * @param ofLine the address of its line, or {@link #NO_LINE}
   */
  void add(long now, int cycles, int ofLine) {
    line = ofLine;
    lineStart = Math.max(busFree, now);
    busFree = lineStart + cycles;
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
    line = visitor.int32("line", line);
    lineStart = visitor.int64("lineStart", lineStart);
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = visitor.int64("arrival" + i, arrivals[i]);
    }
  }
}
