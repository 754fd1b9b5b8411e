package org.vzlab.kit.state;

/** Something with state that a snapshot must hold. */
@FunctionalInterface
public interface Stateful {
  /**
   * Shows every piece of state to the visitor and takes what it gives back, as in {@code count =
   * visitor.int32("count", count)}. The same method captures and restores.
   */
  void visit(StateVisitor visitor);
}
