package org.vzlab.vp.model;

import java.util.List;

/**
 * Which guest runs. As in tinyVP a guest keeps the processor until it waits or stops, and guests
 * take turns; but a guest that never waits gives way after a time slice when another could run, so
 * that none can keep the others from running, be it with its interrupts off. The slice is enforced
 * by the root's timer interrupt, which no guest can mask.
 */
final class GuestScheduler {
  /**
   * 2 ms, in counts: short beside the periods of guests, and longer than each of the demo's guests
   * takes to print its report, so that their lines do not mix.
   */
  static final long SLICE = 200_000;

  private final List<Guest> guests;
  private int current;
  private long since;

  GuestScheduler(List<Guest> guests) {
    this.guests = guests;
  }

  /** The guest to run from now on, or null if none can. */
  Guest pick(long now) {
    if (guests.isEmpty()) {
      return null;
    }
    if (guests.get(current).runnable() && now - since < SLICE) {
      return guests.get(current);
    }
    for (int step = 1; step <= guests.size(); step++) {
      int next = (current + step) % guests.size();
      if (guests.get(next).runnable()) {
        current = next;
        since = now;
        return guests.get(next);
      }
    }
    return null;
  }

  /** When the processor goes to another guest at the latest; far away if no other could run. */
  long deadline() {
    if (guests.isEmpty() || !guests.get(current).runnable()) {
      return Long.MAX_VALUE;
    }
    for (int other = 0; other < guests.size(); other++) {
      if (other != current && guests.get(other).runnable()) {
        return since + SLICE;
      }
    }
    return Long.MAX_VALUE;
  }
}
