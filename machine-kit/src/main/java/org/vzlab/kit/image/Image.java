package org.vzlab.kit.image;

import java.util.List;
import java.util.OptionalInt;

/**
 * What an image file holds.
 *
 * @param name the file's name, for messages
 * @param entry the address execution starts at, if the file says
 * @param segments the bytes to load, in ascending order of physical address
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

  /** Reads an address as a user types it: {@code 0x} and hexadecimal digits, or decimal digits. */
  public static OptionalInt parseAddress(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    String digits = hex ? text.substring(2) : text;
    try {
      return digits.startsWith("+")
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseUnsignedInt(digits, hex ? 16 : 10));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
