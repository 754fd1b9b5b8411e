package org.vzlab.isolation.fault;

import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Walks to one element of a machine's state and gives it another value, or the same. Only the parts
 * on the way are visited.
 */
final class BitWalk implements StateVisitor {
  private final String target;
  private final int index;
  private final LongUnaryOperator change;
  private String path = "";
  private boolean found;
  private long before;
  private long after;

  private BitWalk(String target, int index, LongUnaryOperator change) {
    this.target = target;
    this.index = index;
    this.change = change;
  }

  /**
   * Changes an element.
   *
   * @return the walk, which knows what it was and is
   * @throws IllegalArgumentException if there is none
   */
  static BitWalk change(Stateful root, String path, int index, LongUnaryOperator change) {
    BitWalk walk = new BitWalk(path, index, change);
    root.visit(walk);
    if (!walk.found) {
      throw new IllegalArgumentException("the board has no state " + path + "[" + index + "]");
    }
    return walk;
  }

  /** What an element is. */
  static long read(Stateful root, String path, int index) {
    return change(root, path, index, value -> value).before;
  }

  /** What the element was. */
  long before() {
    return before;
  }

  /** What it is now. */
  long after() {
    return after;
  }

  boolean hasChanged() {
    return before != after;
  }

  private long changed(long value) {
    found = true;
    before = value;
    after = change.applyAsLong(value);
    return after;
  }

  private boolean is(String name) {
    return target.length() == path.length() + name.length() && target.endsWith(name);
  }

  private boolean has(String name, int length) {
    return is(name) && index < length;
  }

  @Override
  public void enter(String name, Stateful part) {
    String outer = path;
    String inner = path + name + "/";
    if (target.startsWith(inner)) {
      path = inner;
      part.visit(this);
      path = outer;
    }
  }

  @Override
  public int int32(String name, int value) {
    return has(name, 1) ? (int) changed(Integer.toUnsignedLong(value)) : value;
  }

  @Override
  public long int64(String name, long value) {
    return has(name, 1) ? changed(value) : value;
  }

  @Override
  public <T> T value(String name, T value) {
    return value;
  }

  @Override
  public void array(String name, int[] values) {
    if (has(name, values.length)) {
      values[index] = (int) changed(Integer.toUnsignedLong(values[index]));
    }
  }

  @Override
  public void array(String name, long[] values) {
    if (has(name, values.length)) {
      values[index] = changed(values[index]);
    }
  }

  @Override
  public void array(String name, byte[] values) {
    if (has(name, values.length)) {
      values[index] = (byte) changed(values[index] & 0xFF);
    }
  }

  @Override
  public void pages(String name, byte[] values, int size, IntConsumer changed) {
    array(name, values);
    if (has(name, values.length) && hasChanged()) {
      changed.accept(index - index % size);
    }
  }
}
