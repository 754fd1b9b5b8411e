package org.vzlab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A file with the names of functions, and whose they are: {@code 1=guest.elf}.
 *
 * @param id that of a guest or thread, or 0 for root
 */
record SymbolFile(int id, String file) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})=(.+)");

  /** The last id that a configuration can give. */
  private static final int LAST = 255;

  static SymbolFile parse(String option) {
    Matcher matcher = FORM.matcher(option);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > LAST) {
      throw new TypeConversionException(
          "'" + option + "' names no symbols; expected N=FILE, N from 0 (root) to " + LAST);
    }
    return new SymbolFile(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }
}
