package org.vzlab.isolation.proof;

import org.vzlab.isolation.Right;
import org.vzlab.isolation.Use;

/**
 * What an entry of a table lets a task do.
 *
 * @param right the physical addresses, and the entry
 * @param emulator what answers in the place of the real registers; empty if they answer
 */
record Reach(Right right, String emulator) {
  /** Whether memory or registers themselves are read or written. */
  boolean isReal() {
    return emulator.isEmpty();
  }

  boolean canWrite() {
    return right.uses().contains(Use.WRITE);
  }

  int task() {
    return right.task();
  }
}
