package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.vzlab.isolation.Use;

/**
 * Addresses of which the same can be said.
 *
 * @param first the first of them
 * @param end the first behind them
 * @param uses what is said
 */
record Piece(long first, long end, Set<Use> uses) {
  /**
   * The pieces of a range of which something is said.
   *
   * @param edges where what is said may change, inside of the range or not
   * @param of what is said of all addresses from one edge, given here, to the next; nothing if
   *     empty
   */
  static List<Piece> of(
      long first, long end, Collection<Long> edges, Function<Piece, Set<Use>> of) {
    TreeSet<Long> inside = new TreeSet<>(edges);
    inside.add(end);
    List<Piece> pieces = new ArrayList<>();
    long from = first;
    for (long to : inside.subSet(first, false, end, true)) {
      Set<Use> uses = of.apply(new Piece(from, to, Set.of()));
      int last = pieces.size() - 1;
      if (last >= 0 && pieces.get(last).end == from && pieces.get(last).uses.equals(uses)) {
        pieces.set(last, new Piece(pieces.get(last).first, to, uses));
      } else if (!uses.isEmpty()) {
        pieces.add(new Piece(from, to, uses));
      }
      from = to;
    }
    return pieces;
  }

  long size() {
    return end - first;
  }
}
