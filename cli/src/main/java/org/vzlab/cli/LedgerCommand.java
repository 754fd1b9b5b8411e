package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Distribution;
import org.vzlab.board.Ledger;
import org.vzlab.board.LedgerRun;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what a hypervisor costs, by itself or beside another one. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a hypervisor and prints the cycles that each kind of its work takes.",
      "The same guests under two hypervisors are compared with --against."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every worst case is within its budget",
      "1:one is not, or did not happen; or a guest or the hypervisor failed",
      "2:usage, configuration or image error",
      "70:a bug of vzlab"
    })
final class LedgerCommand {
  @Parameters(
      paramLabel = "TARGET",
      description = "A tinyVP configuration (.config) or an image of a hypervisor.")
  private String target;

  @Option(
      names = "--against",
      paramLabel = "TARGET",
      description = "Another one, to be compared: ratios are TARGET's cycles by this one's.")
  private String against;

  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = Setup.OWN_BOARD,
      description =
          "The board: wifire, dm320007, emz64, or a board file, which may have other constants of"
              + " the timing model. By default what the configuration names, or else wifire.")
  private String board;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "5s",
      converter = ObserveOptions.TimeConverter.class,
      description = "Board time to measure: 500ms, 10s, 2m. Default: 5s.")
  private BoardTime limit;

  @Option(
      names = "--timing",
      paramLabel = "functional|approximate",
      defaultValue = "approximate",
      converter = RunOptions.TimingConverter.class,
      description =
          "With functional, where an instruction is a cycle, the ledger is one of instructions."
              + " Default: approximate.")
  private TimingModel timing;

  @Option(
      names = "--entry",
      paramLabel = "SYMBOL",
      description =
          "Where an image's code begins to enter a guest. Default: enter_guest, or without that"
              + " symbol the instruction that does it.")
  private String entry;

  @Option(
      names = "--budget",
      paramLabel = "KIND=CYCLES",
      converter = BudgetConverter.class,
      description = "Fail if the worst case of a kind of TARGET takes more. Repeatable.")
  private List<LedgerBudget> budgets = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the ledger as JSON, too.")
  private Path json;

  /**
   * Measures and prints.
   *
   * @return the exit status
   * @throws UserError if a target or an option cannot be used
   */
  int execute(Host host) throws UserError {
    if (entry != null && Stream.of(target, against).allMatch(LedgerCommand::isModelled)) {
      throw new UserError(
          "--entry goes with an image; where the modelled hypervisor begins to enter a guest is"
              + " known");
    }
    LedgerRun own = open(target);
    Optional<LedgerRun> other = against == null ? Optional.empty() : Optional.of(open(against));
    try (OutputFile file = json == null ? null : OutputFile.open("--json", json)) {
      boolean failed = run(own, target, host);
      if (other.isPresent()) {
        failed |= run(other.get(), against, host);
      }
      PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
      LedgerTable table = new LedgerTable(own.ledger(), other.map(LedgerRun::ledger));
      BoardTime measured = new BoardTime(own.session().now());
      table.lines(target, against, measured, Choice.word(timing)).forEach(out::println);
      out.flush();
      if (file != null) {
        file.line(table.json(target, against, measured, Choice.word(timing)).stripTrailing());
      }
      return isKept(own.ledger(), host) && !failed ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }

  private static boolean isModelled(String name) {
    return name == null || Boards.isConfiguration(name);
  }

  private LedgerRun open(String of) throws UserError {
    boolean named = entry != null && !isModelled(of);
    return new LedgerRun(setup(of), named ? Optional.of(entry) : Optional.empty());
  }

  private Setup setup(String of) {
    return new Setup(of, board, Optional.empty(), List.of(), UnmodelledPolicy.QUIET, false, timing);
  }

  /** Runs to the end; whether something has failed. */
  private boolean run(LedgerRun run, String of, Host host) {
    run.session().onReport(line -> host.err().println("vzlab: " + of + ": " + line));
    Progress progress = new Progress(host.nanoTime());
    while (run.session().now() < limit.cycles() && !host.interrupted()) {
      run.session().run(Math.min(limit.cycles(), run.session().now() + Run.SLICE));
      progress.at(host.nanoTime(), run.session().now()).ifPresent(host.err()::println);
    }
    if (run.session().now() < limit.cycles()) {
      host.err()
          .printf(
              "vzlab: %s: interrupted after %s of board time%n",
              of, new BoardTime(run.session().now()));
    }
    if (run.ledger().rows().isEmpty()) {
      host.err().println("vzlab: " + of + ": no guest has left to root: nothing to measure");
    }
    return run.session().failed();
  }

  private boolean isKept(Ledger ledger, Host host) {
    boolean kept = true;
    for (LedgerBudget budget : budgets) {
      Distribution measured = ledger.row(budget.kind()).total();
      String name = budget.kind().key();
      if (measured.count() == 0) {
        host.err().println("vzlab: budget of " + name + ": there was none to measure");
        kept = false;
      } else if (measured.max() > budget.cycles()) {
        host.err()
            .printf(
                "vzlab: budget of %s exceeded: the worst case took %d cycles, allowed are %d%n",
                name, measured.max(), budget.cycles());
        kept = false;
      }
    }
    return kept;
  }

  static final class BudgetConverter implements ITypeConverter<LedgerBudget> {
    @Override
    public LedgerBudget convert(String text) {
      return LedgerBudget.parse(text);
    }
  }
}
