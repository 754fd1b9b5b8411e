package org.vzlab.svm.generate;

import java.util.List;

/** What an expression of the source language is. */
public sealed interface Type {
  /** Types without parts. */
  enum Plain implements Type {
    INT,
    BOOL,
    UNIT,
    FLOAT,
    /** A word that no program may look at: it is another one in another run. */
    OPAQUE
  }

  /** Two values. */
  record Pair(Type first, Type second) implements Type {}

  /** A function of one argument. */
  record Function(Type argument, Type result) implements Type {}

  /** One of some constructors. */
  record Sum(List<Constructor> constructors) implements Type {}

  /** A list: () with tag 0, or a first element and the others with tag 1. */
  record Listing(Type element) implements Type {
    /** The tag of the empty list. */
    public static final int EMPTY = 0;

    /** The tag of a list with a first element. */
    public static final int MORE = 1;

    @Override
    public List<Constructor> constructors() {
      return List.of(
          new Constructor(EMPTY, Plain.UNIT), new Constructor(MORE, new Pair(element, this)));
    }
  }

  /** An array of bytes; the length is a power of two, so that indices can be kept in range. */
  record Array(int length) implements Type {}

  /** A channel of messages. */
  record Channel(Type message) implements Type {}

  /** An event that gives a result when it happens. */
  record Event(Type result) implements Type {}

  /**
   * A case of a sum.
   *
   * @param tag 0 to 65534
   */
  record Constructor(int tag, Type payload) {}

  /** The constructors of a sum or list; none of other types. */
  default List<Constructor> constructors() {
    return List.of();
  }

  /** Whether a value is words and pairs that mean the same in every run and every layout. */
  default boolean isData() {
    if (this instanceof Pair pair) {
      return pair.first().isData() && pair.second().isData();
    }
    if (this instanceof Sum sum) {
      return sum.constructors().stream().allMatch(each -> each.payload().isData());
    }
    if (this instanceof Listing list) {
      return list.element().isData();
    }
    return this instanceof Plain && this != Plain.OPAQUE;
  }
}
