package org.vzlab.mips.hart;

import org.vzlab.mips.port.RootWork;

/**
 * Something at the border between root and its guests, as hardware does it or sees it done: what
 * costs of a hypervisor are measured by, whoever that is. Times are board time in SYSCLK cycles;
 * counts of instructions are those of {@link Hart#instructions}, so that two events with the same
 * count have no instruction between them.
 */
public sealed interface Crossing {
  /**
   * A guest, or a thread of modelled root software, has left to root.
   *
   * @param time when what it leaves for came up, before anything that entering the handler takes
   * @param handler when the first instruction of root's handler is about to be fetched
   * @param owner the guest or thread, as {@link Hart#owner}
   * @param reason why
   */
  record Left(long time, long handler, int owner, ExitReason reason, long instructions)
      implements Crossing {}

  /**
   * Root has entered a guest, or modelled root software a thread.
   *
   * @param time when root's instruction that does it has been issued
   * @param first when its first instruction is about to be fetched
   * @param owner the guest or thread, as {@link Hart#owner}
   * @param interruptible whether root's interrupts can end it: Root.Status.IE
   */
  record Entered(long time, long first, int owner, boolean interruptible, long instructions)
      implements Crossing {}

  /**
   * Root has changed which interrupt it requests of the guest.
   *
   * @param level GuestCtl2.GRIPL; 0 withdraws it
   */
  record Presented(long time, int level) implements Crossing {}

  /**
   * A guest has taken the interrupt that root requests of it.
   *
   * @param handler when the first instruction of the guest's handler is about to be fetched, unless
   *     the guest leaves at once
   */
  record Delivered(long time, long handler, int guestId, long instructions) implements Crossing {}

  /** Root has executed WAIT, or a thread. */
  record Waiting(long time) implements Crossing {}

  /** What ends that WAIT has come. */
  record Woken(long time) implements Crossing {}

  /**
   * Modelled root software begins a piece of work.
   *
   * @param times how often it does it
   * @param cycles what that takes
   */
  record Charged(long time, RootWork work, int times, long cycles) implements Crossing {}

  /** The processor has been reset: what was going on is over. */
  record Reset(long time) implements Crossing {}
}
