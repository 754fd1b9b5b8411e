package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Parses a {@code .schedule} block. */
final class FrameParser {
  private static final String BLOCK = "the .schedule block";

  private final Lines lines;
  private final SourcePosition start;
  private OptionalInt length = OptionalInt.empty();
  private Optional<FrameConfig.Switch> switching = Optional.empty();
  private final List<FrameConfig.Window> windows = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  FrameParser(Lines lines, SourcePosition start) {
    this.lines = lines;
    this.start = start;
  }

  /** The block, or nothing if it has a mistake. */
  Optional<FrameConfig> parse() {
    boolean sound = true;
    for (Lines.Line line = lines.nextIn(BLOCK, start);
        line != null;
        line = lines.nextIn(BLOCK, start)) {
      Lines.Line current = line;
      sound &= lines.findings().attempt(() -> key(current));
    }
    if (!seen.contains("frame")) {
      lines
          .findings()
          .add(
              new ConfigException(
                  Check.SCHEDULE,
                  start,
                  "a schedule without the length of its frame",
                  "one",
                  "add \"frame = MICROSECONDS\""));
      return Optional.empty();
    }
    if (!sound) {
      return Optional.empty();
    }
    return Optional.of(new FrameConfig(start, length.getAsInt(), switching, List.copyOf(windows)));
  }

  private void key(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected("key = value or \".\"", "keys are frame, switch and window");
    }
    Value value = line.value();
    if (!seen.add(value.key()) && !value.key().equals("window")) {
      value.warnOfRepetition(lines.findings());
    }
    switch (value.key()) {
      case "frame" -> length = OptionalInt.of(value.numberBetween(1, TimeShareKeys.LONGEST));
      case "switch" ->
          switching =
              Optional.of(
                  new FrameConfig.Switch(
                      value.position(), value.numberBetween(1, TimeShareKeys.LONGEST)));
      case "window" -> windows.add(window(value));
      default ->
          throw value.error(
              "key \"" + value.key() + "\"",
              "a key of a .schedule block",
              "use frame, switch or window");
    }
  }

  private static FrameConfig.Window window(Value value) throws ConfigException {
    List<Integer> numbers = value.numbers("ID START LENGTH");
    if (numbers.size() != 3) {
      throw value.error(
          "\"" + value.text() + "\"",
          "ID START LENGTH, times in microseconds",
          "for example window = 1 0 2000");
    }
    for (int number : numbers) {
      if (number < 0 || number > TimeShareKeys.LONGEST) {
        throw value.error(
            "\"" + value.text() + "\"",
            "numbers up to " + TimeShareKeys.LONGEST,
            "times are in microseconds");
      }
    }
    return new FrameConfig.Window(value.position(), numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
