package org.vzlab.board;

import java.util.List;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.MailboxConfig;

/**
 * A mailbox as a {@link ConfigurationMap} tells of it.
 *
 * @param sender the sender's id
 * @param receiver the receiver's id
 * @param size bytes of a message
 * @param depth messages that it holds
 * @param interval microseconds from one message to the next at least
 * @param address guest physical address of the registers in both guests
 * @param senderInterrupt raised when there is room
 * @param receiverInterrupt raised when a message arrives
 * @param senderPriority 0 if it has none
 * @param receiverPriority 0 if it has none
 * @param upward whether the receiver is the more urgent
 */
public record MailboxMap(
    String name,
    int sender,
    int receiver,
    int size,
    int depth,
    int interval,
    long address,
    int senderInterrupt,
    int receiverInterrupt,
    int senderPriority,
    int receiverPriority,
    boolean upward) {
  /** The mailboxes of a configuration that have no mistake, in their order. */
  static List<MailboxMap> of(Configuration configuration) {
    return configuration.mailboxes().stream().map(m -> of(m, configuration)).toList();
  }

  private static MailboxMap of(MailboxConfig mailbox, Configuration configuration) {
    return new MailboxMap(
        mailbox.name(),
        mailbox.from(),
        mailbox.to(),
        mailbox.size(),
        mailbox.depth(),
        mailbox.interval(),
        Integer.toUnsignedLong(mailbox.registers()),
        mailbox.senderIrq(),
        mailbox.receiverIrq(),
        priority(configuration, mailbox.from()),
        priority(configuration, mailbox.to()),
        mailbox.upward());
  }

  private static int priority(Configuration configuration, int id) {
    return configuration.guests().stream()
        .filter(guest -> guest.id() == id)
        .map(Domain::priority)
        .findFirst()
        .orElseThrow();
  }
}
