package org.vzlab.svm.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a context before an instruction, when all runs are followed.
 *
 * @param spawned whether it is another than context 0
 * @param pc where it is
 * @param e its value register
 * @param stack from the bottom up
 */
record Trace(boolean spawned, int pc, Shape e, List<Slot> stack) {
  /** No return address. */
  static final int DATA = -1;

  /**
   * An entry of the stack.
   *
   * @param target the return address that was pushed, {@link #DATA} if another value was
   */
  record Slot(Shape shape, int target) {}

  /** All traces of one kind are followed as one: their values are joined. */
  record Kind(boolean spawned, int pc, List<Integer> targets) {}

  /** Which traces it is joined with: those that are where it is and will return as it will. */
  Kind kind() {
    return new Kind(spawned, pc, stack.stream().map(Slot::target).toList());
  }

  /** It goes on somewhere with another value. */
  Trace to(int target, Shape value) {
    return new Trace(spawned, target, value, stack);
  }

  /** The top of the stack. */
  Shape top() {
    return stack.get(stack.size() - 1).shape();
  }

  /** Without entries at the top. */
  Trace drop(int entries) {
    return new Trace(spawned, pc, e, stack.subList(0, stack.size() - entries));
  }

  /** With a value at the top. */
  Trace push(Shape shape) {
    return push(new Slot(shape, DATA));
  }

  /** With a return address at the top. */
  Trace pushReturn(int target) {
    return push(new Slot(Shape.word(target), target));
  }

  private Trace push(Slot slot) {
    List<Slot> longer = new ArrayList<>(stack.size() + 1);
    longer.addAll(stack);
    longer.add(slot);
    return new Trace(spawned, pc, e, longer);
  }

  /** What is known of one of two of a kind; this one itself if it says all of it. */
  Trace join(Trace other) {
    Shape value = Shape.join(e, other.e);
    boolean same = value == e;
    List<Slot> joined = new ArrayList<>(stack.size());
    for (int i = 0; i < stack.size(); i++) {
      Slot slot = stack.get(i);
      Shape shape = Shape.join(slot.shape(), other.stack.get(i).shape());
      same &= shape == slot.shape();
      joined.add(new Slot(shape, slot.target()));
    }
    return same ? this : new Trace(spawned, pc, value, joined);
  }

  /** How often a return address is on the stack. */
  long returns(int target) {
    return stack.stream().filter(slot -> slot.target() == target).count();
  }
}
