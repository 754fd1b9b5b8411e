package org.vzlab.vp.layout;

import java.util.Locale;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.SourcePosition;

/**
 * A range of a guest's physical address space with its physical place.
 *
 * @param position where the configuration grants it
 * @param owner the guest, as messages call it
 * @param name the device, or the kind of memory
 * @param memory whether it is memory, not a device's registers
 * @param base first guest physical address
 * @param size bytes, at least 1
 * @param physical first physical address
 * @param emulator the device's emulator, or empty
 */
public record Grant(
    SourcePosition position,
    String owner,
    String name,
    boolean memory,
    long base,
    long size,
    long physical,
    Flags flags,
    String emulator) {
  /** Bytes of the smallest page. */
  public static final long PAGE = 0x1000;

  /** The first address behind it. */
  public long end() {
    return base + size;
  }

  boolean contains(long address, long length) {
    return base <= address && address + length <= end();
  }

  boolean overlapsAt(Grant other) {
    return base < other.end() && other.base < end();
  }

  boolean overlapsPhysically(Grant other) {
    return physical < other.physical + other.size && other.physical < physical + size;
  }

  /** Never mapped, whatever stands beside it in its page. */
  public boolean alwaysWindow() {
    return flags.emulated() || (size < PAGE && !emulator.isEmpty());
  }

  /**
   * Whether both may have the same physical addresses: both are shared, or one of them cannot be
   * written and the other cannot either or is shared.
   */
  public boolean sharesWith(Grant other) {
    boolean writable = flags.writable();
    boolean otherWritable = other.flags.writable();
    return (flags.shared() && other.flags.shared())
        || (!writable && (!otherWritable || other.flags.shared()))
        || (!otherWritable && flags.shared());
  }

  /**
   * Less than a page consists of words, as in tinyVP: those whose first byte it holds.
   *
   * @return the words; this grant if it consists of them, or if no words can be made of it
   */
  Grant inWords(Findings findings) {
    long from = (base + 3) & -4;
    long to = (end() + 3) & -4;
    boolean words = base == from && size == to - from;
    if (words || size >= PAGE || from == to || (base - physical) % 4 != 0) {
      return this;
    }
    findings.warn(
        Check.ALIGNMENT,
        position,
        describe() + " is not in whole words: it is " + hex(from) + ".." + hex(to - 1));
    long place = physical + from - base;
    return new Grant(position, owner, name, memory, from, to - from, place, flags, emulator);
  }

  /** Checks that addresses and size can be mapped or reached at all. */
  void checkAlignment() throws ConfigException {
    if (size >= PAGE && (base - physical) % PAGE != 0) {
      throw new ConfigException(
          Check.ALIGNMENT,
          position,
          describe() + " at physical " + hex(physical),
          "both addresses at the same place in their pages of 4 KB",
          "change one of them by " + hex(Math.floorMod(base - physical, PAGE)));
    }
    if ((base | size | physical) % 4 != 0) {
      throw new ConfigException(
          Check.ALIGNMENT,
          position,
          describe() + " at physical " + hex(physical),
          "addresses and size in whole words",
          "make them multiples of 4");
    }
  }

  /** What messages call it. */
  String describe() {
    return name + " " + hex(base) + ".." + hex(end() - 1) + " of " + owner;
  }

  static String hex(long value) {
    return String.format(Locale.ROOT, "0x%08x", value);
  }
}
