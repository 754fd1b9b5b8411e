package org.vzlab.vp.vdev;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * A block of registers at one end of what the hypervisor has between two guests. Registers have no
 * CLR, SET and INV companions, and what is written to one that cannot be is ignored.
 */
abstract class GuestEnd extends WordDevice implements Stateful {
  /** As a guest finds it when it starts. */
  abstract void reset();

  /** Who raises an interrupt of this end's guest. */
  abstract void connect(Bell bell);

  /** When something is due at this end by itself, in counts of the root's clock. */
  abstract long deadline();

  /** What is due at this end happens. */
  abstract void expire(long now);

  /** The guest does not run until it begins: its memory is being cleared. */
  void held() {}

  /** The guest begins, or goes on after it was stopped. */
  void begins() {}

  /** The guest was stopped and may go on. */
  void stopped() {}

  /** The guest has ended for a fault. */
  void faulted() {}

  /** Most ends have no state of their own: it is that of what they are an end of. */
  @Override
  public void visit(StateVisitor visitor) {}
}
