package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.GuaranteePlan;
import org.vzlab.isolation.guarantee.GuaranteeRuns;
import org.vzlab.isolation.guarantee.Quantity;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what guests have of the processor while all others are hostile. */
@Command(
    name = "guarantees",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what each guest and thread of a configuration has of the processor while hostile"
          + " programs are in the place of all other guests: how long it waits for its interrupts,"
          + " how long a switch to it takes, which part of the time it has. Holds that against what"
          + " the schedule promises.",
      "A measurement is no proof: the bound is what 'check' computes."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing was worse than promised, or than a budget",
      "1:something was",
      "2:usage, configuration or image error",
      "70:a bug of vzlab"
    })
final class GuaranteesCommand {
  /** More runs than that are not made in one go. */
  private static final long MOST_SEEDS = 100_000;

  @Parameters(paramLabel = "CONFIG", description = "A tinyVP configuration (.config).")
  private String target;

  @Option(
      names = "--guest",
      paramLabel = "ID",
      description = "Which guest or thread to measure. Repeatable. Default: all.")
  private List<Integer> guests = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..10",
      converter = SeedRange.Converter.class,
      description =
          "Attacks in the place of all others, one for each seed from A to B, beside the programs"
              + " that are known to be hostile. Default: ${DEFAULT-VALUE}.")
  private SeedRange seeds;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = ObserveOptions.TimeConverter.class,
      description =
          "Board time of each run, rounded up to whole frames or periods. Default:"
              + " ${DEFAULT-VALUE}.")
  private BoardTime duration;

  @Option(
      names = "--budget",
      paramLabel = "NAME=LIMIT",
      converter = BudgetConverter.class,
      description =
          "Fail if something is worse: guest1.latency=500us, guest1.busy-latency=9ms,"
              + " thread3.switch=20000cycles, guest2.share=20%%. Repeatable.")
  private List<GuaranteesBudget> budgets = new ArrayList<>();

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw histograms as SVG, too.")
  private Path svg;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  /**
   * Measures and prints.
   *
   * @return the exit status
   * @throws UserError if the configuration or an option cannot be used
   */
  int execute(Host host) throws UserError {
    if (duration.cycles() == 0) {
      throw new UserError("--for: found no time at all, expected some, such as 50ms");
    }
    if (seeds.count(SeedRange.Shard.ALL) > MOST_SEEDS) {
      throw new UserError(
          "--seeds: found "
              + seeds.count(SeedRange.Shard.ALL)
              + " seeds, expected at most "
              + MOST_SEEDS);
    }
    GuaranteeRuns runs = open();
    for (GuaranteesBudget budget : budgets) {
      check(budget, runs.guarantees());
    }
    GuaranteesResult result;
    try (OutputFile file = svg == null ? null : OutputFile.open("--svg", svg)) {
      result = measure(runs, host);
      if (file != null) {
        file.line(GuaranteesSvg.of(result).stripTrailing());
      }
    }
    print(result, host);
    return result.holds() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private GuaranteesResult measure(GuaranteeRuns runs, Host host) throws UserError {
    Progress progress = new Progress(host.nanoTime());
    int done = 0;
    while (done < runs.size() && !host.interrupted()) {
      runs.run(done);
      done++;
      progress
          .of(host.nanoTime(), done, "of " + runs.size() + " runs")
          .ifPresent(host.err()::println);
    }
    if (done < runs.size()) {
      host.err().println("vzlab: interrupted after " + done + " runs");
    }
    return new GuaranteesResult(
        target,
        done,
        runs.size(),
        duration.cycles(),
        runs.cycles(),
        seeds,
        runs.guarantees(),
        budgets);
  }

  private void print(GuaranteesResult result, Host host) {
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    if (json) {
      out.print(GuaranteesJson.of(result));
      result.complaints().forEach(line -> host.err().println("vzlab: " + line));
    } else {
      GuaranteesText.of(result).forEach(out::println);
    }
    out.flush();
  }

  private GuaranteeRuns open() throws UserError {
    Setup setup = Setup.standard(target);
    try {
      List<Integer> all = tasks(Boards.bench(setup, Variant.NONE));
      for (int guest : guests) {
        if (!all.contains(guest)) {
          throw new UserError("--guest: found " + guest + ", expected one of " + all);
        }
      }
      GuaranteePlan plan = GuaranteePlan.of(seeds.first(), seeds.last(), duration.cycles());
      return GuaranteeRuns.of(setup, Variant.NONE, plan.of(guests));
    } catch (UserError e) {
      throw e.getMessage().startsWith(target) ? e : new UserError(target + ": " + e.getMessage());
    }
  }

  /** The ids of all guests and threads. */
  private static List<Integer> tasks(Bench bench) throws UserError {
    Layout tables = bench.granted().map(Inspection::layout).orElse(null);
    if (tables == null || (tables.partitions().isEmpty() && tables.threads().isEmpty())) {
      throw new UserError(
          "found "
              + (tables == null ? "an image" : "no guest and no thread")
              + ", expected a configuration (.config) with guests");
    }
    return Stream.concat(
            tables.partitions().stream().map(Partition::id),
            tables.threads().stream().map(RootThread::id))
        .toList();
  }

  private static void check(GuaranteesBudget budget, List<Guarantee> guarantees) throws UserError {
    Guarantee measured =
        guarantees.stream()
            .filter(budget::isFor)
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "--budget "
                            + budget.text()
                            + ": "
                            + budget.task()
                            + " is not measured; expected one of "
                            + guarantees.stream().map(GuaranteesBudget::name).toList()));
    Quantity quantity = budget.budget().quantity();
    boolean busy = quantity == Quantity.BUSY_LATENCY || quantity == Quantity.SHARE;
    if (busy && !measured.isReplaceable()) {
      throw new UserError(
          "--budget "
              + budget.text()
              + ": no busy program can take the place of "
              + measured.title()
              + "; expected a budget of latency or switch");
    }
  }

  static final class BudgetConverter implements ITypeConverter<GuaranteesBudget> {
    @Override
    public GuaranteesBudget convert(String text) {
      return GuaranteesBudget.parse(text);
    }
  }
}
