package org.vzlab.svm.machine;

/** Words that are stored more than once: the guarded and the voted memory. */
final class SafeWords {
  private static final int COUNT = 16;

  /** The words of the guarded memory, then the same with their bits reversed. */
  final int[][] guarded = new int[2][COUNT];

  /** Three copies of the voted memory. */
  final int[][] voted = new int[3][COUNT];

  void guard(int n, int word) {
    guarded[0][check(n)] = word;
    guarded[1][n] = Integer.reverse(word);
  }

  int guarded(int n) {
    int word = guarded[0][check(n)];
    if (guarded[1][n] != Integer.reverse(word)) {
      throw Fault.of(Trap.CORRUPTED);
    }
    return word;
  }

  void vote(int n, int word) {
    check(n);
    for (int[] copy : voted) {
      copy[n] = word;
    }
  }

  int voted(int n) {
    int a = voted[0][check(n)];
    int b = voted[1][n];
    int c = voted[2][n];
    if (a != b && a != c && b != c) {
      throw Fault.of(Trap.CORRUPTED);
    }
    int word = b == c ? b : a;
    vote(n, word);
    return word;
  }

  private static int check(int n) {
    if (Integer.compareUnsigned(n, COUNT) >= 0) {
      throw Fault.of(Trap.BAD_ARRAY);
    }
    return n;
  }
}
