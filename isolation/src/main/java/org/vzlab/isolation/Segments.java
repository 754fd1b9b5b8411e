package org.vzlab.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may be done at each physical address: the uses of several rights where they overlap. Asked
 * without allocation.
 */
final class Segments {
  /** Nothing, anywhere. */
  static final Segments NONE = new Segments(List.of());

  /** Where the uses change, in ascending order; the first is 0. */
  private final long[] starts;

  /** The uses from each of them on, as {@link #bit}s. */
  private final byte[] uses;

  /** The rights of a task in one way. */
  Segments(List<Right> rights) {
    TreeSet<Long> edges = new TreeSet<>(List.of(0L));
    for (Right right : rights) {
      edges.add(right.first());
      edges.add(right.end());
    }
    starts = edges.stream().mapToLong(Long::longValue).toArray();
    uses = new byte[starts.length];
    for (Right right : rights) {
      int from = Arrays.binarySearch(starts, right.first());
      for (int i = from; i < starts.length && starts[i] < right.end(); i++) {
        uses[i] |= bits(right.uses());
      }
    }
  }

  private static byte bit(Use use) {
    return switch (use) {
      case READ -> 1;
      case WRITE -> 2;
      case EXECUTE -> 4;
    };
  }

  private static byte bits(Set<Use> set) {
    byte bits = 0;
    for (Use use : set) {
      bits |= bit(use);
    }
    return bits;
  }

  /** Whether a use is permitted of all bytes of a range. */
  boolean permits(long first, long size, Use use) {
    int at = find(first);
    long end = first + size;
    while ((uses[at] & bit(use)) != 0) {
      at++;
      if (at == starts.length || starts[at] >= end) {
        return true;
      }
    }
    return false;
  }

  /** The last start that is not behind an address. */
  private int find(long address) {
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= address) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
