package org.vzlab.vp.layout;

import java.util.List;

/**
 * How the processor's time is divided among guests and threads. Times are counts of the core timer,
 * of which {@link #COUNTS_PER_MICROSECOND} are a microsecond.
 */
public sealed interface Schedule {
  /** Count runs at half of SYSCLK, 100 MHz (DS60001320). */
  int COUNTS_PER_MICROSECOND = 100;

  /** As tinyVP has it: each runs until it waits, and takes turns with those that do not. */
  record Turns() implements Schedule {}

  /**
   * Whoever is the most urgent of those that can run and have budget left.
   *
   * @param shares one for each guest and thread
   */
  record Priorities(List<Share> shares) implements Schedule {}

  /**
   * What a guest or thread may have.
   *
   * @param task its id
   * @param priority the larger, the more urgent; 0 is the lowest
   * @param budget counts in a period; 0 is no limit
   * @param period counts from one replenishment to the next; 0 if there is no limit
   */
  record Share(int task, int priority, long budget, long period) {
    /** Whether it may run for ever. */
    public boolean unlimited() {
      return budget == 0;
    }
  }

  /**
   * A frame that comes round without end, in the sense of ARINC 653: nobody runs outside its own
   * windows, and what is in none of them is the hypervisor's.
   *
   * @param length counts
   * @param switching counts from the beginning of each window until its guest or thread is entered
   * @param windows in the order of their starts
   */
  record MajorFrame(long length, long switching, List<TimeWindow> windows) implements Schedule {}

  /**
   * A part of the frame.
   *
   * @param task whose id
   * @param start counts from the beginning of the frame
   * @param length counts
   */
  record TimeWindow(int task, long start, long length) {
    /** The first count behind it. */
    public long end() {
      return start + length;
    }
  }
}
