package org.vzlab.isolation.guarantee;

/**
 * When the worst of something was.
 *
 * @param beside what the others were
 * @param time SYSCLK cycles of board time
 */
public record Occasion(String beside, long time) {
  /** What the others were if they were their own programs. */
  static final String AS_THEY_ARE = "as they are";

  /** Whether the others were their own programs, and not hostile. */
  public boolean isQuiet() {
    return beside.equals(AS_THEY_ARE);
  }
}
