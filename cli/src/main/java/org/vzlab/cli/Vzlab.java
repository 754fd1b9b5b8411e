package org.vzlab.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Session;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command line: from words to an exit status. */
@Command(
    name = "vzlab",
    mixinStandardHelpOptions = true,
    versionProvider = Vzlab.Version.class,
    description = "Runs emulated PIC32MZ-EF boards (MIPS VZ), bare or with guests under tinyVP.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:ended as asked",
      "1:a guest or the hypervisor failed, a budget or a promise was not kept, or isolation did not"
          + " hold",
      "2:usage, configuration or image error",
      "3:a limit was reached before --until matched",
      "70:a bug of vzlab"
    })
final class Vzlab {
  /** Makes a board of what the user asks for. */
  @FunctionalInterface
  interface Boards {
    /** A board, powered on. */
    Session open(Setup setup) throws UserError;
  }

  /** A command that needs no board to run on. */
  @FunctionalInterface
  private interface Offline {
    /** Does all there is to do and returns the exit status. */
    int execute(Host host) throws UserError;
  }

  private static final String COMMANDS =
      "demo, run, replay, check, build, svm, ports, disasm, timing, flamegraph, ledger, attack,"
          + " inject or guarantees";

  private static final List<String> HINT =
      List.of(
          "Two guests run under tinyVP; what you type goes to the console they share.",
          "  Ctrl-E 1, Ctrl-E 2   guest 1, guest 2: the next character is printed from now on",
          "  Ctrl-E 0             the monitor: 1 or 2 selects a guest, then s stop, c continue,",
          "                       r restart, q status; T lists the TLB, I the interrupts",
          "  Ctrl-]               the end");

  private final Host host;
  private final Boards boards;

  Vzlab(Host host, Boards boards) {
    this.host = host;
    this.boards = boards;
  }

  /** Executes a command line and returns the exit status. */
  int execute(String... words) {
    CommandLine line =
        new CommandLine(this)
            .addSubcommand(new RunCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new Build())
            .addSubcommand(new ReplayCommand())
            .addSubcommand(new Ports())
            .addSubcommand(new Disasm())
            .addSubcommand(new Timing())
            .addSubcommand(new Flamegraph())
            .addSubcommand(new LedgerCommand())
            .addSubcommand(new CheckCommand())
            .addSubcommand(new AttackCommand())
            .addSubcommand(new InjectCommand())
            .addSubcommand(new GuaranteesCommand())
            .addSubcommand(Svm.line())
            .setExpandAtFiles(false)
            .setOut(new PrintWriter(host.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(host.err(), true, StandardCharsets.UTF_8))
            .setExecutionStrategy(this::dispatch)
            .setParameterExceptionHandler((e, all) -> usage(e))
            .setExecutionExceptionHandler((e, command, result) -> bug(e, null));
    return line.execute(words);
  }

  private int dispatch(CommandLine.ParseResult result) {
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    if (!result.hasSubcommand()) {
      host.err().println("vzlab: no command given; expected " + COMMANDS);
      result.commandSpec().commandLine().usage(host.err());
      return ExitStatus.USAGE;
    }
    Object command = result.subcommand().commandSpec().userObject();
    if (command instanceof Svm svm) {
      return offline(host -> svm.execute(host, result.subcommand()));
    }
    if (command instanceof RunCommand run) {
      return run(run.target, run.options);
    }
    if (command instanceof Build build) {
      return offline(build::execute);
    }
    if (command instanceof ReplayCommand replay) {
      return replay(replay.file, replay.options);
    }
    if (command instanceof Ports ports) {
      return offline(ports::execute);
    }
    if (command instanceof Disasm disasm) {
      return offline(disasm::execute);
    }
    if (command instanceof Timing timing) {
      return offline(timing::execute);
    }
    if (command instanceof Flamegraph flamegraph) {
      return offline(flamegraph::execute);
    }
    if (command instanceof LedgerCommand ledger) {
      return offline(ledger::execute);
    }
    if (command instanceof CheckCommand check) {
      return offline(check::execute);
    }
    if (command instanceof AttackCommand attack) {
      return offline(attack::execute);
    }
    if (command instanceof InjectCommand inject) {
      return offline(inject::execute);
    }
    if (command instanceof GuaranteesCommand guarantees) {
      return offline(guarantees::execute);
    }
    HINT.forEach(host.err()::println);
    return run(
        host.home().resolve("configs").resolve("two-guests.config").toString(),
        ((DemoCommand) command).options);
  }

  private int usage(CommandLine.ParameterException e) {
    host.err().println("vzlab: " + e.getMessage());
    host.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitStatus.USAGE;
  }

  private int run(String target, RunOptions options) {
    Setup setup = options.setup(target);
    return run(
        setup,
        options.observe,
        new LiveInput(setup, options.typed, options.pressed, Optional.ofNullable(options.record)));
  }

  private int replay(Path file, ObserveOptions options) {
    Journal journal;
    try {
      journal = JournalReader.read(file);
      journal.checkFiles();
    } catch (UserError e) {
      host.err().println("vzlab: " + e.getMessage());
      return ExitStatus.USAGE;
    }
    if (journal.end().isEmpty()) {
      host.err()
          .println(
              "vzlab: the recording was cut short; its last input is at "
                  + new BoardTime(journal.endCycles())
                  + ", where the replay ends without --for");
    }
    return run(journal.setup(), options, new ReplayedInput(journal));
  }

  private int run(Setup setup, ObserveOptions options, Input input) {
    Session session = null;
    try {
      session = boards.open(setup);
      try (Run run = new Run(session, options, input, host)) {
        return run.execute();
      }
    } catch (UserError | OutputFile.Failed e) {
      host.err().println("vzlab: " + e.getMessage());
      return ExitStatus.USAGE;
    } catch (RuntimeException | Error e) {
      return bug(e, session);
    }
  }

  private int offline(Offline command) {
    try {
      return command.execute(host);
    } catch (UserError | OutputFile.Failed e) {
      host.err().println("vzlab: " + e.getMessage());
      return ExitStatus.USAGE;
    }
  }

  /** Says all that helps to find a mistake of ours. */
  private int bug(Throwable e, Session session) {
    host.err().println("vzlab: this is a bug of vzlab, not of yours.");
    host.err().println("Please report it with your command line and everything below.");
    e.printStackTrace(host.err());
    if (session != null) {
      try {
        host.err().println(session.dump());
      } catch (RuntimeException second) {
        host.err().println("(no state: " + second + ")");
      }
    }
    return ExitStatus.BUG;
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Runs a tinyVP configuration, an image that 'vzlab build' has made of one, or an image bare"
              + " on the board.")
  private static final class RunCommand {
    @Parameters(
        paramLabel = "TARGET",
        description =
            "A tinyVP configuration (.config) or an image (.srec .hex .elf, .bin@ADDRESS).")
    private String target;

    @Mixin private final RunOptions options = new RunOptions();
  }

  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Runs two isolated guests under tinyVP; the terminal is the board's console.")
  private static final class DemoCommand {
    @Mixin private final RunOptions options = new RunOptions();
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Runs what 'run --record FILE' or 'demo --record FILE' has recorded again, with the same"
              + " input at the same board times.")
  private static final class ReplayCommand {
    @Parameters(paramLabel = "FILE", description = "A journal.")
    private Path file;

    @Mixin private final ObserveOptions options = new ObserveOptions();
  }

  /** The version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Vzlab.class.getPackage().getImplementationVersion();
      return new String[] {"vzlab " + (version == null ? "(not packaged)" : version)};
    }
  }
}
