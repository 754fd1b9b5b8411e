package org.vzlab.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vzlab.board.BoardTime;
import org.vzlab.board.UserError;
import org.vzlab.isolation.guarantee.Budget;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.Quantity;
import picocli.CommandLine.TypeConversionException;

/**
 * What a user wants a guest or thread to have at the worst.
 *
 * @param text as it was typed
 * @param task {@code guest1}, {@code thread3}
 */
record GuaranteesBudget(String text, String task, Budget budget) {
  private static final Pattern FORM =
      Pattern.compile("((?:guest|thread)(\\d{1,9}))\\.([^=]*)=(.*)", Pattern.DOTALL);
  private static final Pattern CYCLES = Pattern.compile("(\\d{1,15})cycles");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)%");
  private static final double WHOLE = 100;

  /** Reads {@code guest1.latency=500us}. */
  static GuaranteesBudget parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a budget; expected such as guest1.latency=500us or guest2.share=20%");
    }
    Quantity quantity = quantity(matcher.group(3));
    String limit = matcher.group(4);
    double value = quantity == Quantity.SHARE ? share(text, limit) : cycles(text, limit);
    int id = Integer.parseInt(matcher.group(2));
    return new GuaranteesBudget(text, matcher.group(1), new Budget(id, quantity, value));
  }

  private static Quantity quantity(String word) {
    for (Quantity quantity : Quantity.values()) {
      if (quantity.word().equals(word)) {
        return quantity;
      }
    }
    String words =
        Arrays.stream(Quantity.values()).map(Quantity::word).collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + word + "' is not measured; expected one of " + words);
  }

  private static double share(String text, String limit) {
    Matcher matcher = PERCENT.matcher(limit);
    double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / WHOLE : 2;
    if (share > 1) {
      throw new TypeConversionException(
          "'" + text + "': '" + limit + "' is not a part of the time; expected such as 20%");
    }
    return share;
  }

  private static double cycles(String text, String limit) {
    Matcher matcher = CYCLES.matcher(limit);
    if (matcher.matches()) {
      return Long.parseLong(matcher.group(1));
    }
    try {
      return BoardTime.parse(limit).cycles();
    } catch (UserError e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage() + ", or 1600cycles");
    }
  }

  /** Whether it is for this guest or thread. */
  boolean isFor(Guarantee guarantee) {
    return task.equals(name(guarantee));
  }

  /** What a guest or thread is called in a budget. */
  static String name(Guarantee guarantee) {
    return guarantee.title().replace(" ", "");
  }
}
