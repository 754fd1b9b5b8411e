package org.vzlab.board;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way back from what an image of firmware/timing prints to constants, as the table in its
 * README says: sums, differences and quotients of lines.
 */
final class TimingInference {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\| ([^|]+) \\|");
  private static final Pattern LAST = Pattern.compile("the last N for which `(\\S+-)N` is (0|N)");
  private static final Pattern TOKEN = Pattern.compile("\\s*(`[a-z0-9-]+`|\\d+|[-+/()S])");

  private final Map<String, Integer> lines;
  private final int ramWait;
  private Matcher tokens;
  private String token;

  /**
   * @param lines hundredths of cycles by name
   * @param ramWait what the table calls S
   */
  TimingInference(Map<String, Integer> lines, int ramWait) {
    this.lines = lines;
    this.ramWait = ramWait;
  }

  /** The rows of the README's table: how to find a constant, by its key. */
  static Map<String, String> readme() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    String text = Files.readString(TestBoard.ROOT.resolve("firmware/timing/README.md"));
    String table = text.substring(text.indexOf("| key |"), text.indexOf("## The kernels"));
    table
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  /** The value of a row, in cycles. */
  double value(String text) {
    Matcher last = LAST.matcher(text);
    if (last.matches()) {
      return last(last.group(1), last.group(2).equals("N") ? 1 : 0);
    }
    tokens = TOKEN.matcher(text);
    next();
    double value = sum();
    if (token != null) {
      throw new AssertionError(text + ": not understood at " + token);
    }
    return value;
  }

  private int last(String name, int each) {
    int last = 0;
    while (line(name + (last + 1)) == each * (last + 1)) {
      last++;
    }
    return last;
  }

  private double line(String name) {
    if (!lines.containsKey(name)) {
      throw new AssertionError("no line " + name);
    }
    return lines.get(name) / 100.0;
  }

  private void next() {
    token = tokens.lookingAt() ? tokens.group(1) : null;
    if (token != null) {
      tokens.region(tokens.end(), tokens.regionEnd());
    } else if (tokens.regionStart() < tokens.regionEnd()) {
      token = "?";
    }
  }

  private double sum() {
    double sum = quotient();
    while ("+".equals(token) || "-".equals(token)) {
      int sign = "+".equals(token) ? 1 : -1;
      next();
      sum += sign * quotient();
    }
    return sum;
  }

  private double quotient() {
    double quotient = factor();
    while ("/".equals(token)) {
      next();
      quotient /= factor();
    }
    return quotient;
  }

  private double factor() {
    String first = String.valueOf(token);
    next();
    if (first.equals("(")) {
      double sum = sum();
      next();
      return sum;
    }
    if (first.equals("S")) {
      return ramWait;
    }
    return first.startsWith("`")
        ? line(first.substring(1, first.length() - 1))
        : Integer.parseInt(first);
  }
}
