package org.vzlab.vp.vdev;

/** The receiver's end of a mailbox: MBDATA is the oldest message, MBCMD takes it away. */
final class ReceivingEnd extends MailboxEnd {
  ReceivingEnd(MessageQueue queue) {
    super(queue);
  }

  @Override
  void reset() {
    queue().resetReceiver();
  }

  @Override
  void connect(Bell bell) {
    queue().receiver(() -> bell.ring(queue().mailbox().receiverIrq()));
  }

  /** A message arrives when it is sent. */
  @Override
  long deadline() {
    return Long.MAX_VALUE;
  }

  @Override
  void expire(long now) {}

  @Override
  int status() {
    int held = queue().held();
    return RECEIVER | held << COUNT_SHIFT | (held > 0 ? READY : 0);
  }

  @Override
  int sequence() {
    return queue().headNumber();
  }

  @Override
  int dropped() {
    return queue().dropped();
  }

  @Override
  int data(int index) {
    return queue().headWord(index);
  }

  @Override
  void command() {
    queue().take();
  }

  @Override
  void data(int index, int value, int lanes) {}
}
