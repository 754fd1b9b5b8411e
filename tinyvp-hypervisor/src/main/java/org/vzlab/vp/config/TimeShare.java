package org.vzlab.vp.config;

import java.util.OptionalInt;

/**
 * How much of the processor's time a guest or a thread may have: keys priority, budget and period.
 *
 * @param position of the first of the keys
 * @param priority the larger, the more urgent; empty is below all that are given
 * @param budget microseconds in every period; empty is all of it
 * @param period microseconds after which the budget is there anew; given if the budget is
 */
public record TimeShare(
    SourcePosition position, OptionalInt priority, OptionalInt budget, OptionalInt period) {
  /** The highest priority. */
  public static final int HIGHEST_PRIORITY = 255;
}
