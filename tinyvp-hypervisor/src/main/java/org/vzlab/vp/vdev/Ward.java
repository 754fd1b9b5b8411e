package org.vzlab.vp.vdev;

/** What a supervision does to the guest that is watched. */
public interface Ward {
  /**
   * It does not execute another instruction.
   *
   * @param reason what it has done, for a line to print
   */
  void fail(String reason);

  /**
   * It begins anew.
   *
   * @param number how many restarts this makes in the interval
   */
  void restart(int number);

  /** It is stopped, and does not go on by itself. */
  void stop();
}
