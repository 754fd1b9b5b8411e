package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.fault.FaultKind;
import org.vzlab.isolation.fault.FaultPlan;
import org.vzlab.isolation.fault.FaultResult;
import org.vzlab.isolation.fault.FaultRuns;
import org.vzlab.isolation.fault.FaultTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs a board again and again with a fault of the hardware each time. */
@Command(
    name = "inject",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the guests of a configuration again and again, each time with one bit of the board that"
          + " flips or is stuck, and compares with the run without.",
      "A run is a function of its seed; --seeds N..N tells the whole story of one."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no fault in what a guest has alone has reached another guest or the hypervisor",
      "1:one has, or the emulator has failed",
      "2:usage, configuration or image error",
      "70:a bug of vzlab"
    })
final class InjectCommand {
  @Parameters(paramLabel = "CONFIG", description = "A tinyVP configuration (.config).")
  private String target;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..100",
      converter = SeedRange.Converter.class,
      description = "One run for each seed from A to B. Default: ${DEFAULT-VALUE}.")
  private SeedRange seeds;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = SeedRange.Shard.Converter.class,
      description = "Every N-th of these seeds only, beginning with the I-th.")
  private SeedRange.Shard shard = SeedRange.Shard.ALL;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      converter = FaultTargets.Converter.class,
      description =
          "What to choose faults from: ${COMPLETION-CANDIDATES}, own for all that a guest has alone,"
              + " common for the rest. Repeatable. Default: all.",
      completionCandidates = FaultTargets.Names.class)
  private List<FaultTargets> targets = new ArrayList<>();

  @Option(
      names = "--guest",
      paramLabel = "ID",
      description = "Whose own resources to choose from. Repeatable. Default: all guests'.")
  private List<Integer> guests = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "flip|stuck-0|stuck-1",
      converter = KindConverter.class,
      description = "What becomes of the bit. Repeatable. Default: all three.")
  private List<FaultKind> kinds = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = ObserveOptions.TimeConverter.class,
      description =
          "Board time of the faults. Default: any time from when guests run to twice --for after"
              + " that.")
  private BoardTime at;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10ms",
      converter = ObserveOptions.TimeConverter.class,
      description = "How long to go on after a fault. Default: ${DEFAULT-VALUE}.")
  private BoardTime duration;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write a line of JSON for each run, too.")
  private Path json;

  /**
   * Runs and prints.
   *
   * @return the exit status
   * @throws UserError if the configuration or an option cannot be used
   */
  int execute(Host host) throws UserError {
    if (duration.cycles() == 0) {
      throw new UserError("--for: found no time at all, expected some, such as 10ms");
    }
    FaultRuns runs = open();
    InjectTable table = new InjectTable();
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    try (OutputFile file = json == null ? null : OutputFile.open("--json", json)) {
      Progress progress = new Progress(host.nanoTime());
      PrimitiveIterator.OfLong each = seeds.of(shard).iterator();
      long done = 0;
      while (each.hasNext() && !host.interrupted()) {
        long seed = each.nextLong();
        FaultResult result = runs.run(seed);
        table.add(seed, result);
        done++;
        if (file != null) {
          file.line(InjectTable.json(seed, result));
        }
        progress
            .of(host.nanoTime(), done, "of " + seeds.count(shard) + " runs")
            .ifPresent(host.err()::println);
      }
      if (each.hasNext()) {
        host.err().println("vzlab: interrupted after " + done + " runs");
      }
    }
    table.lines(seeds.first() == seeds.last()).forEach(out::println);
    out.flush();
    return table.failed() ? ExitStatus.FAILED : ExitStatus.OK;
  }

  private FaultRuns open() throws UserError {
    Setup setup = Setup.standard(target);
    FaultPlan plan =
        new FaultPlan(
            targets.isEmpty()
                ? List.of(FaultTarget.values())
                : targets.stream().flatMap(named -> named.some().stream()).distinct().toList(),
            guests,
            kinds.isEmpty() ? List.of(FaultKind.values()) : kinds,
            at == null ? OptionalLong.empty() : OptionalLong.of(at.cycles()),
            duration.cycles());
    try {
      return FaultRuns.of(Boards.bench(setup, Variant.NONE), plan);
    } catch (UserError e) {
      throw e.getMessage().startsWith(target) ? e : new UserError(target + ": " + e.getMessage());
    }
  }

  static final class KindConverter implements ITypeConverter<FaultKind> {
    @Override
    public FaultKind convert(String text) {
      return Arrays.stream(FaultKind.values())
          .filter(one -> one.word().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not known; expected one of flip, stuck-0, stuck-1"));
    }
  }
}
