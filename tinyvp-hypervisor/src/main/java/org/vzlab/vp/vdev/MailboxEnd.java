package org.vzlab.vp.vdev;

import org.vzlab.vp.config.MailboxConfig;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Schedule;

/** A block of registers at one end of a mailbox; docs/mailboxes.md describes it. */
abstract class MailboxEnd extends GuestEnd {
  static final int MBSTAT = 0x00;
  static final int MBCMD = 0x10;
  static final int MBSEQ = 0x20;
  static final int MBDROP = 0x30;
  static final int MBSIZE = 0x40;
  static final int MBDEPTH = 0x50;
  static final int MBINTERVAL = 0x60;
  static final int MBDATA = 0x80;

  /** MBSTAT.READY: the sender may send, or the receiver has something to take. */
  static final int READY = 1;

  /** MBSTAT.COUNT: messages at the receiver's end, room at the sender's. */
  static final int COUNT_SHIFT = 8;

  /** MBSTAT.RECEIVER: this is the receiver's end. */
  static final int RECEIVER = 1 << 31;

  /** MBCMD.GO. */
  static final int GO = 1;

  private final MessageQueue queue;

  MailboxEnd(MessageQueue queue) {
    this.queue = queue;
  }

  final MessageQueue queue() {
    return queue;
  }

  abstract int status();

  abstract int sequence();

  abstract int dropped();

  abstract int data(int index);

  abstract void command();

  /** A store to MBDATA. */
  abstract void data(int index, int value, int lanes);

  @Override
  final int readWord(int offset) {
    Mailbox mailbox = queue.mailbox();
    return switch (offset) {
      case MBSTAT -> status();
      case MBSEQ -> sequence();
      case MBDROP -> dropped();
      case MBSIZE -> mailbox.size();
      case MBDEPTH -> mailbox.depth();
      case MBINTERVAL -> (int) (mailbox.interval() / Schedule.COUNTS_PER_MICROSECOND);
      default -> isData(offset) ? data(index(offset)) : 0;
    };
  }

  @Override
  final void writeWord(int offset, int value, int lanes) {
    if (offset == MBCMD && (value & GO) != 0) {
      command();
    } else if (isData(offset)) {
      data(index(offset), value, lanes);
    }
  }

  private static int index(int offset) {
    return (offset - MBDATA) / Integer.BYTES;
  }

  /** Whether there is a word of the message at an offset. */
  private boolean isData(int offset) {
    return offset >= MBDATA
        && offset < MailboxConfig.BLOCK
        && offset - MBDATA < queue.mailbox().size();
  }
}
