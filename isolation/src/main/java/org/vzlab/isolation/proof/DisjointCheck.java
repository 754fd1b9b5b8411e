package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Use;
import org.vzlab.vp.layout.Grant;

/**
 * What one task can write, by processor, by hypervisor or by DMA, no other reaches in any way,
 * unless lines of both say that it is shared. Without a configuration that could say so, registers
 * may be shared and RAM may not.
 */
final class DisjointCheck {
  private final Policy policy;
  private final Places places;
  private final List<Finding> findings = new ArrayList<>();

  private DisjointCheck(Policy policy, Places places) {
    this.policy = policy;
    this.places = places;
  }

  static List<Finding> of(List<Reach> reaches, Policy policy, Places places) {
    DisjointCheck check = new DisjointCheck(policy, places);
    for (int i = 0; i < reaches.size(); i++) {
      for (Reach before : reaches.subList(0, i)) {
        check.pair(before, reaches.get(i));
      }
    }
    return check.findings;
  }

  private void pair(Reach one, Reach other) {
    for (Piece piece : overlap(one, other, policy, places)) {
      boolean first = one.canWrite();
      add(first ? one : other, first ? other : one, piece);
    }
  }

  /** What two reaches must not have in common. */
  static List<Piece> overlap(Reach one, Reach other, Policy policy, Places places) {
    long first = Math.max(one.right().first(), other.right().first());
    long end = Math.min(one.right().end(), other.right().end());
    boolean written = one.canWrite() || other.canWrite();
    if (one.task() == other.task() || !one.isReal() || !other.isReal() || !written) {
      return List.of();
    }
    List<Long> edges = new ArrayList<>();
    edges(policy.lines(one.task()), edges);
    edges(policy.lines(other.task()), edges);
    for (Places.Place memory : places.memories()) {
      edges.addAll(List.of(memory.first(), memory.end()));
    }
    return first < end
        ? Piece.of(first, end, edges, piece -> forbidden(one, other, piece, policy, places))
        : List.of();
  }

  private static Set<Use> forbidden(
      Reach one, Reach other, Piece piece, Policy policy, Places places) {
    boolean shared =
        policy.isConfigured()
            ? policy.shares(one.task(), other.task(), piece.first())
            : places.memories().stream()
                .noneMatch(memory -> memory.overlaps(piece.first(), piece.end()));
    if (shared) {
      return Set.of();
    }
    Set<Use> uses = EnumSet.copyOf(one.right().uses());
    uses.addAll(other.right().uses());
    return uses;
  }

  private static void edges(List<Grant> lines, List<Long> edges) {
    for (Grant line : lines) {
      edges.add(line.physical());
      edges.add(line.physical() + line.size());
    }
  }

  private void add(Reach writer, Reach other, Piece piece) {
    List<String> lines = new ArrayList<>();
    for (int task : List.of(writer.task(), other.task())) {
      policy.lines(task, piece.first()).forEach(line -> lines.add(Places.line(line)));
    }
    findings.add(
        new Finding(
            Rule.DISJOINT,
            writer.task(),
            who(writer, piece)
                + " and "
                + who(other, piece).stripTrailing()
                + (lines.isEmpty()
                    ? "; no line shares it"
                    : "; it is " + String.join(" and ", lines))));
  }

  private String who(Reach reach, Piece piece) {
    boolean first = reach.canWrite();
    return Words.task(reach.task(), policy)
        + " can "
        + Words.way(reach.right().way())
        + Words.uses(reach.right().uses())
        + " "
        + Words.range(piece.first(), piece.end())
        + (first ? " (" + places.at(piece.first(), piece.end()) + ")" : "")
        + " by "
        + reach.right().source();
  }
}
