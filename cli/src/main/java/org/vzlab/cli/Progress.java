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
    if (now < next) {
      return Optional.empty();
    }
    next = now + LATER;
    return Optional.of(
        String.format(
            "vzlab: %.1f s of board time in %.1f s",
            (double) cycles / Session.CYCLES_PER_SECOND, (now - start) / 1e9));
  }
}
