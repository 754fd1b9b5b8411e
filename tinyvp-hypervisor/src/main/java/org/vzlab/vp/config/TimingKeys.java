package org.vzlab.vp.config;

import static java.util.Comparator.comparingInt;

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

  /** Takes a line if it is one of these. */
  boolean take(Value value) throws ConfigException {
    if (!value.key().startsWith(PREFIX)) {
      return false;
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
    return true;
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
    TimingConstant nearest =
        Arrays.stream(TimingConstant.values())
            .min(comparingInt(constant -> distance(key, constant.key())))
            .orElseThrow();
    throw value.error(
        "key \"" + value.key() + "\"",
        "a constant of the timing model",
        "did you mean " + PREFIX + nearest.key() + "? \"vzlab timing\" lists all");
  }

  /** How many letters have to be put in, taken out or changed to make one word of another. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
