package org.vzlab.vp.model;

import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Window;

/** Hears what happens to guests. */
public interface VpListener {
  /** Forgets everything it hears. */
  VpListener QUIET = new VpListener() {};

  /** The hypervisor has stopped a guest; its reason is a line to print. */
  default void guestFaulted(GuestView guest, String reason) {}

  /**
   * A guest that has a supervisor has failed, and is stopped; its reason is a line to print. {@link
   * #guestFaulted} is not called for it.
   */
  default void guestFailed(GuestView guest, String reason) {}

  /**
   * A guest was restarted by its supervisor, after {@link #guestRestarted}.
   *
   * @param supervisor the supervisor's id
   * @param number how many restarts this makes in the supervision's interval
   * @param limit how many there may be
   */
  default void guestRestartedBy(GuestView guest, int supervisor, int number, int limit) {}

  /** The hypervisor has stopped one of its threads; its reason is a line to print. */
  default void threadFaulted(GuestView thread, String reason) {}

  /** A guest is put back to its entry, and its RAM is clear but for its initialised data. */
  default void guestRestarted(GuestView guest) {}

  /** The hypervisor's tables in flash are not sound, so that it cannot start; a line to print. */
  default void startFailed(String reason) {}

  /** The system bus arbiter has refused a transfer of a bus master; a line to print. */
  default void busViolation(String line) {}

  /**
   * When the flag of an interrupt was set that the hypervisor serves now: it cannot know itself how
   * long the interrupt was held, who watches the hardware can. For the guest's latency only.
   *
   * @param now SYSCLK cycles
   * @return SYSCLK cycles
   */
  default long raisedAt(int irq, long now) {
    return now;
  }

  /**
   * Something has become of a message in a mailbox.
   *
   * @param sequence its number; that of the next one for a message that was refused
   * @param time SYSCLK cycles of board time
   */
  default void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {}

  /**
   * The hypervisor is about to carry out or to emulate an access of a guest or thread.
   *
   * @param address a guest's physical one, or a thread's virtual one, in the window
   * @param size bytes
   */
  default void accessed(int task, Window window, int address, int size, boolean store) {}

  /** The flag of an interrupt has been set in a guest's virtual interrupt controller. */
  default void raised(int guest, int irq) {}

  /** The hypervisor requests an interrupt of a guest anew, which enters its handler when it can. */
  default void presented(int guest, int irq) {}

  /**
   * A guest or thread is about to go on for which something has happened meanwhile.
   *
   * @param since when it has happened, the due time if it is the guest's own timer, in SYSCLK
   *     cycles
   * @param time when its first instruction comes, in SYSCLK cycles
   */
  default void answers(int task, long since, long time) {}

  /**
   * The hypervisor is about to store what a guest or thread starts with into its RAM.
   *
   * @param physical physical address
   * @param size bytes, at least 1
   */
  default void filled(int task, int physical, int size) {}

  /**
   * A guest has sent a character to the console, which has taken it and sends it when the line is
   * free.
   *
   * @param task the guest's id
   * @param character 8 bits
   */
  default void printed(int task, int character) {}

  /**
   * A character was typed for a guest.
   *
   * @param task the guest's id
   * @param character 8 bits
   */
  default void typed(int task, int character) {}

  /** A guest or thread was stopped, from the console or by its supervisor, and may go on. */
  default void stopped(GuestView task) {}

  /** A write of a guest or thread was ignored as the configuration says, and is to be logged. */
  default void writeIgnored(int task, int address, int size, int value) {}
}
