package org.vzlab.board;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.kit.timing.TimingTable;

/**
 * What an image of firmware/timing has printed, on a board whose model has a certain table.
 *
 * @param lines hundredths of a cycle, by a line's name
 * @param walks hundredths of a cycle an access, by the name of the walk and the bytes walked
 */
record TimingFirmware(
    Map<String, Integer> lines, Map<String, NavigableMap<Integer, Integer>> walks) {
  /** Board time between two looks at the console, and how long an image may take, in seconds. */
  private static final double SLICE = 0.02;

  private static final double PATIENCE = 10;
  private static final Pattern STEP = Pattern.compile("(walk-\\S+) (\\d+) (\\d+)");
  private static final Pattern LINE = Pattern.compile("([a-z]\\S*) (\\d+) .*");

  /** Runs an image of the folder to its end. */
  static TimingFirmware run(String image, TimingTable table) throws UserError {
    return run(image, table, "done");
  }

  /** Runs it until it has printed a line that begins so. */
  static TimingFirmware run(String image, TimingTable table, String end) throws UserError {
    Map<String, Integer> lines = new LinkedHashMap<>();
    Map<String, NavigableMap<Integer, Integer>> walks = new LinkedHashMap<>();
    for (String line : console(image, table, end)) {
      Matcher step = STEP.matcher(line);
      Matcher other = LINE.matcher(line);
      if (step.matches()) {
        walks
            .computeIfAbsent(step.group(1), name -> new TreeMap<>())
            .put(Integer.parseInt(step.group(2)), Integer.parseInt(step.group(3)));
      } else if (other.matches()) {
        Integer before = lines.put(other.group(1), Integer.parseInt(other.group(2)));
        if (before != null) {
          throw new AssertionError("twice: " + line);
        }
      }
    }
    return new TimingFirmware(lines, walks);
  }

  /** The lines of the console up to one that begins with the end. */
  static List<String> console(String image, TimingTable table, String end) throws UserError {
    Path file = TestBoard.ROOT.resolve("firmware/timing/" + image);
    TestBoard bare = TestBoard.approximate(file, table);
    for (double time = SLICE; time < PATIENCE; time += SLICE) {
      bare.run(time);
      List<String> lines = bare.lines();
      if (lines.stream().anyMatch(l -> l.startsWith(end))) {
        return lines;
      }
      if (lines.stream().anyMatch(l -> l.startsWith("exception"))) {
        break;
      }
    }
    throw new AssertionError("not done: " + bare.console());
  }
}
