package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.SvmComparison;
import org.vzlab.board.SvmComparisons;
import org.vzlab.board.SvmDifference;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs Sense-VM programs on the board and in Java in lock step. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Sense-VM programs on an emulated board, by the runtime in C, and in Java in lock step:"
          + " after every bytecode registers, heap, stacks, queues and calls to the outside must"
          + " be equal. Exit status 1 if they are not."
    })
final class SvmCompare {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "Programs (.svm), on the bare board; or configurations, with all their containers.")
  private List<Path> files = List.of();

  @Option(
      names = "--generate",
      paramLabel = "A..B",
      description =
          "Compare generated programs, those of the seeds from A to B; one that differs is made"
              + " small and written to seed-N.svm.")
  private String seeds;

  @Mixin private SvmResources resources;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = ObserveOptions.TimeConverter.class,
      defaultValue = "10s",
      description = "End a program after so much board time. Default: ${DEFAULT-VALUE}.")
  private BoardTime duration;

  @Mixin private SvmStimuli stimuli;

  @Option(names = "--json", description = "One line of JSON for each program.")
  private boolean json;

  /**
   * Compares one after the other.
   *
   * @return the exit status
   * @throws UserError if a file cannot be used or an option is wrong
   */
  int execute(Host host) throws UserError {
    PrintStream out = new PrintStream(host.out(), true, StandardCharsets.UTF_8);
    if (files.isEmpty() == (seeds == null)) {
      throw new UserError("svm compare: expected programs, configurations, or --generate A..B");
    }
    if (seeds != null) {
      return new SvmGenerated(host, out, json).compare(seeds);
    }
    boolean equal = true;
    for (Path file : files) {
      for (SvmComparison comparison : compare(file)) {
        equal &= comparison.difference().isEmpty();
        if (json) {
          out.println(Json.line(members(comparison)));
        } else {
          out.println(text(comparison));
          comparison.difference().ifPresent(d -> out.println("  " + d));
        }
      }
    }
    return equal ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private List<SvmComparison> compare(Path file) throws UserError {
    String target = file.toString();
    if (Boards.isConfiguration(target)) {
      Setup setup =
          new Setup(
              target,
              Setup.OWN_BOARD,
              Optional.empty(),
              List.of(),
              UnmodelledPolicy.REPORT,
              false,
              TimingModel.APPROXIMATE);
      return SvmComparisons.configuration(setup, stimuli.onBoard(), duration.cycles());
    }
    return List.of(
        SvmComparisons.bare(
            target,
            SvmFiles.required(file),
            resources.resources(),
            stimuli.onBoard(),
            duration.cycles()));
  }

  private static String text(SvmComparison comparison) {
    return String.format(
        "%s: %s after %d steps: %s%s, value %s; %.1f instructions of the processor a bytecode",
        comparison.name(),
        comparison.difference().isEmpty() ? "equal" : "DIFFERENT",
        comparison.steps(),
        comparison.end(),
        comparison.trap().isEmpty() ? "" : " " + comparison.trap(),
        comparison.value(),
        perBytecode(comparison));
  }

  private static double perBytecode(SvmComparison comparison) {
    return comparison.steps() == 0
        ? 0
        : (double) comparison.machineInstructions() / comparison.steps();
  }

  /** What is known of a comparison, for JSON. */
  static Map<String, Object> members(SvmComparison comparison) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", comparison.name());
    members.put("equal", comparison.difference().isEmpty());
    members.put("difference", comparison.difference().map(SvmDifference::toString).orElse(null));
    members.put("steps", comparison.steps());
    members.put("end", comparison.end());
    members.put("trap", comparison.trap().isEmpty() ? null : comparison.trap());
    members.put("value", comparison.value());
    members.put("machineInstructions", comparison.machineInstructions());
    return members;
  }
}
