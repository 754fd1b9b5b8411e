package org.vzlab.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.vzlab.board.LedgerKind;
import picocli.CommandLine.TypeConversionException;

/**
 * What the worst case of a kind may take.
 *
 * @param cycles SYSCLK cycles
 */
record LedgerBudget(LedgerKind kind, long cycles) {
  /** Reads {@code device=700}. */
  static LedgerBudget parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new TypeConversionException(
          "'" + text + "' is not a budget; expected KIND=CYCLES, such as device=700");
    }
    return new LedgerBudget(
        kind(text.substring(0, equals)), cycles(text, text.substring(equals + 1)));
  }

  private static LedgerKind kind(String word) {
    for (LedgerKind kind : LedgerKind.values()) {
      if (kind.key().equals(word)) {
        return kind;
      }
    }
    String kinds =
        Arrays.stream(LedgerKind.values()).map(LedgerKind::key).collect(Collectors.joining(", "));
    throw new TypeConversionException(
        "'" + word + "' is not a kind of the ledger; expected one of " + kinds);
  }

  private static long cycles(String text, String number) {
    if (!number.matches("[0-9]{1,18}")) {
      throw new TypeConversionException(
          "'" + text + "': '" + number + "' is not a number of cycles; expected such as 700");
    }
    return Long.parseLong(number);
  }
}
