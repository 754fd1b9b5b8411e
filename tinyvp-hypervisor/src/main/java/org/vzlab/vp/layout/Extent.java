package org.vzlab.vp.layout;

import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.SourcePosition;

/**
 * Flash or RAM that a guest needs and the configurator places.
 *
 * @param position the line that asks for it
 * @param base first guest physical address
 * @param size bytes, whole pages
 * @param alignment of the physical place, bytes, a power of two
 */
record Extent(SourcePosition position, long base, long size, Flags flags, long alignment) {
  private static final long PAGE = Grant.PAGE;

  /** An extent, widened to whole pages. */
  static Extent of(SourcePosition position, long from, long to, Flags flags, long alignment) {
    long base = from & -PAGE;
    return new Extent(
        position, base, ((to + PAGE - 1) & -PAGE) - base, flags, Math.max(alignment, PAGE));
  }

  boolean contains(long address, long length) {
    return base <= address && address + length <= base + size;
  }

  /** A board's flash or RAM for guests, handed out from its start to its end. */
  static final class Window {
    private final String name;
    private final BoardFile.Span span;
    private long next;

    Window(String name, BoardFile.Span span) {
      this.name = name;
      this.span = span;
      this.next = Integer.toUnsignedLong(span.start());
    }

    /** The physical address of the next free place for an extent. */
    long place(Extent extent, String owner) throws ConfigException {
      long start = (next + extent.alignment - 1) & -extent.alignment;
      long end = Integer.toUnsignedLong(span.end());
      if (start + extent.size > end) {
        throw new ConfigException(
            extent.position,
            Grant.hex(extent.size) + " bytes of " + name + " for " + owner,
            "at most " + Grant.hex(Math.max(0, end - start)) + " that the board has left",
            "make a guest smaller; the board's window is at " + span.position());
      }
      next = start + extent.size;
      return start;
    }
  }
}
