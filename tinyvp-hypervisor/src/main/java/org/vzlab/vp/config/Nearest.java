package org.vzlab.vp.config;

import static java.util.Comparator.comparingInt;

import java.util.Arrays;
import java.util.Collection;

/** What somebody may have meant by a word that is not known. */
final class Nearest {
  private Nearest() {}

  /** The word that takes the fewest changes. */
  static String of(String word, Collection<String> known) {
    return known.stream().min(comparingInt(other -> distance(word, other))).orElseThrow();
  }

  /** How many letters have to be put in, taken out or changed to make one word of another. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
