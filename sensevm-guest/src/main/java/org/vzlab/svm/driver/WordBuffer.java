package org.vzlab.svm.driver;

import java.util.ArrayDeque;
import java.util.Queue;

/** What a device has to give: at most 16 words; what finds it full is dropped. */
final class WordBuffer {
  private static final int CAPACITY = 16;

  private final Queue<Integer> words = new ArrayDeque<>();

  void offer(int word) {
    if (words.size() < CAPACITY) {
      words.add(word);
    }
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  int take() {
    return words.remove();
  }

  void clear() {
    words.clear();
  }
}
