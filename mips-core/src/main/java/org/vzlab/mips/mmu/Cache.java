package org.vzlab.mips.mmu;

import java.util.Arrays;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The arrays of a primary cache with four ways and lines of 16 bytes: tags, data, and for each set
 * the order in which its ways were used. A line's number is its set times four plus its way.
 *
 * <p>A tag is kept as TagLo shows it (PIC32MZ-EF_DFP 1.3.58): PA[31:10], V, D and L. The
 * instruction cache, whose ways are as large as a page, has bits 11 and 10 in tag and index both.
 */
final class Cache implements Stateful {
  static final int LINE = 16;
  static final int WAYS = 4;

  /** No line. */
  static final int NONE = -1;

  /** TagLo.PA. */
  static final int PA = -1 << 10;

  /** TagLo.V: the line is valid. */
  static final int V = 1 << 7;

  /** TagLo.D: the line differs from memory. */
  static final int D = 1 << 6;

  /** TagLo.L: the line is not replaced as long as it is valid. */
  static final int L = 1 << 5;

  private static final int LINE_BITS = 4;
  private static final int WAY_BITS = 2;

  /** Way 0 is the one used longest ago. */
  private static final int FIRST_ORDER = 0b00_01_10_11;

  /** Way 1 at every place in an order. */
  private static final int EVERY_WAY = 0b01_01_01_01;

  private final int wayShift;
  private final int[] tags;
  private final byte[] data;

  /**
   * By set: the line used last, as its address without the place in the line, or {@link #NONE};
   * what the hot path asks for, and no state of its own. The other is the same if it is dirty.
   */
  final int[] newest;

  final int[] newestDirty;
  private final int setMask;

  /** Bits of a set's number that the tag has too. */
  private final int inBoth;

  /** By set: the numbers of its ways, two bits each, the one used last in the lowest. */
  private final int[] order;

  /**
   * A cache with every line invalid.
   *
   * @param sets a power of two
   */
  Cache(int sets) {
    wayShift = LINE_BITS + Integer.numberOfTrailingZeros(sets);
    tags = new int[sets * WAYS];
    data = new byte[sets * WAYS * LINE];
    order = new int[sets];
    Arrays.fill(order, FIRST_ORDER);
    setMask = sets - 1;
    inBoth = setMask & PA >>> LINE_BITS;
    newest = new int[sets];
    newestDirty = new int[sets];
    Arrays.fill(newest, NONE);
    Arrays.fill(newestDirty, NONE);
  }

  private int set(int address) {
    return address >>> LINE_BITS & setMask;
  }

  /** The line that an index operation with this address is about (MD00086 "CACHE"). */
  int indexed(int address) {
    return set(address) << WAY_BITS | (address >>> wayShift & (WAYS - 1));
  }

  /**
   * Whether lines have an address among them.
   *
   * @param lines {@link #newest} or {@link #newestDirty}
   */
  static boolean has(int[] lines, int pa) {
    int line = pa >>> LINE_BITS;
    return lines[line & (lines.length - 1)] == line;
  }

  private void noteNewest(int set) {
    noteNewest(set, set << WAY_BITS | (order[set] & (WAYS - 1)));
  }

  private void noteNewest(int set, int line) {
    int tag = tags[line];
    int place = (tag & PA) >>> LINE_BITS;
    boolean found = (tag & V) != 0 && ((place ^ set) & inBoth) == 0;
    int lineNumber = found ? place | set : NONE;
    newest[set] = lineNumber;
    newestDirty[set] = (tag & D) != 0 ? lineNumber : NONE;
  }

  /** The valid line that holds a physical address, or {@link #NONE}. */
  int find(int pa) {
    int first = set(pa) << WAY_BITS;
    int wanted = (pa & PA) | V;
    // Four comparisons: HotSpot makes more than that of a loop.
    if (holds(first, wanted)) {
      return first;
    }
    if (holds(first + 1, wanted)) {
      return first + 1;
    }
    if (holds(first + 2, wanted)) {
      return first + 2;
    }
    return holds(first + 3, wanted) ? first + 3 : NONE;
  }

  private boolean holds(int line, int wanted) {
    return (tags[line] & (PA | V)) == wanted;
  }

  /**
   * The line to be replaced by that of a physical address: an invalid one if there is one, else of
   * those not locked the one used longest ago; {@link #NONE} if all are locked.
   */
  int victim(int pa) {
    int set = set(pa);
    int oldest = NONE;
    for (int age = WAYS - 1; age >= 0; age--) {
      int line = set << WAY_BITS | (order[set] >>> (WAY_BITS * age) & (WAYS - 1));
      if ((tags[line] & V) == 0) {
        return line;
      }
      if (oldest == NONE && (tags[line] & L) == 0) {
        oldest = line;
      }
    }
    return oldest;
  }

  /** Notes that a line has been used. */
  void use(int line) {
    int set = line >>> WAY_BITS;
    int way = line & (WAYS - 1);
    int old = order[set];
    int differs = old ^ (way * EVERY_WAY);
    int place = Integer.numberOfTrailingZeros(~(differs | differs >>> 1) & EVERY_WAY);
    int younger = (1 << place) - 1;
    int older = -(1 << (place + WAY_BITS));
    order[set] = (old & older) | (old & younger) << WAY_BITS | way;
    noteNewest(set, line);
  }

  /** A line's tag. */
  int tag(int line) {
    return tags[line];
  }

  /** Writes a line's tag. */
  void tag(int line, int tag) {
    tags[line] = tag;
    noteNewest(line >>> WAY_BITS);
  }

  /** The physical address of a line's first byte. */
  int address(int line) {
    return (tags[line] & PA) | line >>> WAY_BITS << LINE_BITS;
  }

  /** Reads 1, 2 or 4 bytes of a line at an aligned address, zero-extended. */
  int read(int line, int address, int size) {
    int at = line * LINE + (address & (LINE - 1));
    return switch (size) {
      case 1 -> data[at] & 0xFF;
      case 2 -> (short) Memory.HALVES.get(data, at) & 0xFFFF;
      default -> (int) Memory.WORDS.get(data, at);
    };
  }

  /** Writes 1, 2 or 4 bytes of a line at an aligned address. */
  void write(int line, int address, int size, int value) {
    int at = line * LINE + (address & (LINE - 1));
    switch (size) {
      case 1 -> data[at] = (byte) value;
      case 2 -> Memory.HALVES.set(data, at, (short) value);
      default -> Memory.WORDS.set(data, at, value);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("tags", tags);
    visitor.array("data", data);
    visitor.array("order", order);
    for (int set = 0; set <= setMask; set++) {
      noteNewest(set);
    }
  }
}
