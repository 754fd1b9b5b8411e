package org.vzlab.cli;

import org.vzlab.board.TimeMap;

/** Where the ticks of a major frame's time line are, and what root has of it. */
final class FrameRuler {
  private FrameRuler() {}

  /**
   * From one tick to the next: 1, 2 or 5 times a power of ten.
   *
   * @param length of the frame, in microseconds
   * @param ticks how many there may be at most
   */
  static long step(long length, long ticks) {
    long power = 1;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        if (length <= factor * power * ticks) {
          return factor * power;
        }
      }
      power *= 10;
    }
  }

  /** Microseconds of the frame in no window. */
  static long free(TimeMap.Frame frame) {
    return frame.length() - frame.windows().stream().mapToLong(TimeMap.Window::length).sum();
  }

  /** Where a window is its owner's, behind the hypervisor's part. */
  static long entry(TimeMap.Frame frame, TimeMap.Window window) {
    return window.start() + Math.min(frame.switching(), window.length());
  }
}
