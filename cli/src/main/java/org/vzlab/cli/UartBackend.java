package org.vzlab.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.board.UserError;
import org.vzlab.cli.line.HostPort;
import org.vzlab.cli.line.Line;
import org.vzlab.cli.line.PtyLine;
import org.vzlab.cli.line.TcpLine;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a UART of the board leads: {@code 4=stdio}, {@code 1=file:log.txt}, {@code 2=tcp:4000}.
 *
 * @param uart 1 to 6
 */
record UartBackend(int uart, Target target) {
  private static final int STANDARD_BAUD = 115_200;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("([1-6])=(stdio|none|pty|(file|tcp|telnet|pty|serial):(.+))");

  /** The kinds of back ends. */
  sealed interface Target {}

  /** The command's standard output, and the terminal's keys. */
  record Stdio() implements Target {}

  /** Nothing. */
  record None() implements Target {}

  /** A file that takes what the UART sends. */
  record ToFile(Path file) implements Target {}

  /** Something that clients attach to. */
  sealed interface Attachable extends Target {
    /**
     * Opens it.
     *
     * @param notices hears what the user should know, from any thread
     * @throws UserError if the host does not let us
     */
    Line open(Consumer<String> notices) throws UserError;
  }

  /**
   * A port of the host.
   *
   * @param host empty for the loopback address
   * @param port 0 for any that is free
   */
  record Tcp(String host, int port) implements Attachable {
    @Override
    public Line open(Consumer<String> notices) throws UserError {
      return TcpLine.raw(host, port, notices);
    }
  }

  /** A port of the host for telnet clients; otherwise as {@link Tcp}. */
  record Telnet(String host, int port) implements Attachable {
    @Override
    public Line open(Consumer<String> notices) throws UserError {
      return TcpLine.telnet(host, port, notices);
    }
  }

  /** A pseudo-terminal, and a link to it if one is wanted. */
  record Pty(Optional<Path> link) implements Attachable {
    @Override
    public Line open(Consumer<String> notices) throws UserError {
      return PtyLine.open(link, notices);
    }
  }

  /** A serial port of the host. */
  record Serial(String device, int baud) implements Attachable {
    @Override
    public Line open(Consumer<String> notices) throws UserError {
      return HostPort.open(device, baud, notices);
    }
  }

  static UartBackend parse(String option) {
    Matcher matcher = FORM.matcher(option);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'"
              + option
              + "' is no back end; expected N=stdio, N=none, N=file:PATH, N=tcp:[HOST:]PORT,"
              + " N=telnet:[HOST:]PORT, N=pty[:LINK] or N=serial:DEVICE[,BAUD], N from 1 to 6");
    }
    int uart = Integer.parseInt(matcher.group(1));
    return new UartBackend(
        uart,
        matcher.group(3) == null
            ? plain(matcher.group(2))
            : target(option, matcher.group(3), matcher.group(4)));
  }

  private static Target plain(String word) {
    return switch (word) {
      case "stdio" -> new Stdio();
      case "none" -> new None();
      default -> new Pty(Optional.empty());
    };
  }

  private static Target target(String option, String kind, String where) {
    return switch (kind) {
      case "file" -> new ToFile(Path.of(where));
      case "pty" -> new Pty(Optional.of(Path.of(where)));
      case "serial" -> serial(option, where);
      default -> port(option, kind, where);
    };
  }

  private static Target serial(String option, String where) {
    int comma = where.lastIndexOf(',');
    return comma < 0
        ? new Serial(where, STANDARD_BAUD)
        : new Serial(where.substring(0, comma), baud(option, where.substring(comma + 1)));
  }

  private static Target port(String option, String kind, String where) {
    int colon = where.lastIndexOf(':');
    String host = colon < 0 ? "" : where.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    int port = port(option, where.substring(colon + 1));
    return kind.equals("tcp") ? new Tcp(host, port) : new Telnet(host, port);
  }

  private static int port(String option, String text) {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException(
        "in '"
            + option
            + "' '"
            + text
            + "' is no port; expected a number from 1 to 65535, or 0 for any that is free");
  }

  private static int baud(String option, String text) {
    if (text.matches("[1-9]\\d{0,7}")) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException(
        "in '" + option + "' '" + text + "' is no speed; expected bits a second, such as 115200");
  }
}
