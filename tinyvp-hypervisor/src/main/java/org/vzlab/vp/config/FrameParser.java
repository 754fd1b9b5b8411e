package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Parses a {@code .schedule} block. */
final class FrameParser {
  private static final String BLOCK = "the .schedule block";

  private final Lines lines;
  private final SourcePosition start;
  private OptionalInt length = OptionalInt.empty();
  private Optional<FrameConfig.Switch> switching = Optional.empty();
  private final List<FrameConfig.Window> windows = new ArrayList<>();

  FrameParser(Lines lines, SourcePosition start) {
    this.lines = lines;
    this.start = start;
  }

  /** The block, or nothing if it does not say how long the frame is. */
  Optional<FrameConfig> parse() {
    for (Lines.Line line = lines.nextIn(BLOCK, start);
        line != null;
        line = lines.nextIn(BLOCK, start)) {
      Lines.Line current = line;
      lines.findings().attempt(() -> key(current));
    }
    if (length.isEmpty()) {
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
    return Optional.of(new FrameConfig(start, length.getAsInt(), switching, List.copyOf(windows)));
  }

  private void key(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected("key = value or \".\"", "keys are frame, switch and window");
    }
    Value value = line.value();
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
