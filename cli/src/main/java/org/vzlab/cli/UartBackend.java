package org.vzlab.cli;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a UART of the board leads: {@code 4=stdio}, {@code 1=file:log.txt}, {@code 2=none}.
 *
 * @param uart 1 to 6
 * @param file the file of {@link Kind#FILE}, else null
 */
record UartBackend(int uart, Kind kind, Path file) {
  private static final Pattern FORM = Pattern.compile("([1-6])=(stdio|none|file:(.+))");

  /** The kinds of back ends. */
  enum Kind {
    /** The command's standard output, and the terminal's keys. */
    STDIO,
    /** A file that takes what the UART sends. */
    FILE,
    /** Nothing. */
    NONE
  }

  static UartBackend parse(String option) {
    Matcher matcher = FORM.matcher(option);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'"
              + option
              + "' is no back end; expected N=stdio, N=file:PATH or N=none, N from 1 to 6");
    }
    int uart = Integer.parseInt(matcher.group(1));
    if (matcher.group(3) != null) {
      return new UartBackend(uart, Kind.FILE, Path.of(matcher.group(3)));
    }
    return new UartBackend(uart, matcher.group(2).equals("none") ? Kind.NONE : Kind.STDIO, null);
  }
}
