package org.vzlab.svm.driver;

/**
 * What makes a device of hardware: the interface of Sense-VM's draft, whose names are given, and
 * when the device may have news in a simulation.
 *
 * <p>Times are microseconds. A driver is told the time before it is asked anything, and time never
 * goes back.
 */
public interface Driver {
  /** Makes the device ready for use (the draft's {@code init}). */
  void init();

  /** Whether a program can receive from the device. Always the same answer. */
  boolean gives();

  /** Whether a program can send to the device. Always the same answer. */
  boolean takes();

  /** What happens up to this time happens. */
  void advance(long now);

  /** When something happens next that nobody asked for; {@link Outside#NEVER} if nothing does. */
  long nextNews();

  /** Whether it can receive a word: its buffer is not full ({@code rdy_recv}). */
  boolean readyToReceive();

  /** Whether it has a word to send: its buffer is not empty ({@code rdy_send}). */
  boolean readyToSend();

  /** It receives a word from a program ({@code recv}). */
  void receive(int word);

  /**
   * It sends a word to a program ({@code send}).
   *
   * @param arrays where a streaming device puts what came before the word
   */
  int send(Outside.Arrays arrays);

  /** Whether it fills arrays. Always the same answer. */
  default boolean streams() {
    return false;
  }

  /** Fills an array from now on, if it is such a device. */
  default void fill(int array) {
    throw new IllegalStateException("this device fills no arrays");
  }
}
