package org.vzlab.vp.config;

/**
 * A {@code .mailbox} block, with its interrupts and its addresses chosen if it does not name them.
 *
 * @param position the block's first line
 * @param name one word, which no other mailbox has
 * @param from the id of the guest that sends
 * @param to the id of the guest that receives
 * @param size bytes of a message
 * @param depth messages that it holds
 * @param interval microseconds from one message to the next at least, and from one notice of room
 *     to the next
 * @param upward whether the sender has the lower priority; the block allows it
 * @param senderIrq the sender's interrupt: there is room
 * @param receiverIrq the receiver's interrupt: a message has arrived
 * @param registers guest physical address of the registers in both guests
 */
public record MailboxConfig(
    SourcePosition position,
    String name,
    int from,
    int to,
    int size,
    int depth,
    int interval,
    boolean upward,
    int senderIrq,
    int receiverIrq,
    int registers) {
  /** Bytes of a block of registers. */
  public static final int BLOCK = 0x100;

  /** Where the registers of the first mailbox are by default; those of the next follow. */
  public static final int FIRST_BLOCK = 0x1F90_0000;

  /** The longest message, in bytes. */
  public static final int LONGEST = 128;

  /** Most messages that a mailbox holds. */
  public static final int DEEPEST = 64;

  /** Most mailboxes. */
  public static final int MOST = 16;

  /** Bytes that the hypervisor has for messages of all mailboxes. */
  public static final int MEMORY = 16 << 10;
}
