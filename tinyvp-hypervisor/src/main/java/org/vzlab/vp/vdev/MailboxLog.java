package org.vzlab.vp.vdev;

import org.vzlab.vp.layout.Mailbox;

/** Hears what becomes of messages. */
@FunctionalInterface
public interface MailboxLog {
  /**
   * Something has become of a message.
   *
   * @param sequence its number; that of the next one for a message that was refused
   * @param time SYSCLK cycles of board time
   */
  void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time);
}
