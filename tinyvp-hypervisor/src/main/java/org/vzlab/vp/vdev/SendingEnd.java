package org.vzlab.vp.vdev;

import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;

/** The sender's end of a mailbox: MBDATA is the message to come, MBCMD sends it. */
final class SendingEnd extends MailboxEnd {
  private final int[] message;

  SendingEnd(MessageQueue queue) {
    super(queue);
    message = new int[queue.mailbox().size() / Integer.BYTES];
  }

  @Override
  void reset() {
    Arrays.fill(message, 0);
    queue().resetSender();
  }

  @Override
  void connect(Bell bell) {
    queue().sender(() -> bell.ring(queue().mailbox().senderIrq()));
  }

  @Override
  long deadline() {
    return queue().nextNotice();
  }

  @Override
  void expire(long now) {
    queue().expire(now);
  }

  @Override
  int status() {
    return queue().room() << COUNT_SHIFT | (queue().isWritable() ? READY : 0);
  }

  @Override
  int sequence() {
    return queue().nextNumber();
  }

  @Override
  int dropped() {
    return queue().refused();
  }

  @Override
  int data(int index) {
    return message[index];
  }

  @Override
  void command() {
    queue().send(message);
  }

  @Override
  void data(int index, int value, int lanes) {
    message[index] = (message[index] & ~lanes) | value;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("message", message);
  }
}
