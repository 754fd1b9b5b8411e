package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.Rule;
import org.vzlab.vp.layout.Layout;

/**
 * What each guest and each thread of a board can reach, computed from what decides it: the page
 * trees, windows and interrupt tables that the hypervisor runs from, the entries that the root TLB
 * holds, and the registers of system bus arbiter and interrupt controller as they are now. It is
 * exact: every byte of the physical address space, every register, every interrupt. Whatever is
 * more than the {@link Policy} permits is a finding, and so is a schedule that is not the
 * configuration's.
 *
 * <p>A thread in kernel mode is part of the hypervisor and reaches everything; nothing is proved of
 * it. What the hypervisor's emulators do with accesses to their windows is not seen in tables.
 */
public final class IsolationProof {
  private final Policy policy;
  private final List<Right> reaches;
  private final List<Finding> findings;
  private final Matrix matrix;

  /**
   * A rule and what comes of it.
   *
   * @param meaning what holds if nothing is found
   * @param findings what does not
   */
  public record Verdict(Rule rule, String meaning, List<Finding> findings) {
    /** Whether the rule holds. */
    public boolean holds() {
      return findings.isEmpty();
    }
  }

  private IsolationProof(Bench bench, Layout layout) {
    policy = Policy.of(bench);
    Places places = new Places(bench, policy);
    List<Reach> all = Reaches.of(bench, layout);
    reaches = all.stream().map(Reach::right).toList();
    List<Finding> found = new ArrayList<>(PrivilegeCheck.of(all, policy, places));
    found.addAll(DisjointCheck.of(all, policy, places));
    bench.granted().ifPresent(granted -> found.addAll(EmulationCheck.of(layout, granted, policy)));
    found.addAll(InterruptCheck.of(bench, layout, policy));
    bench.granted().ifPresent(granted -> found.addAll(ScheduleCheck.of(layout, granted, policy)));
    findings = List.copyOf(found);
    matrix = MatrixMaker.of(bench, layout, all, policy, places);
  }

  /**
   * The proof for a board as it is now.
   *
   * @throws IllegalArgumentException if the modelled hypervisor is not on it or has not started, so
   *     that registers are not yet what it makes of them
   */
  public static IsolationProof of(Bench bench) {
    boolean started =
        bench.hypervisor().map(hypervisor -> !hypervisor.guests().isEmpty()).orElse(false);
    if (!started) {
      throw new IllegalArgumentException("no guest of the modelled hypervisor has been set up");
    }
    return new IsolationProof(bench, bench.layout().orElseThrow());
  }

  /** Who is meant to have what. */
  public Policy policy() {
    return policy;
  }

  /**
   * What guests and user threads reach in each way, entry by entry; the entry is the right's
   * source.
   */
  public List<Right> reaches() {
    return reaches;
  }

  /** Every hole. */
  public List<Finding> findings() {
    return findings;
  }

  /** Every rule with its findings. */
  public List<Verdict> verdicts() {
    return Stream.of(Rule.values())
        .map(
            rule ->
                new Verdict(
                    rule,
                    rule.meaning(),
                    findings.stream().filter(finding -> finding.rule() == rule).toList()))
        .toList();
  }

  /** Whether every rule holds. */
  public boolean holds() {
    return findings.isEmpty();
  }

  /** Who reaches what. */
  public Matrix matrix() {
    return matrix;
  }
}
