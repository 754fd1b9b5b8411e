package org.vzlab.vp.layout;

/**
 * A mailbox, allocated: messages from one guest to another, which the hypervisor copies.
 *
 * @param name its name in the configuration, and the device of its windows
 * @param sender id of the guest that sends
 * @param receiver id of the guest that receives
 * @param size bytes of a message, a multiple of 4
 * @param depth messages that it holds
 * @param interval counts from one message to the next at least, and from one notice of room to the
 *     next
 * @param address guest physical address of the registers in both guests
 * @param senderIrq the interrupt that tells the sender of room
 * @param receiverIrq the interrupt that tells the receiver of a message
 */
public record Mailbox(
    String name,
    int sender,
    int receiver,
    int size,
    int depth,
    long interval,
    int address,
    int senderIrq,
    int receiverIrq) {
  /** What emulates the windows of mailboxes. */
  public static final String EMULATOR = "mailbox";

  /** What becomes of a message. */
  public enum Event {
    /** It has been copied into the mailbox. */
    SENT,
    /** There was no room for it: the receiver will find its number missing. */
    DROPPED,
    /** It came too soon after another: it has no number, and the receiver does not hear of it. */
    REFUSED,
    /** The receiver has done with it. */
    TAKEN
  }
}
