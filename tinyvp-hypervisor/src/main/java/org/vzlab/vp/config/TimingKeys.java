package org.vzlab.vp.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;

/** The lines {@code timing.KEY = N} of a board file: constants of the timing model. */
final class TimingKeys {
  private static final String PREFIX = "timing.";

  private final Map<TimingConstant, Integer> values = new EnumMap<>(TimingConstant.class);
  private final Map<TimingConstant, SourcePosition> positions = new EnumMap<>(TimingConstant.class);

  /** Whether a key is one of these. */
  static boolean isOne(String key) {
    return key.startsWith(PREFIX);
  }

  /** Takes a line if it is one of these. */
  void take(Value value) throws ConfigException {
    if (!isOne(value.key())) {
      return;
    }
    TimingConstant constant = constant(value);
    SourcePosition first = positions.putIfAbsent(constant, value.position());
    if (first != null) {
      throw value.error(
          "a second " + value.key(),
          "each constant once",
          "remove this line or the one at " + first);
    }
    values.put(constant, value.numberBetween(constant.least(), constant.most()));
  }

  /** All constants, those that no line gives with their own values. */
  TimingTable table() {
    return new TimingTable(values);
  }

  private static TimingConstant constant(Value value) throws ConfigException {
    String key = value.key().substring(PREFIX.length());
    for (TimingConstant constant : TimingConstant.values()) {
      if (constant.key().equals(key)) {
        return constant;
      }
    }
    String nearest =
        Nearest.of(key, Arrays.stream(TimingConstant.values()).map(TimingConstant::key).toList());
    throw value.error(
        "key \"" + value.key() + "\"",
        "a constant of the timing model",
        "did you mean " + PREFIX + nearest + "? \"vzlab timing\" lists all");
  }
}
