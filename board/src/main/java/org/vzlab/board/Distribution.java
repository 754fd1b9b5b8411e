package org.vzlab.board;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each of many numbers of cycles came: exact as long as there are few different ones.
 * When there are more than {@value #LIMIT}, neighbours are counted together as the greatest of
 * them, so that a percentile is never less than it was; the least and the greatest stay exact.
 */
public final class Distribution {
  static final int LIMIT = 4096;

  private TreeMap<Long, Long> counts = new TreeMap<>();
  private int coarseness;
  private long count;
  private long sum;
  private long min;
  private long max;

  /** None yet. */
  public Distribution() {}

  /** One more. */
  public void add(long cycles) {
    min = count == 0 ? cycles : Math.min(min, cycles);
    max = count == 0 ? cycles : Math.max(max, cycles);
    count++;
    sum += cycles;
    counts.merge(together(cycles), 1L, Long::sum);
    while (counts.size() > LIMIT) {
      coarseness++;
      TreeMap<Long, Long> coarser = new TreeMap<>();
      counts.forEach((value, times) -> coarser.merge(together(value), times, Long::sum));
      counts = coarser;
    }
  }

  /** The greatest number that is counted together with this one. */
  private long together(long cycles) {
    return cycles | ((1L << coarseness) - 1);
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /**
   * How many there were from one number on and below another one; near to them, when there are many
   * different ones, as exact as a percentile.
   */
  public long count(long from, long below) {
    return counts.subMap(from, below).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of all. */
  public long sum() {
    return sum;
  }

  /** The least, or 0 if there was none. */
  public long min() {
    return min;
  }

  /** The greatest, or 0 if there was none. */
  public long max() {
    return max;
  }

  /** The least number that half of all do not exceed, or 0 if there was none. */
  public long median() {
    return percentile(50);
  }

  /**
   * The least number that so many of a hundred do not exceed, or 0 if there was none.
   *
   * @param percent 1 to 100
   */
  public long percentile(int percent) {
    long rank = (count * percent + 99) / 100;
    long seen = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank && seen > 0) {
        return Math.min(entry.getKey(), max);
      }
    }
    return 0;
  }
}
