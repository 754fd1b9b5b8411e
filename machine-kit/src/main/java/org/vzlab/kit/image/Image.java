package org.vzlab.kit.image;

import java.util.List;
import java.util.OptionalInt;

/**
 * What an image file holds.
 *
 * @param name the file's name, for messages
 * @param entry the address execution starts at, if the file says
 * @param segments the bytes to load, in ascending order of address where the format has no order
 * @param symbols functions and objects by address; empty if the format has none
 */
public record Image(String name, OptionalInt entry, List<Segment> segments, List<Symbol> symbols) {
  /**
   * A named address.
   *
   * @param size bytes, 0 if unknown
   */
  public record Symbol(String name, int address, int size) {}

  /** The physical address of a KSEG0 or KSEG1 address; any other is physical already. */
  public static int physical(int address) {
    int segment = address >>> 29;
    return segment == 4 || segment == 5 ? address & 0x1FFFFFFF : address;
  }
}
