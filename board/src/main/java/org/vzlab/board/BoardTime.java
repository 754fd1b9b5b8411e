package org.vzlab.board;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time on the board as a user types it: {@code 500ms}, {@code 10s}, {@code 2m}.
 *
 * @param cycles SYSCLK cycles since power-on
 */
public record BoardTime(long cycles) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)");
  private static final Map<String, Long> MICROSECONDS =
      Map.of("us", 1L, "ms", 1_000L, "s", 1_000_000L, "m", 60_000_000L, "h", 3_600_000_000L);
  private static final BigDecimal CYCLES_PER_MICROSECOND =
      BigDecimal.valueOf(Session.CYCLES_PER_SECOND / 1_000_000);
  private static final BigDecimal LONGEST =
      BigDecimal.valueOf(365L * 24 * 3600 * Session.CYCLES_PER_SECOND);

  /**
   * Reads a time.
   *
   * @param text a number and {@code us}, {@code ms}, {@code s}, {@code m} or {@code h}
   * @throws UserError if it is no time, or one of more than a year
   */
  public static BoardTime parse(String text) throws UserError {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(
          "'" + text + "' is not a time; expected a number and us, ms, s, m or h, such as 500ms");
    }
    BigDecimal cycles =
        new BigDecimal(matcher.group(1))
            .multiply(BigDecimal.valueOf(MICROSECONDS.get(matcher.group(2))))
            .multiply(CYCLES_PER_MICROSECOND);
    if (cycles.compareTo(LONGEST) > 0) {
      throw new UserError("'" + text + "' is too long; expected at most a year");
    }
    return new BoardTime(cycles.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** The time in seconds, exactly: a cycle is 5 ns. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(cycles)
            .divide(BigDecimal.valueOf(Session.CYCLES_PER_SECOND), 9, RoundingMode.DOWN)
            .toPlainString()
        + " s";
  }
}
