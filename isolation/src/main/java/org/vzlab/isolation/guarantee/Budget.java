package org.vzlab.isolation.guarantee;

/**
 * What somebody wants a guest or thread to have at the worst.
 *
 * @param task its id
 * @param limit cycles at most, or a part of the time at least, from 0 to 1
 */
public record Budget(int task, Quantity quantity, double limit) {
  /** Whether nothing was measured of its guest or thread that is worse. */
  public boolean isKeptBy(Guarantee guarantee) {
    return guarantee.task() != task || guarantee.figure(quantity).keeps(limit);
  }
}
