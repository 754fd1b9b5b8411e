package org.vzlab.kit.state;

import java.util.function.IntConsumer;

/**
 * Walks the state of a machine, capturing or restoring it. Names are unique inside one {@link
 * Stateful}; the walk's order is fixed when the machine is built.
 */
public interface StateVisitor {
  /** Visits a part under its name. */
  void enter(String name, Stateful part);

  /** Shows a value; the answer is what the value must be from now on. */
  int int32(String name, int value);

  /** Shows a value; the answer is what the value must be from now on. */
  long int64(String name, long value);

  /** Shows a flag; the answer is what the flag must be from now on. */
  default boolean flag(String name, boolean value) {
    return int32(name, value ? 1 : 0) != 0;
  }

  /**
   * Shows a value that never changes itself, such as a record or an immutable list of them; the
   * answer is what the value must be from now on.
   */
  <T> T value(String name, T value);

  /** Shows an array, whose contents are replaced when restoring; its length never changes. */
  void array(String name, int[] values);

  /** Shows an array, whose contents are replaced when restoring; its length never changes. */
  void array(String name, long[] values);

  /** Shows an array, whose contents are replaced when restoring; its length never changes. */
  void array(String name, byte[] values);

  /**
   * Shows a large array, of which restoring replaces the pages that are not the same; its length
   * never changes.
   *
   * @param size bytes in a page; the last may be shorter
   * @param changed hears of each page that may have been replaced, thereafter: the index of its
   *     first byte
   */
  default void pages(String name, byte[] values, int size, IntConsumer changed) {
    array(name, values);
    for (int first = 0; first < values.length; first += size) {
      changed.accept(first);
    }
  }
}
