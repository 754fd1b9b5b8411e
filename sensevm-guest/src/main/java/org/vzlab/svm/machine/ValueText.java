package org.vzlab.svm.machine;

import java.util.ArrayDeque;
import java.util.Deque;

/** Values as users see them: {@code (1,(2,0))}. */
final class ValueText {
  /** How many pairs are printed before the others become an ellipsis. */
  static final int PAIRS = 4096;

  private final Heap heap;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Object> rest = new ArrayDeque<>();
  private int pairs;

  private ValueText(Heap heap) {
    this.heap = heap;
  }

  static String of(Heap heap, long value) {
    return new ValueText(heap).print(value);
  }

  private String print(long root) {
    rest.push(root);
    while (!rest.isEmpty()) {
      Object next = rest.pop();
      if (next instanceof Long value) {
        printOne(value);
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }

  private void printOne(long value) {
    int word = Value.word(value);
    if (!Value.isPointer(value)) {
      text.append(word);
    } else if (word == Value.word(Value.NULL)) {
      text.append("NULL");
    } else if (pairs == PAIRS) {
      text.append("...");
    } else {
      pairs++;
      text.append('(');
      rest.push(")");
      rest.push(heap.snd(word));
      rest.push(",");
      rest.push(heap.fst(word));
    }
  }
}
