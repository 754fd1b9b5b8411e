package org.vzlab.isolation.attack;

import java.util.List;
import java.util.Map;

/**
 * What has come of an attack.
 *
 * @param seed what it was made from
 * @param attackClass its class
 * @param guest the guest that attacked
 * @param findings what it should not have been able to do; empty if isolation holds
 * @param end the state of the guest at the end: running, waiting, faulted ...
 * @param reason why the hypervisor has stopped it; empty if it has not
 * @param stoppedBy the exit at which the hypervisor has stopped it, as {@link TrapRow#name} has it;
 *     empty if it has not
 * @param instructions that it has executed
 * @param exits how often it has left for the root, by reason, as {@link
 *     org.vzlab.vp.model.GuestView#exits} has them
 * @param exceptions how often it has taken exceptions of its own, by code
 * @param traps rows of the trap matrix that it has hit, and how often
 */
public record AttackResult(
    long seed,
    AttackClass attackClass,
    int guest,
    List<Finding> findings,
    String end,
    String reason,
    String stoppedBy,
    long instructions,
    Map<String, Long> exits,
    Map<String, Long> exceptions,
    Map<TrapRow, Long> traps) {
  /** Whether nothing was found. */
  public boolean holds() {
    return findings.isEmpty();
  }

  @Override
  public String toString() {
    return String.format(
        "seed %d, %s, guest %d: %s after %d instructions%s",
        seed,
        attackClass,
        guest,
        reason.isEmpty() ? end : end + " (" + reason + ")",
        instructions,
        holds() ? "" : "; " + findings);
  }
}
