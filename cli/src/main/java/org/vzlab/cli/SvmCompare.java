package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.SvmComparison;
import org.vzlab.board.SvmComparisons;
import org.vzlab.board.SvmDifference;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Resources;
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
          + " be equal."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all are equal",
      "1:one is not",
      "2:a file is no program, or a usage error",
      "3:one has not begun in this time",
      "70:a bug of vzlab"
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

  @Option(names = "--json", description = "One line of JSON for each program, and nothing else.")
  private boolean json;

  /**
   * Compares one after the other.
   *
   * @return the exit status
   * @throws UserError if an option is wrong
   */
  int execute(Host host) throws UserError {
    Resources all = resources.resources();
    PrintStream out = new PrintStream(host.out(), true, StandardCharsets.UTF_8);
    if (files.isEmpty() == (seeds == null)) {
      throw new UserError("svm compare: expected programs, configurations, or --generate A..B");
    }
    if (seeds != null) {
      return new SvmGenerated(host, out, json).compare(seeds);
    }
    int status = ExitStatus.OK;
    for (Path file : files) {
      if (!host.interrupted() && !out.checkError()) {
        status = ExitStatus.worse(status, compare(host, out, file, all));
      }
    }
    return status;
  }

  private int compare(Host host, PrintStream out, Path file, Resources all) throws UserError {
    Progress progress = new Progress(host.nanoTime());
    LongPredicate goesOn =
        cycles -> {
          progress.at(host.nanoTime(), cycles).ifPresent(host.err()::println);
          return !host.interrupted();
        };
    if (Boards.isConfiguration(file.toString())) {
      return print(out, configuration(file.toString(), goesOn));
    }
    Program program;
    try {
      program = SvmFiles.program(file);
    } catch (FormatException | UserError e) {
      if (json) {
        out.println(Json.line(members(file, e.getMessage())));
      } else {
        host.err().println("vzlab: " + e.getMessage());
      }
      return ExitStatus.USAGE;
    }
    return print(
        out,
        List.of(
            SvmComparisons.bare(
                file.toString(), program, all, stimuli.onBoard(), duration.cycles(), goesOn)));
  }

  private List<SvmComparison> configuration(String target, LongPredicate goesOn) throws UserError {
    Setup setup =
        new Setup(
            target,
            Setup.OWN_BOARD,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.REPORT,
            false,
            TimingModel.APPROXIMATE);
    return SvmComparisons.configuration(setup, stimuli.onBoard(), duration.cycles(), goesOn);
  }

  private int print(PrintStream out, List<SvmComparison> comparisons) {
    int status = ExitStatus.OK;
    for (SvmComparison comparison : comparisons) {
      if (json) {
        out.println(Json.line(members(comparison)));
      } else {
        out.println(text(comparison));
        comparison.difference().ifPresent(d -> out.println("  " + d));
      }
      int own = hasBegun(comparison) ? ExitStatus.OK : ExitStatus.LIMIT;
      status =
          ExitStatus.worse(status, comparison.difference().isPresent() ? ExitStatus.FAILED : own);
    }
    return status;
  }

  /** Whether there was time for a first instruction. */
  private static boolean hasBegun(SvmComparison comparison) {
    return comparison.steps() > 0;
  }

  /** Whether the processor's instructions are those that the compared bytecodes took. */
  private static boolean isWorkOfBytecodes(SvmComparison comparison) {
    return hasBegun(comparison) && !comparison.idled() && comparison.starts() == 1;
  }

  private static String text(SvmComparison comparison) {
    if (comparison.difference().isEmpty() && !hasBegun(comparison)) {
      return comparison.name() + ": not compared: no instruction in this time; use a longer --for";
    }
    return String.format(
        "%s: %s after %d steps: %s%s, value %s%s",
        comparison.name(),
        comparison.difference().isEmpty() ? "equal" : "DIFFERENT",
        comparison.steps(),
        comparison.end(),
        comparison.trap().isEmpty() ? "" : " " + comparison.trap(),
        comparison.value(),
        isWorkOfBytecodes(comparison)
            ? String.format(
                "; %.1f instructions of the processor a bytecode",
                (double) comparison.machineInstructions() / comparison.steps())
            : "");
  }

  /** What is known of a comparison, for JSON. */
  static Map<String, Object> members(SvmComparison comparison) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", comparison.name());
    members.put("equal", comparison.difference().isEmpty() && hasBegun(comparison));
    members.put("difference", comparison.difference().map(SvmDifference::toString).orElse(null));
    members.put("end", comparison.end());
    members.put("trap", comparison.trap().isEmpty() ? null : comparison.trap());
    members.put("steps", comparison.steps());
    members.put("value", comparison.value().isEmpty() ? null : comparison.value());
    members.put(
        "machineInstructions",
        isWorkOfBytecodes(comparison) ? comparison.machineInstructions() : null);
    return members;
  }

  private static Map<String, Object> members(Path file, String error) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file);
    members.put("equal", false);
    members.put("difference", null);
    members.put("end", End.BADFORMAT.title());
    members.put("trap", null);
    members.put("steps", 0);
    members.put("value", null);
    members.put("machineInstructions", null);
    members.put("error", error);
    return members;
  }
}
