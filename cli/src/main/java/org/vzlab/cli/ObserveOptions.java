package org.vzlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that watch a run and end it, and leave what the board does alone. */
final class ObserveOptions {
  /** How board time and the host's time go together. */
  enum Pace {
    /** A second on the board takes a second, if the host is fast enough. */
    REALTIME,
    /** As fast as the host can. */
    MAX
  }

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = TimeConverter.class,
      description = "Stop after this board time: 500ms, 10s, 2m.")
  BoardTime limit;

  @Option(
      names = "--until",
      paramLabel = "REGEX",
      converter = RegexConverter.class,
      description = "Stop when the console has printed a match.")
  Pattern until;

  @Option(
      names = "--uart",
      paramLabel = "N=BACKEND",
      converter = UartConverter.class,
      description =
          "Where a UART leads: stdio, none, file:PATH, tcp:[HOST:]PORT, telnet:[HOST:]PORT,"
              + " pty[:LINK] or serial:DEVICE[,BAUD]. The console's default is stdio. Repeatable.")
  List<UartBackend> uarts = new ArrayList<>();

  @Option(names = "--leds", description = "Print every LED change with its board time.")
  boolean leds;

  @Option(
      names = "--pace",
      paramLabel = "realtime|max",
      converter = PaceConverter.class,
      description =
          "Default: realtime on a terminal and with a line that clients attach to, max otherwise.")
  Pace pace;

  @Option(
      names = "--trace",
      paramLabel = "KIND=FILE",
      converter = TraceConverter.class,
      description =
          "Write a trace: instructions, cycles, exceptions, tlb, interrupts, uart or schedule,"
              + " which Perfetto and chrome://tracing open. A line of"
              + " cycles is TIME CYCLES WHO WHAT; STALLS: when it began, how many cycles it took"
              + " until the next line, and which of them were lost to what. Repeatable.")
  List<TraceFile> traces = new ArrayList<>();

  @Option(
      names = "--stats",
      description =
          "Print at the end where the cycles went: of root, of each guest and of all, with the hit"
              + " rates of caches and TLBs.")
  boolean stats;

  @Option(names = "--json", paramLabel = "FILE", description = "Write a summary of the run.")
  Path json;

  @ArgGroup(exclusive = false)
  ProfileOptions profile;

  /** Board time in SYSCLK cycles at which the run ends. */
  long limitCycles() {
    return limit == null ? Long.MAX_VALUE : limit.cycles();
  }

  /**
   * The UART on standard output: the one that is given {@code stdio}, else the console if it is
   * given nothing else.
   *
   * @throws UserError if two UARTs claim standard output, or one has two back ends
   */
  Optional<Integer> stdioUart(Session session) throws UserError {
    Set<Integer> given = new HashSet<>();
    Optional<Integer> stdio = Optional.empty();
    for (UartBackend backend : uarts) {
      if (!given.add(backend.uart())) {
        throw new UserError("--uart " + backend.uart() + "=... is given twice; leave one out");
      }
      if (backend.target() instanceof UartBackend.Stdio) {
        if (stdio.isPresent()) {
          throw new UserError(
              String.format(
                  "--uart %d=stdio and --uart %d=stdio: only one UART can have the terminal",
                  stdio.get(), backend.uart()));
        }
        stdio = Optional.of(backend.uart());
      }
    }
    if (stdio.isEmpty() && !given.contains(session.consoleUart())) {
      return Optional.of(session.consoleUart());
    }
    return stdio;
  }

  static final class TimeConverter implements ITypeConverter<BoardTime> {
    @Override
    public BoardTime convert(String text) {
      return time(text);
    }

    /** A time as the board reads it. */
    static BoardTime time(String text) {
      try {
        return BoardTime.parse(text);
      } catch (UserError e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class RegexConverter implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text, Pattern.MULTILINE);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a regular expression: " + e.getDescription());
      }
    }
  }

  static final class UartConverter implements ITypeConverter<UartBackend> {
    @Override
    public UartBackend convert(String text) {
      return UartBackend.parse(text);
    }
  }

  static final class TraceConverter implements ITypeConverter<TraceFile> {
    @Override
    public TraceFile convert(String text) {
      return TraceFile.parse(text);
    }
  }

  static final class PaceConverter implements ITypeConverter<Pace> {
    @Override
    public Pace convert(String text) {
      return Choice.of(Pace.class, text);
    }
  }
}
