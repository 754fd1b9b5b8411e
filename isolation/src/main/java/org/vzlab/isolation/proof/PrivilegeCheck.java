package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.vp.layout.Grant;

/** A task reaches what it is granted, in the ways in which it is granted, and nothing else. */
final class PrivilegeCheck {
  private final Policy policy;
  private final Places places;
  private final List<Finding> findings = new ArrayList<>();

  private PrivilegeCheck(Policy policy, Places places) {
    this.policy = policy;
    this.places = places;
  }

  static List<Finding> of(List<Reach> reaches, Policy policy, Places places) {
    PrivilegeCheck check = new PrivilegeCheck(policy, places);
    for (Reach reach : reaches) {
      excess(reach.right(), policy).forEach(piece -> check.add(reach.right(), piece));
      if (reach.isReal()) {
        check.ofHypervisor(reach.right());
      }
    }
    return check.findings;
  }

  /** The rule of what is reached in a way. */
  static Rule rule(Way way) {
    return switch (way) {
      case MAPPED -> Rule.LEAST_PRIVILEGE;
      case EMULATED -> Rule.EMULATION;
      case DMA -> Rule.DMA;
    };
  }

  /** What of a reach the policy does not permit. */
  static List<Piece> excess(Right reach, Policy policy) {
    List<Long> edges = new ArrayList<>();
    for (Right right : policy.rights()) {
      if (right.task() == reach.task() && right.way() == reach.way()) {
        edges.add(right.first());
        edges.add(right.end());
      }
    }
    return Piece.of(reach.first(), reach.end(), edges, piece -> denied(reach, piece, policy));
  }

  private static Set<Use> denied(Right reach, Piece piece, Policy policy) {
    EnumSet<Use> denied = EnumSet.noneOf(Use.class);
    for (Use use : reach.uses()) {
      if (!policy.permits(reach.task(), piece.first(), piece.size(), use, reach.way())) {
        denied.add(use);
      }
    }
    return denied;
  }

  private void add(Right reach, Piece piece) {
    List<String> why = new ArrayList<>();
    for (Grant line : policy.lines(reach.task(), piece.first())) {
      why.add("its line " + line.position() + " grants it " + granted(line, reach, piece));
    }
    List<String> owners = places.owners(piece.first(), reach.task());
    if (!owners.isEmpty()) {
      why.add("it is " + String.join(" and ", owners));
    }
    if (why.isEmpty()) {
      why.add("nobody is granted it");
    }
    findings.add(
        new Finding(
            rule(reach.way()), reach.task(), says(reach, piece) + "; " + String.join("; ", why)));
  }

  private String says(Right reach, Piece piece) {
    return Words.task(reach.task(), policy)
        + " can "
        + Words.way(reach.way())
        + Words.uses(piece.uses())
        + " "
        + Words.range(piece.first(), piece.end())
        + " ("
        + places.at(piece.first(), piece.end())
        + ") by "
        + reach.source();
  }

  private String granted(Grant line, Right reach, Piece piece) {
    boolean mapped = false;
    for (Use use : reach.uses()) {
      mapped |= policy.permits(reach.task(), piece.first(), piece.size(), use, Way.MAPPED);
    }
    String letters =
        (line.flags().readable() ? "r" : "-")
            + (line.flags().writable() && !line.flags().ignoresWrites() ? "w" : "-")
            + (line.flags().executable() ? "x" : "-");
    if (reach.way() == Way.DMA) {
      return letters + " and no DMA there";
    }
    if (mapped) {
      return letters + " mapped";
    }
    return letters
        + (line.emulator().isEmpty()
            ? " through the hypervisor"
            : " emulated by " + line.emulator());
  }

  /** What is the hypervisor's own is nobody's, even if a line grants it. */
  private void ofHypervisor(Right reach) {
    for (Places.Place place : places.hypervisor()) {
      boolean any = place.memory() ? !reach.uses().isEmpty() : reach.uses().contains(Use.WRITE);
      long first = Math.max(reach.first(), place.first());
      long end = Math.min(reach.end(), place.end());
      if (any && first < end) {
        Set<Use> uses = place.memory() ? reach.uses() : EnumSet.of(Use.WRITE);
        Right there =
            new Right(
                reach.task(), first, end - first, uses, reach.way(), reach.what(), reach.source());
        if (policy.isConfigured() && !excess(there, policy).isEmpty()) {
          continue;
        }
        findings.add(
            new Finding(
                rule(reach.way()),
                reach.task(),
                says(reach, new Piece(first, end, uses))
                    + "; it is "
                    + (place.memory() ? place.name() : place.name() + " of the hypervisor")
                    + lines(reach.task(), first)));
      }
    }
  }

  private String lines(int task, long address) {
    List<String> lines = policy.lines(task, address).stream().map(Places::line).toList();
    return lines.isEmpty() ? "" : ", granted as " + String.join(" and ", lines);
  }
}
