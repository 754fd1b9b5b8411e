package org.vzlab.vp.model;

import org.vzlab.vp.vdev.RootClock;

/** Board time as the console shows it. */
final class ClockText {
  private static final long COUNTS_PER_MILLISECOND = RootClock.COUNTS_PER_SECOND / 1000;

  private ClockText() {}

  /** HH:MM:SS.mmm of a time in counts. */
  static String of(long counts) {
    long milliseconds = counts / COUNTS_PER_MILLISECOND;
    long seconds = milliseconds / 1000;
    return String.format(
        "%02d:%02d:%02d.%03d",
        seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
  }
}
