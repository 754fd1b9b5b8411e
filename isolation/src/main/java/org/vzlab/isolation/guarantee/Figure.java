package org.vzlab.isolation.guarantee;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * One quantity of a guest or thread: cycles, or a part of the time from 0 to 1.
 *
 * @param quiet the worst with the others as they are; empty if there was nothing to measure
 * @param attacked the worst with the others attacking; empty if there was nothing to measure
 * @param promised what the schedule promises; empty if it promises nothing
 * @param worst when the worst was, of all; empty if there was nothing to measure
 */
public record Figure(
    Quantity quantity,
    OptionalDouble quiet,
    OptionalDouble attacked,
    OptionalDouble promised,
    Optional<Occasion> worst) {
  /** Whether something was measured that is worse than what is promised. */
  public boolean isBroken() {
    return promised.isPresent() && !keeps(promised.getAsDouble());
  }

  /** The worst of all; empty if there was nothing to measure. */
  public OptionalDouble measured() {
    DoubleStream both = DoubleStream.concat(quiet.stream(), attacked.stream());
    return quantity.leastIsWorst() ? both.min() : both.max();
  }

  /** Whether nothing was measured that is worse than a limit. */
  public boolean keeps(double limit) {
    OptionalDouble measured = measured();
    return measured.isEmpty()
        || (quantity.leastIsWorst()
            ? measured.getAsDouble() >= limit
            : measured.getAsDouble() <= limit);
  }
}
