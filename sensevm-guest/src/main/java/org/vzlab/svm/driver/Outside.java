package org.vzlab.svm.driver;

/**
 * All that the machine knows of the world. It asks in the order that docs/sense-vm.md fixes, and
 * for nothing that it does not need, so that two machines can be given the same answers.
 */
public interface Outside {
  /** No time: what {@link #idle} is given when nobody sleeps. */
  long NEVER = -1;

  /** Whether there is such a device and a program can receive from it. Always the same answer. */
  boolean gives(int device);

  /** Whether there is such a device and a program can send to it. Always the same answer. */
  boolean takes(int device);

  /** The time in microseconds, unsigned. */
  long clock();

  /** Whether a device has something to give (the draft's {@code rdy_send}). */
  boolean canReceive(int device);

  /** Whether a device has room (the draft's {@code rdy_recv}). */
  boolean canSend(int device);

  /**
   * Takes the next word of a device that has one.
   *
   * @param arrays where a streaming device puts what came before the word
   */
  int receive(int device, Arrays arrays);

  /** Gives a word to a device that has room. */
  void send(int device, int word);

  /**
   * Nothing can run: waits until a device may have news or it is time.
   *
   * @param until microseconds, {@link #NEVER} for no time
   * @return false if nothing will ever happen, which ends the program as blocked
   */
  boolean idle(long until);

  /**
   * A streaming device fills an array from now on.
   *
   * @return false if the device does not stream
   */
  boolean fill(int device, int array);

  /** A checkpoint cleared the watchdog. */
  void watchdog();

  /** The arrays of a program, for what streams into them. */
  interface Arrays {
    /** Puts a byte into an array; one behind its end is dropped. */
    void put(int array, int index, int value);
  }
}
