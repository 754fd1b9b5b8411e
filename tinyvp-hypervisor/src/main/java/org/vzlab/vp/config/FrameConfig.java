package org.vzlab.vp.config;

import java.util.List;
import java.util.Optional;

/**
 * The {@code .schedule} block: a major frame that comes round without end, in microseconds.
 *
 * @param position the block's first line
 * @param length how long the frame is
 * @param switching what the hypervisor has at the beginning of each window, if given
 * @param windows in the order of their lines
 */
public record FrameConfig(
    SourcePosition position, int length, Optional<Switch> switching, List<Window> windows) {
  /** Microseconds of the hypervisor's at the beginning of each window: key switch. */
  public record Switch(SourcePosition position, int length) {}

  /**
   * A part of the frame that belongs to one guest or thread.
   *
   * @param task whose id
   * @param start from the beginning of the frame on
   */
  public record Window(SourcePosition position, int task, int start, int length) {
    /** The first microsecond behind it. */
    public long end() {
      return (long) start + length;
    }
  }
}
