package org.vzlab.vp.vdev;

/** Hears what guests print on the console that they share. */
@FunctionalInterface
public interface ConsoleLog {
  /**
   * The console has taken a character.
   *
   * @param guest the id of the guest that has sent it
   * @param character 8 bits
   */
  void printed(int guest, int character);
}
