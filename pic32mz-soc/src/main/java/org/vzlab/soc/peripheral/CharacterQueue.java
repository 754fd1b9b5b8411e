package org.vzlab.soc.peripheral;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/** A queue of characters with a fixed number of places. */
final class CharacterQueue implements Stateful {
  private final int[] places;
  private int first;
  private int count;

  CharacterQueue(int capacity) {
    places = new int[capacity];
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == places.length;
  }

  void add(int character) {
    places[(first + count) % places.length] = character;
    count++;
  }

  int peek() {
    return places[first];
  }

  int remove() {
    int character = places[first];
    first = (first + 1) % places.length;
    count--;
    return character;
  }

  void clear() {
    first = 0;
    count = 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("places", places);
    first = visitor.int32("first", first);
    count = visitor.int32("count", count);
  }
}
