package org.vzlab.vp.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code .mailbox} block as it is written. What a block must have is present if it was parsed
 * without a mistake.
 *
 * @param allowed where it says {@code allow = up}
 * @param interrupts the line that names both interrupts
 * @param registers the line that says where the registers are, as a physical address
 */
record MailboxBlock(
    SourcePosition position,
    String name,
    int from,
    int to,
    int size,
    int depth,
    int interval,
    Optional<SourcePosition> allowed,
    Optional<Interrupts> interrupts,
    OptionalInt registers) {
  /** Key irq. */
  record Interrupts(SourcePosition position, int sender, int receiver) {}

  /** What messages call it. */
  String title() {
    return "mailbox " + name;
  }
}
