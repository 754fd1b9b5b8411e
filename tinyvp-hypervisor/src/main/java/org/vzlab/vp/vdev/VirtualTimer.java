package org.vzlab.vp.vdev;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Count and Compare of a guest, in the 64-bit time of the root. The guest's Count is the root's
 * plus GTOffset (MD00847); the hardware's own match would be lost while another guest runs and has
 * no line to the interrupt controller of this part, so the root keeps the deadline.
 *
 * <p>A guest that is late writes a Compare which is already past, and would wait for 42.9 s until
 * Count comes round. As the deadlines of a periodic timer follow one another, Compare is read as
 * the first match after the last one, and a match that is already past is due at once: no tick is
 * lost, however late the guest is. That holds while the last match is less than half a round ago;
 * otherwise a Compare in the half round before now is the late one.
 */
public final class VirtualTimer implements Stateful {
  private static final long HALF_ROUND = 1L << 31;
  private static final long ROUND = 1L << 32;

  private int offset;
  private int compare;
  private long lastMatch;
  private long deadline;

  /** As a guest finds it: GTOffset 0 and Compare just missed. */
  public void reset(long now) {
    offset = 0;
    compare = (int) now;
    lastMatch = now;
    deadline = now + ROUND;
  }

  /** GTOffset. */
  public int offset() {
    return offset;
  }

  /** The guest's Compare. */
  public int compare() {
    return compare;
  }

  /** When Compare matches next, in counts of the root's clock. May be past: then it is due. */
  public long deadline() {
    return deadline;
  }

  /** The guest's Count. */
  public int count(long now) {
    return (int) now + offset;
  }

  /** The guest stores into its Count. */
  public void setCount(int value, long now) {
    offset = value - (int) now;
    lastMatch = now;
    deadline = firstMatchAfter(now);
  }

  /** The guest stores into its Compare. */
  public void setCompare(int value, long now) {
    compare = value;
    deadline = firstMatchAfter(Math.max(lastMatch, now - HALF_ROUND));
  }

  /** Whether Compare has matched since it was last asked; the next match is a round later. */
  public boolean expire(long now) {
    if (now < deadline) {
      return false;
    }
    lastMatch = deadline;
    deadline += ROUND;
    return true;
  }

  private long firstMatchAfter(long base) {
    return base + 1 + Integer.toUnsignedLong(compare - count(base + 1));
  }

  @Override
  public void visit(StateVisitor visitor) {
    offset = visitor.int32("offset", offset);
    compare = visitor.int32("compare", compare);
    lastMatch = visitor.int64("lastMatch", lastMatch);
    deadline = visitor.int64("deadline", deadline);
  }
}
