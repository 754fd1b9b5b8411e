package org.vzlab.vp.vdev;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.Mailbox;

/** All mailboxes of the hypervisor. */
public final class Mailboxes implements Stateful {
  private final List<MessageQueue> queues = new ArrayList<>();

  /** Mailboxes with nothing in them. */
  public Mailboxes(List<Mailbox> mailboxes, RootPort port, RootClock clock, MailboxLog log) {
    for (Mailbox mailbox : mailboxes) {
      queues.add(new MessageQueue(mailbox, port, clock, log));
    }
  }

  /** Time begins now, in all of them. */
  public void start() {
    queues.forEach(MessageQueue::start);
  }

  /** How many there are. */
  public int count() {
    return queues.size();
  }

  /**
   * A guest's end of a mailbox.
   *
   * @throws IllegalArgumentException if the guest has none of that name
   */
  MailboxEnd end(int guest, String name) {
    for (MessageQueue queue : queues) {
      Mailbox mailbox = queue.mailbox();
      if (mailbox.name().equals(name) && mailbox.sender() == guest) {
        return new SendingEnd(queue);
      }
      if (mailbox.name().equals(name) && mailbox.receiver() == guest) {
        return new ReceivingEnd(queue);
      }
    }
    throw new IllegalArgumentException(
        String.format("guest %d: no end of a mailbox %s", guest, name));
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < queues.size(); i++) {
      visitor.enter("mailbox" + i, queues.get(i));
    }
  }
}
