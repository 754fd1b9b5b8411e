package org.vzlab.svm.machine;

/**
 * The heap of pairs: a lazy sweep finds free ones, marking begins when it comes to the end.
 *
 * <p>docs/sense-vm.md, "Heap and collection". The order in which pairs are marked cannot be seen,
 * so marking goes its own way here: by a list of pairs whose parts are still to be looked at.
 */
public final class Heap {
  private final long[] fst;
  private final long[] snd;
  private final boolean[] marked;
  private final int[] unseen;
  private int sweep;
  private long allocations;
  private long collections;

  Heap(int cells) {
    fst = new long[cells];
    snd = new long[cells];
    marked = new boolean[cells];
    unseen = new int[cells];
  }

  /** How many pairs there are, free ones too. */
  public int cells() {
    return fst.length;
  }

  /** The word of a pair's first part. */
  public int fstWord(int pair) {
    return Value.word(fst[pair]);
  }

  /** Whether a pair's first part is a pointer. */
  public boolean fstPointer(int pair) {
    return Value.isPointer(fst[pair]);
  }

  /** The word of a pair's second part. */
  public int sndWord(int pair) {
    return Value.word(snd[pair]);
  }

  /** Whether a pair's second part is a pointer. */
  public boolean sndPointer(int pair) {
    return Value.isPointer(snd[pair]);
  }

  /** Whether a pair is marked: it was found by the last collection, and not yet by the sweep. */
  public boolean marked(int pair) {
    return marked[pair];
  }

  /** The pair that the sweep looks at next; {@link #cells()} at the end. */
  public int sweep() {
    return sweep;
  }

  /** How many pairs were allocated. */
  public long allocations() {
    return allocations;
  }

  /** How many collections have begun. */
  public long collections() {
    return collections;
  }

  long fst(int pair) {
    return fst[pair];
  }

  long snd(int pair) {
    return snd[pair];
  }

  void setFst(int pair, long value) {
    fst[pair] = value;
  }

  void setSnd(int pair, long value) {
    snd[pair] = value;
  }

  /** The pair that a value points to. */
  int pair(long value) {
    int pair = Value.word(value);
    if (!Value.isPointer(value) || Integer.compareUnsigned(pair, fst.length) >= 0) {
      throw Fault.of(Trap.BAD_POINTER);
    }
    return pair;
  }

  /** Goes on with the sweep to a free pair and fills it; -1 if it comes to the end. */
  int take(long first, long second) {
    while (sweep < fst.length) {
      int pair = sweep++;
      if (!marked[pair]) {
        fst[pair] = first;
        snd[pair] = second;
        allocations++;
        return pair;
      }
      marked[pair] = false;
    }
    return -1;
  }

  /** Begins a collection; nothing is marked now, for the sweep has been everywhere. */
  void beginCollection() {
    sweep = 0;
    collections++;
  }

  /** Marks all that can be reached from a value. */
  void mark(long root) {
    int count = markOne(root, 0);
    while (count > 0) {
      int pair = unseen[--count];
      count = markOne(fst[pair], count);
      count = markOne(snd[pair], count);
    }
  }

  private int markOne(long value, int count) {
    int pair = Value.word(value);
    if (!Value.isPointer(value) || marked[pair]) {
      return count;
    }
    marked[pair] = true;
    unseen[count] = pair;
    return count + 1;
  }
}
