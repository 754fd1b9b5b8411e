package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
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
    private final Check check;
    private final String name;
    private final BoardFile.Span span;
    private final List<Gap> gaps = new ArrayList<>();

    /** What is left between two reserved places, from its next free byte on. */
    private static final class Gap {
      private final long end;
      private long next;

      Gap(long start, long end) {
        this.next = start;
        this.end = end;
      }

      long start(Extent extent) {
        return (next + extent.alignment - 1) & -extent.alignment;
      }
    }

    /**
     * A window without some places.
     *
     * @param check the check that finds that it is too small
     * @param reserved where nothing is placed
     */
    Window(Check check, String name, BoardFile.Span span, List<Grant> reserved) {
      this.check = check;
      this.name = name;
      this.span = span;
      long start = Integer.toUnsignedLong(span.start());
      List<Grant> sorted = new ArrayList<>(reserved);
      sorted.sort(Comparator.comparingLong(Grant::physical));
      for (Grant place : sorted) {
        gaps.add(new Gap(start, Math.max(start, place.physical())));
        start = Math.max(start, place.physical() + place.size());
      }
      gaps.add(new Gap(start, Integer.toUnsignedLong(span.end())));
    }

    /** The physical address of the first free place for an extent. */
    long place(Extent extent, String owner) throws ConfigException {
      long most = 0;
      for (Gap gap : gaps) {
        long start = gap.start(extent);
        if (start + extent.size <= gap.end) {
          gap.next = start + extent.size;
          return start;
        }
        most = Math.max(most, gap.end - start);
      }
      throw new ConfigException(
          check,
          extent.position,
          Grant.hex(extent.size) + " bytes of " + name + " for " + owner,
          "at most " + Grant.hex(most) + " that the board has left",
          "make a guest smaller; the board's window is at " + span.position());
    }
  }
}
