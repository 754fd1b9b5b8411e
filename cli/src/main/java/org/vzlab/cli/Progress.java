package org.vzlab.cli;

import java.util.Optional;
import org.vzlab.board.Session;

/** Lines that tell a waiting user how far a run is: after two seconds, and then every ten. */
final class Progress {
  private static final long FIRST = 2_000_000_000L;
  private static final long LATER = 10_000_000_000L;

  private final long start;
  private long next;

  Progress(long start) {
    this.start = start;
    next = start + FIRST;
  }

  /** The line that is due at a time of the host in nanoseconds, if one is. */
  Optional<String> at(long now, long cycles) {
    return line(now, "%.1f s of board time", (double) cycles / Session.CYCLES_PER_SECOND);
  }

  /** The same where something is counted. */
  Optional<String> of(long now, long count, String what) {
    return line(now, "%d " + what, count);
  }

  private Optional<String> line(long now, String form, Object done) {
    if (now < next) {
      return Optional.empty();
    }
    next = now + LATER;
    return Optional.of(
        "vzlab: " + String.format(form, done) + String.format(" in %.1f s", (now - start) / 1e9));
  }
}
