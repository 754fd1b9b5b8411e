package org.vzlab.testkit;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.fault.FaultPlan;
import org.vzlab.isolation.fault.FaultResult;
import org.vzlab.isolation.fault.Outcome;
import org.vzlab.isolation.proof.Finding;
import org.vzlab.isolation.proof.IsolationProof;

/** Assertions about a board, since power-on. */
public final class BoardAssert extends AbstractAssert<BoardAssert, RunningBoard> {
  private static final int SHOWN = 5;

  BoardAssert(RunningBoard board) {
    super(board, BoardAssert.class);
  }

  /** What was printed on its console. */
  public ConsoleAssert console() {
    isNotNull();
    return new ConsoleAssert(actual.console());
  }

  /** A guest of it. */
  public GuestAssert guest(int id) {
    isNotNull();
    return new GuestAssert(actual.guest(id));
  }

  /** An LED of it. */
  public LedAssert led(String name) {
    isNotNull();
    return new LedAssert(actual.led(name));
  }

  /** No guest was stopped for a fault, and the hypervisor has not failed. */
  public BoardAssert hasNotFailed() {
    isNotNull();
    if (actual.inside().failed()) {
      failWithMessage("Expected the board not to have failed, but it has: %s", actual.reports());
    }
    return this;
  }

  /**
   * Nothing has happened that isolation forbids: all that guests' own accesses, the DMA controller
   * and the hypervisor have done for them was theirs by the configuration. The board was watched
   * from power-on.
   */
  public BoardAssert hasNoViolations() {
    isNotNull();
    requireHypervisor();
    List<Violation> violations = actual.recording().violations();
    if (!violations.isEmpty()) {
      failWithMessage(
          "Expected no violations of isolation, but found %d, the first:%n%s",
          violations.size(),
          violations.stream().limit(SHOWN).map(v -> "  " + v).collect(joining("\n")));
    }
    return this;
  }

  /**
   * The tables that the hypervisor runs from and the registers of the chip, as they are now, give
   * guests and threads what the configuration grants and nothing else: a static proof for all that
   * they could do.
   */
  public BoardAssert isIsolated() {
    isNotNull();
    requireHypervisor();
    List<Finding> findings = IsolationProof.of(actual.inside()).findings();
    if (!findings.isEmpty()) {
      failWithMessage(
          "Expected the board to be isolated, but found %d holes, the first:%n%s",
          findings.size(),
          findings.stream().limit(SHOWN).map(f -> "  " + f).collect(joining("\n")));
    }
    return this;
  }

  /**
   * No fault in what a guest has alone reaches anybody else: for each seed the configuration is run
   * from power-on with one bit that flips or is stuck, and compared with the run without. The same
   * as {@code vzlab inject --target own}, and the same seeds mean the same faults.
   */
  public BoardAssert containsFaults(long firstSeed, long lastSeed) {
    return containsFaults(FaultPlan.OWN, firstSeed, lastSeed);
  }

  /** The same with faults of a plan, which may be in what guests have in common. */
  public BoardAssert containsFaults(FaultPlan plan, long firstSeed, long lastSeed) {
    isNotNull();
    requireHypervisor();
    long seed = firstSeed;
    List<String> lost = new ArrayList<>();
    for (FaultResult result : actual.faults(plan, firstSeed, lastSeed)) {
      if (result.outcome().orElse(Outcome.MASKED).compareTo(Outcome.ISOLATION_LOST) >= 0) {
        Outcome outcome = result.outcome().orElseThrow();
        String fault = result.fault().orElseThrow().toString();
        lost.add(
            "  seed " + seed + ": " + outcome.word() + ": " + fault + "\n    " + result.cause());
      }
      seed++;
    }
    if (!lost.isEmpty()) {
      failWithMessage(
          "Expected all faults to be contained, but %d of %d are not, the first:%n%s",
          lost.size(), lastSeed - firstSeed + 1, lost.stream().limit(SHOWN).collect(joining("\n")));
    }
    return this;
  }

  private void requireHypervisor() {
    if (!actual.recording().isWatched()) {
      throw new BadBoard(
          actual.recipe().setup().target()
              + ": found an image, expected a configuration, under which guests are isolated");
    }
  }
}
