package org.vzlab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A file with the names of functions, and whose they are: {@code 1=guest.elf}.
 *
 * @param guestId a guest's number, or 0 for root
 */
record SymbolFile(int guestId, String file) {
  private static final Pattern FORM = Pattern.compile("([0-7])=(.+)");

  static SymbolFile parse(String option) {
    Matcher matcher = FORM.matcher(option);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + option + "' names no symbols; expected N=FILE, N from 0 (root) to 7");
    }
    return new SymbolFile(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }
}
