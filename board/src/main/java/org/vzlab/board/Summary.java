package org.vzlab.board;

import java.util.List;
import java.util.Map;

/**
 * What has happened on a board.
 *
 * @param boardTimeNs board time in nanoseconds
 * @param cycles board time in SYSCLK cycles
 * @param instructions instructions executed in all contexts
 * @param leds by name
 * @param guests in the order of their ids
 * @param interrupts by number: how often each was presented to the processor
 * @param unmodelled in the order they were first touched
 */
public record Summary(
    long boardTimeNs,
    long cycles,
    long instructions,
    Map<String, Led> leds,
    List<Guest> guests,
    Map<Integer, Long> interrupts,
    List<Touch> unmodelled) {
  /**
   * An LED.
   *
   * @param toggles how often it has changed
   * @param on whether it is lit
   */
  public record Led(long toggles, boolean on) {}

  /**
   * A guest.
   *
   * @param instructions executed in guest mode
   * @param cycles spent in guest mode
   * @param exits to root by reason
   * @param state what it is doing, in lower case
   */
  public record Guest(
      int id, long instructions, long cycles, Map<String, Long> exits, String state) {}

  /**
   * Something that is not modelled.
   *
   * @param pc where it was first touched
   * @param guest who touched it, 0 for the root
   * @param count how often
   */
  public record Touch(String register, int pc, int guest, long count) {}
}
