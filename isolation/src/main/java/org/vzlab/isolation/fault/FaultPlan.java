package org.vzlab.isolation.fault;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What seeds choose faults from.
 *
 * @param targets at least one
 * @param guests ids of those whose own resources get faults; empty for all
 * @param kinds at least one
 * @param at SYSCLK cycles of board time; empty for any time in the first of twice {@code duration}
 *     from when the first guest is entered
 * @param duration how long a run goes on after its fault at least, in SYSCLK cycles
 */
public record FaultPlan(
    List<FaultTarget> targets,
    List<Integer> guests,
    List<FaultKind> kinds,
    OptionalLong at,
    long duration) {
  /** SYSCLK cycles of 10 ms. */
  public static final long DURATION = 2_000_000;

  /** Everything, at any time, for 10 ms. */
  public static final FaultPlan ALL =
      new FaultPlan(
          List.of(FaultTarget.values()),
          List.of(),
          List.of(FaultKind.values()),
          OptionalLong.empty(),
          DURATION);

  /** What guests have alone, at any time, for 10 ms. */
  public static final FaultPlan OWN =
      ALL.withTargets(
          Arrays.stream(FaultTarget.values())
              .filter(target -> target.owner() == FaultTarget.Owner.OWN)
              .toList());

  /** Checks and copies. */
  public FaultPlan {
    if (targets.isEmpty() || kinds.isEmpty() || duration < 1) {
      throw new IllegalArgumentException("nothing to choose from, or no time");
    }
    targets = List.copyOf(targets);
    guests = List.copyOf(guests);
    kinds = List.copyOf(kinds);
  }

  /** The same with other targets. */
  public FaultPlan withTargets(List<FaultTarget> some) {
    return new FaultPlan(some, guests, kinds, at, duration);
  }

  /** The same for a longer or shorter time. */
  public FaultPlan withDuration(long cycles) {
    return new FaultPlan(targets, guests, kinds, at, cycles);
  }
}
