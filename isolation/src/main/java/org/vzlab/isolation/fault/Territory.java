package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Right;

/** Which addresses a guest has for itself: a right to them, and nobody else has any. */
final class Territory {
  private final Policy policy;

  /** A range of physical addresses. */
  record Range(long first, long end) {
    boolean contains(long address) {
      return first <= address && address < end;
    }
  }

  Territory(Bench bench) {
    policy = Policy.of(bench);
  }

  /** Ranges of the addresses in a range that a guest has alone. */
  List<Range> own(int guest, Range within) {
    List<Range> own = new ArrayList<>();
    for (Range part : parts(within)) {
      if (owners(part.first).equals(List.of(guest))) {
        own.add(part);
      }
    }
    return own;
  }

  /** Ranges of the addresses in a range that none of the guests has alone. */
  List<Range> others(Collection<Integer> guests, Range within) {
    List<Range> others = new ArrayList<>();
    for (Range part : parts(within)) {
      List<Integer> owners = owners(part.first);
      if (owners.size() != 1 || !guests.contains(owners.get(0))) {
        others.add(part);
      }
    }
    return others;
  }

  /** Who has a right to an address; threads in kernel mode, which have all of them, left out. */
  List<Integer> owners(long address) {
    return policy.rights().stream()
        .filter(right -> right.contains(address) && !policy.isKernel(right.task()))
        .map(Right::task)
        .distinct()
        .toList();
  }

  private List<Range> parts(Range within) {
    TreeSet<Long> edges = new TreeSet<>(List.of(within.first, within.end));
    for (Right right : policy.rights()) {
      for (long edge : new long[] {right.first(), right.end()}) {
        if (within.contains(edge)) {
          edges.add(edge);
        }
      }
    }
    List<Range> parts = new ArrayList<>();
    long first = within.first;
    for (long end : edges.tailSet(first, false)) {
      parts.add(new Range(first, end));
      first = end;
    }
    return parts;
  }
}
