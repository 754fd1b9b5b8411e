package org.vzlab.board;

import java.util.List;

/**
 * A container of a configuration.
 *
 * @param guest the id of its guest
 * @param program the file of its program
 * @param programBytes what of it is in flash
 * @param blockBytes flash for the container block, which the program is a part of
 * @param cells pairs of the heap
 * @param stack entries of each context's stack
 * @param stackFrom where that number comes from: {@code given}, {@code bounded} by the verifier, or
 *     {@code default}
 * @param contexts how many
 * @param channels how many
 * @param arrayBytes array memory
 * @param arenaBytes RAM for all of that
 * @param devices its devices in the order of their numbers
 * @param watchdog whether it has the watchdog
 * @param checkpoints whether its beats come from checkpoints
 * @param problems what the verifier has against the program; empty if nothing
 */
public record ContainerMap(
    int guest,
    String program,
    int programBytes,
    int blockBytes,
    int cells,
    int stack,
    String stackFrom,
    int contexts,
    int channels,
    int arrayBytes,
    int arenaBytes,
    List<Device> devices,
    boolean watchdog,
    boolean checkpoints,
    List<String> problems) {
  /**
   * A device.
   *
   * @param driver what the configuration says: {@code led LD1}
   * @param registers physical address
   * @param mask its pin's bit; 0 if it has none
   * @param interrupt 0 if it has none
   */
  public record Device(String driver, long registers, long mask, int interrupt) {}
}
