package org.vzlab.isolation.fault;

import java.util.List;
import java.util.Optional;

/**
 * What has become of a fault.
 *
 * @param target what it was to be in
 * @param fault empty if the target did not exist then, as entries of a TLB may not
 * @param outcome empty if there was no fault
 * @param cause why, in a line
 * @param story all that is known of it, in lines
 */
public record FaultResult(
    FaultTarget target,
    Optional<Fault> fault,
    Optional<Outcome> outcome,
    String cause,
    List<String> story) {
  /** Whether isolation was lost by a fault in a guest's own resources, or the emulator failed. */
  public boolean isFailure() {
    return outcome.isPresent()
        && (outcome.get() == Outcome.EMULATOR_FAILED
            || (outcome.get() == Outcome.ISOLATION_LOST
                && target.owner() == FaultTarget.Owner.OWN));
  }
}
