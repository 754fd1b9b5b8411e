package org.vzlab.kit.image;

import java.util.List;
import java.util.OptionalInt;

/**
 * What an image file holds.
 *
 * @param name the file's name, for messages
 * @param entry the address execution starts at, if the file says; bit 0 of it is 1 for code of the
 *     compressed instruction set
 * @param segments the bytes to load, in ascending order of physical address
 * @param symbols functions, objects and labels by address, of several at one address the one that
 *     says most about it first; empty if the format has none
 * @param compressed whether the file says that it has code of the machine's compressed instruction
 *     set (microMIPS), which does not mean all of it
 */
public record Image(
    String name,
    OptionalInt entry,
    List<Segment> segments,
    List<Symbol> symbols,
    boolean compressed) {
  /**
   * A named address.
   *
   * @param address where it is; even for code of either instruction set
   * @param size bytes, 0 if unknown
   * @param compressed whether it names code of the compressed instruction set
   */
  public record Symbol(String name, int address, int size, boolean compressed) {}

  /** An image that does not say of which instruction set its code is. */
  public Image(String name, OptionalInt entry, List<Segment> segments, List<Symbol> symbols) {
    this(name, entry, segments, symbols, false);
  }

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
