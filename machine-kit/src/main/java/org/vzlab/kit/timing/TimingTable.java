package org.vzlab.kit.timing;

import java.util.EnumMap;
import java.util.Map;

/** A value for every {@link TimingConstant}: its own, unless another is given. */
public final class TimingTable {
  private static final TimingTable STANDARD = new TimingTable(Map.of());

  private final Map<TimingConstant, Integer> values = new EnumMap<>(TimingConstant.class);

  /**
   * A table with some values of its own.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public TimingTable(Map<TimingConstant, Integer> others) {
    for (TimingConstant constant : TimingConstant.values()) {
      int value = others.getOrDefault(constant, constant.standard());
      if (value < constant.least() || value > constant.most()) {
        throw new IllegalArgumentException(
            "%s is %d; expected %d to %d"
                .formatted(constant.key(), value, constant.least(), constant.most()));
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
