package org.vzlab.vp.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code .supervision} block as it is written.
 *
 * @param heartbeat microseconds, if it asks for one
 * @param restarts how many there are at most in an interval
 * @param interval microseconds
 * @param interrupt the line that names the supervisor's interrupt
 * @param registers the line that says where the registers are, as a physical address
 */
record SupervisionBlock(
    SourcePosition position,
    int guest,
    int supervisor,
    OptionalInt heartbeat,
    int restarts,
    int interval,
    Optional<Interrupt> interrupt,
    OptionalInt registers) {
  /** Key irq. */
  record Interrupt(SourcePosition position, int number) {}

  /** What messages call it. */
  String title() {
    return "the supervision of guest " + Integer.toUnsignedString(guest);
  }
}
