package org.vzlab.isolation.history;

import java.util.Locale;
import org.vzlab.board.Session;
import org.vzlab.mips.hart.Hart;

/**
 * By how much the happenings of one run come later than the same ones of another, and what a guest
 * could tell another one with it: the timing channel between them.
 *
 * <p>The bound: whoever sees a happening that can come in any of n times learns at most log2(n)
 * bits by it (C. Shannon, "A Mathematical Theory of Communication", 1948, section 1, a noiseless
 * channel), and sees as many happenings a second as there were. The times are those from the
 * earliest to the latest shift seen, and no shift at all, in steps of Count, by which a guest tells
 * the time. So it is what the neighbours that were tried could have said with the shifts they
 * caused; a neighbour that causes larger ones can say more.
 *
 * @param compared how many happenings of one run were found in the other
 * @param minimum cycles of the least shift; 0 if nothing was compared
 * @param maximum cycles of the greatest shift
 * @param sum cycles of all shifts
 * @param span cycles of board time in which these happenings were looked for
 */
public record TimeShift(long compared, long minimum, long maximum, long sum, long span) {
  /** Nothing compared. */
  static TimeShift none(long span) {
    return new TimeShift(0, 0, 0, 0, span);
  }

  /** The same with a further happening. */
  TimeShift with(long shift) {
    boolean first = compared == 0;
    return new TimeShift(
        compared + 1,
        first ? shift : Math.min(minimum, shift),
        first ? shift : Math.max(maximum, shift),
        sum + shift,
        span);
  }

  /** What two comparisons have seen together. */
  TimeShift and(TimeShift other) {
    if (compared == 0 || other.compared == 0) {
      return compared == 0 ? other : this;
    }
    return new TimeShift(
        compared + other.compared,
        Math.min(minimum, other.minimum),
        Math.max(maximum, other.maximum),
        sum + other.sum,
        span + other.span);
  }

  /** Cycles of the mean shift. */
  public double mean() {
    return compared == 0 ? 0 : (double) sum / compared;
  }

  /** How many times a guest can tell apart, no shift among them. */
  public long distinguishable() {
    return (Math.max(maximum, 0) - Math.min(minimum, 0)) / Hart.COUNT_RESOLUTION + 1;
  }

  /** What one happening says at most, in bits. */
  public double bitsPerObservation() {
    return Math.log((double) distinguishable()) / Math.log(2);
  }

  /** How many happenings there were in a second of board time. */
  public double observationsPerSecond() {
    return span == 0 ? 0 : (double) compared * Session.CYCLES_PER_SECOND / span;
  }

  /** The bound on the channel, in bits in a second of board time. */
  public double bitsPerSecond() {
    return bitsPerObservation() * observationsPerSecond();
  }

  @Override
  public String toString() {
    if (minimum == 0 && maximum == 0) {
      return "no shift of " + compared + " happenings";
    }
    return String.format(
        Locale.ROOT,
        "%d happenings shifted by %d..%d cycles, %.1f on average: at most %.0f bits/s",
        compared,
        minimum,
        maximum,
        mean(),
        bitsPerSecond());
  }
}
