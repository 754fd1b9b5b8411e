package org.vzlab.cli;

import java.util.regex.Pattern;

/**
 * Looks for a match in the console's text as it comes. It remembers at least the last {@value
 * #REACH} characters, so a match may be that long.
 */
final class Until {
  static final int REACH = 4096;

  private final Pattern pattern;
  private final StringBuilder text = new StringBuilder();
  private boolean fresh;
  private boolean matched;

  Until(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Takes a byte from the console; it counts as a Latin-1 character. */
  void add(int character) {
    text.append((char) (character & 0xFF));
    fresh = true;
    if (text.length() >= 4 * REACH) {
      matched();
      forget();
    }
  }

  /** Whether the text so far has a match. */
  boolean matched() {
    if (fresh && !matched) {
      matched = pattern.matcher(text).find();
    }
    fresh = false;
    return matched;
  }

  /** Forgets the oldest text, whole lines if there are any, so that ^ still means what it says. */
  private void forget() {
    int most = text.length() - REACH;
    int line = text.lastIndexOf("\n", most - 1) + 1;
    text.delete(0, line > 0 ? line : most);
  }
}
