package org.vzlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.vzlab.board.BoardTime;
import org.vzlab.board.End;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;

/** Runs a board: slices of board time, and between them the host's side. */
final class Run implements AutoCloseable {
  /** A millisecond of board time: keys, output and pace are looked after this often. */
  static final long SLICE = Session.CYCLES_PER_SECOND / 1000;

  private static final int CTRL_CLOSING_BRACKET = 0x1D;
  private static final long SECOND = 1_000_000_000L;

  private final Session session;
  private final ObserveOptions options;
  private final Input input;
  private final Host host;
  private final OutputFiles files = new OutputFiles();
  private final Uarts uarts;
  private final LedDisplay leds;
  private final long limit;
  private final int keysUart;
  private Optional<Until> until = Optional.empty();
  private Optional<OutputFile> json = Optional.empty();
  private Console console;
  private boolean realtime;
  private Runnable writeProfile = () -> {};

  /** What completes traces. */
  private final List<Runnable> endings = new ArrayList<>();

  /**
   * Connects a board with the host.
   *
   * @param input what is typed at it
   * @throws UserError if the options contradict each other, or the host does not let us have a file
   *     or a line that they name
   */
  Run(Session session, ObserveOptions options, Input input, Host host) throws UserError {
    this.session = session;
    this.options = options;
    this.input = input;
    this.host = host;
    uarts = new Uarts(session, this::message);
    limit = input.limitCycles(options.limitCycles());
    leds = new LedDisplay(session.summary().leds());
    Optional<Integer> stdio = options.stdioUart(session);
    keysUart = stdio.orElse(session.consoleUart());
    try {
      openFiles();
      openUarts();
      input.begin(session, files);
    } catch (UserError e) {
      close();
      throw e;
    }
    listen(stdio);
  }

  private void openFiles() throws UserError {
    if (options.json != null) {
      json = Optional.of(open("--json", options.json));
    }
    for (TraceFile trace : options.traces) {
      OutputFile file = open("--trace " + Choice.word(trace.kind()), trace.file());
      endings.add(session.trace(trace.kind(), file::line));
    }
    if (options.profile != null) {
      OutputFile file = open("--profile", options.profile.file);
      for (SymbolFile symbols : options.profile.symbols) {
        session.symbols(symbols.id(), symbols.file());
      }
      Supplier<List<String>> stacks = session.profile(options.profile.period);
      writeProfile = () -> stacks.get().forEach(file::line);
    }
  }

  private OutputFile open(String option, Path path) throws UserError {
    return files.open(option, path);
  }

  private void openUarts() throws UserError {
    for (UartBackend backend : options.uarts) {
      if (backend.target() instanceof UartBackend.ToFile to) {
        session.onSerial(backend.uart(), open("--uart " + backend.uart(), to.file())::write);
      } else if (backend.target() instanceof UartBackend.Attachable target) {
        uarts.open(backend.uart(), target);
      }
    }
  }

  private void message(String line) {
    if (console == null) {
      host.err().println(line);
    } else {
      console.message(line);
    }
  }

  private void listen(Optional<Integer> stdio) {
    console =
        new Console(
            host, stdio.isPresent() && input.isLive() ? host.openScreen() : Optional.empty());
    realtime =
        options.pace == null
            ? console.isTerminal() || (input.isLive() && uarts.isInteractive())
            : options.pace == ObserveOptions.Pace.REALTIME;
    stdio.ifPresent(uart -> session.onSerial(uart, console::add));
    if (options.until != null) {
      Until match = new Until(options.until);
      until = Optional.of(match);
      session.onSerial(session.consoleUart(), match::add);
    }
    session.onLed(this::ledChanged);
    session.onReport(line -> console.message("vzlab: " + line));
  }

  private void ledChanged(String name, boolean on, long cycles) {
    leds.set(name, on);
    if (options.leds) {
      console.message(new BoardTime(cycles) + " " + name + (on ? " on" : " off"));
    }
  }

  /**
   * Runs to the end.
   *
   * @return the exit status
   * @throws UserError if the input belongs to another run
   */
  int execute() throws UserError {
    long start = host.nanoTime();
    Ending ending = loop(start);
    long elapsed = host.nanoTime() - start;
    console.flush();
    uarts.flush();
    input.end(session);
    writeProfile.run();
    json.ifPresent(
        file -> file.line(SummaryJson.of(session.summary(), ending, elapsed).stripTrailing()));
    if (options.stats) {
      Stats.table(session.summary()).forEach(console::message);
      WorkTable.of(session.summary()).forEach(console::message);
      TaskTable.of(session.summary()).forEach(console::message);
    }
    if (ending == Ending.TIME && until.isPresent()) {
      console.message(
          "vzlab: the console printed no match of '%s' in %s of board time"
              .formatted(options.until, new BoardTime(limit)));
      return ExitStatus.LIMIT;
    }
    return session.failed() || ending == Ending.UNMODELLED ? ExitStatus.FAILED : ExitStatus.OK;
  }

  private Ending loop(long start) throws UserError {
    Progress progress = new Progress(start);
    long anchor = start - nanos(session.now());
    while (true) {
      console.flush();
      uarts.flush();
      console.status(leds.line(session.now()));
      long time = host.nanoTime();
      if (realtime) {
        anchor = keepPace(anchor, time);
      }
      if (!console.isTerminal() && !(realtime && uarts.isInteractive())) {
        progress.at(time, session.now()).ifPresent(host.err()::println);
      }
      Optional<Ending> ending = ending();
      if (ending.isPresent()) {
        return ending.get();
      }
      uarts.type((uart, bytes) -> input.type(session, uart, bytes));
      input.between(session);
      session.run(Math.min(limit, (session.now() / SLICE + 1) * SLICE));
    }
  }

  private Optional<Ending> ending() {
    if (until.isPresent() && until.get().matched()) {
      return Optional.of(Ending.MATCH);
    }
    if (session.end() == End.UNMODELLED) {
      return Optional.of(Ending.UNMODELLED);
    }
    if (session.now() >= limit) {
      return Optional.of(Ending.TIME);
    }
    if (console.isClosed()) {
      return Optional.of(Ending.CLOSED);
    }
    return host.interrupted() || !typeKeys() ? Optional.of(Ending.USER) : Optional.empty();
  }

  /** Passes on what the user has typed; false if it was the key that ends. */
  private boolean typeKeys() {
    byte[] keys = console.keys();
    int length = 0;
    while (length < keys.length && keys[length] != CTRL_CLOSING_BRACKET) {
      length++;
    }
    if (length > 0) {
      input.type(session, keysUart, Arrays.copyOf(keys, length));
    }
    return length == keys.length;
  }

  /**
   * Sleeps until the host's time has caught up with the board's. A host that is late by more than a
   * second is not hurried afterwards.
   *
   * @return the host's time at board time 0
   */
  private long keepPace(long anchor, long now) {
    long ahead = anchor + nanos(session.now()) - now;
    if (ahead > 0) {
      host.sleep(ahead);
    }
    return ahead < -SECOND ? now - nanos(session.now()) : anchor;
  }

  private static long nanos(long cycles) {
    return cycles * (SECOND / Session.CYCLES_PER_SECOND);
  }

  @Override
  public void close() {
    uarts.close();
    if (console != null) {
      console.close();
    }
    endings.forEach(Runnable::run);
    files.close();
  }
}
