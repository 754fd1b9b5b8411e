package org.vzlab.svm.format;

import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of a value when not one run but all of them are followed. Pairs are never changed
 * once they are made, so what was known of one stays true.
 */
sealed interface Shape {
  /** How many nodes of a tree of pairs are known; beyond that the larger half is forgotten. */
  int NODES = 400;

  /** How many words are told apart. */
  int WORDS = 8;

  /** What is not known but for its kind. */
  enum Unknown implements Shape {
    /** Anything, a pointer or a word. */
    ANYTHING,
    /** A plain word, any. */
    WORD
  }

  /** A plain word, one of these. */
  record Words(Set<Integer> values) implements Shape {}

  /**
   * A pointer to a pair.
   *
   * @param nodes of the whole tree
   */
  record Pair(Shape fst, Shape snd, int nodes) implements Shape {}

  /** A word that is known. */
  static Shape word(int value) {
    return new Words(Set.of(value));
  }

  /** A new pair. */
  static Pair pair(Shape fst, Shape snd) {
    int nodes = 1 + nodes(fst) + nodes(snd);
    if (nodes <= NODES) {
      return new Pair(fst, snd, nodes);
    }
    return nodes(fst) > nodes(snd) ? pair(Unknown.ANYTHING, snd) : pair(fst, Unknown.ANYTHING);
  }

  private static int nodes(Shape shape) {
    return shape instanceof Pair pair ? pair.nodes() : 1;
  }

  /** What is known if it is one of two; the first one itself if that says all of it. */
  static Shape join(Shape one, Shape other) {
    if (one == other || one.equals(Unknown.ANYTHING)) {
      return one;
    }
    if (one instanceof Pair a && other instanceof Pair b) {
      Shape fst = join(a.fst(), b.fst());
      Shape snd = join(a.snd(), b.snd());
      return fst == a.fst() && snd == a.snd() ? a : pair(fst, snd);
    }
    if (one instanceof Pair || other instanceof Pair || other.equals(Unknown.ANYTHING)) {
      return Unknown.ANYTHING;
    }
    if (one instanceof Words a && other instanceof Words b) {
      return union(a, b);
    }
    return one.equals(Unknown.WORD) ? one : Unknown.WORD;
  }

  private static Shape union(Words one, Words other) {
    if (one.values().containsAll(other.values())) {
      return one;
    }
    Set<Integer> all = new TreeSet<>(one.values());
    all.addAll(other.values());
    return all.size() > WORDS ? Unknown.WORD : new Words(all);
  }

  /** Whether it can be this word, be it that of a pointer. */
  default boolean canBe(int word) {
    return !(this instanceof Words words) || words.values().contains(word);
  }
}
