package org.vzlab.board;

import java.util.Locale;
import org.vzlab.vp.layout.Mailbox;

/**
 * Something has become of a message from one guest to another.
 *
 * @param guest who has done it: the sender, or the receiver that has taken it
 * @param text the mailbox, what, and the message's number
 * @param time board time in SYSCLK cycles
 */
record MailboxMessage(int guest, String text, long time) {
  static MailboxMessage of(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
    boolean taken = event == Mailbox.Event.TAKEN;
    String what = event.name().toLowerCase(Locale.ROOT);
    String text = mailbox.name() + " " + what + " " + Integer.toUnsignedString(sequence);
    return new MailboxMessage(taken ? mailbox.receiver() : mailbox.sender(), text, time);
  }
}
