package org.vzlab.vp.vdev;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.Mailbox;

/**
 * A mailbox in the hypervisor's own memory, and the rules between its two ends. Neither end can
 * hold up the other, and what one sees of the other changes at most once in an interval:
 *
 * <ul>
 *   <li>What is sent within an interval of the message before it is refused. So a message arrives,
 *       or is found missing, at most once in an interval, however often the sender tries.
 *   <li>A message that finds no room is dropped and has a number nevertheless. To the sender it
 *       looks and takes the time of one that was accepted.
 *   <li>The sender's view of the room is as it was last noticed, less what it has sent since. It is
 *       noticed at most once in an interval that the receiver has made room, however often it does.
 * </ul>
 *
 * <p>Time is the root's, in counts, as of its last look at the clock.
 */
final class MessageQueue implements Stateful {
  private static final long NEVER = Long.MAX_VALUE;

  /** No number: an empty mailbox. The first message has number 1. */
  private static final int NONE = 0;

  private final Mailbox mailbox;
  private final RootPort port;
  private final RootClock clock;
  private final MailboxLog log;
  private final int words;
  private final int[] messages;
  private final int[] numbers;
  private int head;
  private int held;
  private int next = NONE + 1;
  private int refused;
  private int dropped;

  /** When the last message was accepted or dropped; long ago at first. */
  private long lastSent;

  /** Room as the sender sees it. */
  private int room;

  private long lastNotice;
  private long nextNotice = NEVER;
  private Runnable tellSender = () -> {};
  private Runnable tellReceiver = () -> {};

  /** An empty mailbox. */
  MessageQueue(Mailbox mailbox, RootPort port, RootClock clock, MailboxLog log) {
    this.mailbox = mailbox;
    this.port = port;
    this.clock = clock;
    this.log = log;
    this.words = mailbox.size() / Integer.BYTES;
    this.messages = new int[mailbox.depth() * words];
    this.numbers = new int[mailbox.depth()];
    this.room = mailbox.depth();
    start();
  }

  /** Time begins now: a message may be sent at once. */
  void start() {
    lastSent = clock.now() - mailbox.interval();
    lastNotice = lastSent;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** Who raises the sender's interrupt. */
  void sender(Runnable tell) {
    tellSender = tell;
  }

  /** Who raises the receiver's interrupt. */
  void receiver(Runnable tell) {
    tellReceiver = tell;
  }

  /** The sender begins anew. What it has sent stays, and so do the times it has to keep. */
  void resetSender() {
    refused = 0;
  }

  /** The receiver begins anew, and finds nothing that was meant for what it was before. */
  void resetReceiver() {
    boolean makesRoom = held > 0;
    held = 0;
    dropped = 0;
    if (makesRoom) {
      noticeRoom();
    }
  }

  /** Whether a message would be neither refused nor, as far as the sender knows, dropped. */
  boolean isWritable() {
    return mayFollow() && room > 0;
  }

  /** The room that the sender knows of. */
  int room() {
    return room;
  }

  /** The number of the next message. */
  int nextNumber() {
    return next;
  }

  /** How many messages were refused. */
  int refused() {
    return refused;
  }

  /** Takes a message from the sender. */
  void send(int[] message) {
    port.charge(Work.MAILBOX_SEND);
    if (!mayFollow()) {
      refused = increased(refused);
      tell(Mailbox.Event.REFUSED, next);
      return;
    }
    // A message that is to be dropped is copied too, so that the time does not tell.
    port.charge(Work.MAILBOX_WORD, words);
    lastSent = clock.now();
    room = Math.max(0, room - 1);
    int number = next++;
    if (held == mailbox.depth()) {
      dropped = increased(dropped);
      tell(Mailbox.Event.DROPPED, number);
      return;
    }
    int slot = (head + held) % mailbox.depth();
    System.arraycopy(message, 0, messages, slot * words, words);
    numbers[slot] = number;
    held++;
    tell(Mailbox.Event.SENT, number);
    tellReceiver.run();
  }

  /** How many messages are there. */
  int held() {
    return held;
  }

  /** The number of the oldest message, or 0 if there is none. */
  int headNumber() {
    return held > 0 ? numbers[head] : NONE;
  }

  /** How many messages were dropped. */
  int dropped() {
    return dropped;
  }

  /** A word of the oldest message; 0 if there is none, or behind its end. */
  int headWord(int index) {
    return held > 0 && index < words ? messages[head * words + index] : 0;
  }

  /** The receiver has done with the oldest message, if there is one. */
  void take() {
    port.charge(Work.MAILBOX_TAKE);
    if (held == 0) {
      return;
    }
    tell(Mailbox.Event.TAKEN, numbers[head]);
    head = (head + 1) % mailbox.depth();
    held--;
    noticeRoom();
  }

  /** When the sender is to notice that there is more room; far away if it is not. */
  long nextNotice() {
    return nextNotice;
  }

  /** The sender notices the room that there is, if it is time. */
  void expire(long now) {
    if (now >= nextNotice) {
      port.charge(Work.MAILBOX_NOTICE);
      notice(now);
    }
  }

  private void noticeRoom() {
    nextNotice = Math.min(nextNotice, lastNotice + mailbox.interval());
    if (clock.now() >= nextNotice) {
      notice(clock.now());
    }
  }

  private void notice(long now) {
    boolean more = mailbox.depth() - held > room;
    room = mailbox.depth() - held;
    lastNotice = now;
    nextNotice = NEVER;
    if (more) {
      tellSender.run();
    }
  }

  private boolean mayFollow() {
    return clock.now() - lastSent >= mailbox.interval();
  }

  private void tell(Mailbox.Event event, int number) {
    log.message(mailbox, event, number, port.now());
  }

  /** Counters stop at their end. */
  private static int increased(int count) {
    return count == -1 ? count : count + 1;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("messages", messages);
    visitor.array("numbers", numbers);
    head = visitor.int32("head", head);
    held = visitor.int32("held", held);
    next = visitor.int32("next", next);
    refused = visitor.int32("refused", refused);
    dropped = visitor.int32("dropped", dropped);
    lastSent = visitor.int64("lastSent", lastSent);
    room = visitor.int32("room", room);
    lastNotice = visitor.int64("lastNotice", lastNotice);
    nextNotice = visitor.int64("nextNotice", nextNotice);
  }
}
