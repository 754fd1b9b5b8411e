package org.vzlab.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.board.GeneratedComparison;
import org.vzlab.board.SvmComparison;
import org.vzlab.board.UserError;

/** Compares generated programs, many of them. */
final class SvmGenerated {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  private final Host host;
  private final PrintStream out;
  private final boolean json;
  private final Map<String, Integer> ends = new TreeMap<>();
  private long steps;
  private int different;

  SvmGenerated(Host host, PrintStream out, boolean json) {
    this.host = host;
    this.out = out;
    this.json = json;
  }

  /**
   * Compares the programs of some seeds.
   *
   * @param range the first and the last seed, as they were typed
   * @return the exit status
   * @throws UserError if that is no range
   */
  int compare(String range) throws UserError {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new UserError("--generate " + range + ": expected two seeds such as 1..1000");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    if (first > last) {
      throw new UserError("--generate " + range + ": the first seed is behind the last");
    }
    Progress progress = new Progress(host.nanoTime());
    long done = 0;
    for (long seed = first; seed <= last && !host.interrupted(); seed++) {
      compare(seed);
      done++;
      progress
          .of(host.nanoTime(), done, "of " + (last - first + 1) + " programs")
          .ifPresent(host.err()::println);
    }
    if (!json) {
      out.printf("%d programs, %d steps, %d different; ends: %s%n", done, steps, different, ends);
    }
    return different == 0 ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private void compare(long seed) throws UserError {
    GeneratedComparison generated = GeneratedComparison.of(seed);
    SvmComparison comparison = generated.comparison();
    steps += comparison.steps();
    ends.merge(comparison.trap().isEmpty() ? comparison.end() : comparison.trap(), 1, Integer::sum);
    if (json) {
      out.println(Json.line(SvmCompare.members(comparison)));
    }
    if (comparison.difference().isPresent()) {
      different++;
      report(seed, generated);
    }
  }

  private void report(long seed, GeneratedComparison generated) throws UserError {
    GeneratedComparison small = generated.shrunk().orElseThrow();
    Path file = Path.of("seed-" + seed + ".svm");
    try {
      Files.write(file, small.program().file());
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + e.getMessage());
    }
    host.err().println("vzlab: seed " + seed + ": " + generated.comparison().difference().get());
    host.err()
        .println(
            "vzlab: made small, "
                + file
                + " ("
                + small.program().resources()
                + "): "
                + small.comparison().difference().get());
  }
}
