package org.vzlab.kit.timing;

import java.util.EnumMap;
import java.util.Map;

/** A value for every {@link TimingConstant}: its own, unless another is given. */
public final class TimingTable {
  /** The largest value of any constant: a delay that no part of a processor has. */
  public static final int LARGEST = 10_000;

  private static final TimingTable STANDARD = new TimingTable(Map.of());

  private final Map<TimingConstant, Integer> values = new EnumMap<>(TimingConstant.class);

  /**
   * A table with some values of its own.
   *
   * @throws IllegalArgumentException if one is outside 0 to {@link #LARGEST}
   */
  public TimingTable(Map<TimingConstant, Integer> others) {
    for (TimingConstant constant : TimingConstant.values()) {
      int value = others.getOrDefault(constant, constant.standard());
      if (value < 0 || value > LARGEST) {
        throw new IllegalArgumentException(
            constant.key() + " is " + value + "; expected 0 to " + LARGEST);
      }
      values.put(constant, value);
    }
  }

  /** The table of the documentation. */
  public static TimingTable standard() {
    return STANDARD;
  }

  /** The value of a constant. */
  public int get(TimingConstant constant) {
    return values.get(constant);
  }
}
