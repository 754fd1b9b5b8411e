package org.vzlab.board;

import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.TreeRangeMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Image.Symbol;
import org.vzlab.kit.image.Segment;

/**
 * Which function of a program an address is in, by the symbols of its images. A symbol with a size
 * reaches as far as that says; a label in an executable segment up to the next symbol or the end of
 * the segment, wherever no symbol with a size says otherwise. Of several at one address the one
 * counts that the image names first.
 */
final class Symbols {
  /** What KSEG0 and KSEG1, two views of the same memory, differ in. */
  private static final int OTHER_VIEW = 0x20000000;

  private final RangeMap<Long, String> functions = TreeRangeMap.create();

  /** The symbols of all images of a program. */
  Symbols(List<Image> images) {
    List<Symbol> sized = new ArrayList<>();
    List<Symbol> labels = new ArrayList<>();
    TreeSet<Long> starts = new TreeSet<>();
    for (Symbol symbol : images.stream().flatMap(image -> image.symbols().stream()).toList()) {
      if (!symbol.name().isEmpty()) {
        (symbol.size() == 0 ? labels : sized).add(symbol);
        starts.add(Integer.toUnsignedLong(symbol.address()));
      }
    }
    List<Segment> code =
        images.stream().flatMap(i -> i.segments().stream()).filter(Segment::executable).toList();
    // What is put last counts: of equals the first, and of one inside the other the inner one.
    Collections.reverse(labels);
    for (Symbol label : labels) {
      long from = Integer.toUnsignedLong(label.address());
      Long next = starts.higher(from);
      long end = endOfSegment(code, from);
      put(label, from, next == null ? end : Math.min(next, end));
    }
    Collections.reverse(sized);
    sized.sort(Comparator.comparingLong(s -> -Integer.toUnsignedLong(s.size())));
    for (Symbol symbol : sized) {
      long from = Integer.toUnsignedLong(symbol.address());
      put(symbol, from, from + Integer.toUnsignedLong(symbol.size()));
    }
  }

  /** The end of the segment an address is in; the address itself if it is in none. */
  private static long endOfSegment(List<Segment> code, long address) {
    for (Segment segment : code) {
      long from = Integer.toUnsignedLong(segment.address());
      long end = from + Integer.toUnsignedLong(segment.memorySize());
      if (from <= address && address < end) {
        return end;
      }
    }
    return address;
  }

  private void put(Symbol symbol, long from, long end) {
    if (from < end) {
      functions.put(Range.closedOpen(from, end), symbol.name());
    }
  }

  /**
   * The function an address is in, if a symbol says; what is linked in KSEG0 is also found in
   * KSEG1, and the other way round.
   *
   * @param pc bit 0, the ISA mode, is ignored
   */
  Optional<String> at(int pc) {
    String exact = named(pc);
    boolean unmapped = pc >>> 30 == 2;
    return Optional.ofNullable(exact != null || !unmapped ? exact : named(pc ^ OTHER_VIEW));
  }

  private String named(int pc) {
    return functions.get(Integer.toUnsignedLong(pc & ~1));
  }
}
