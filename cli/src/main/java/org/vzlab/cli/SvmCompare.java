package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.SvmComparison;
import org.vzlab.board.SvmComparisons;
import org.vzlab.board.SvmDifference;
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
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs (.svm).")
  private List<Path> files;

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
    int status = ExitStatus.OK;
    for (Path file : files) {
      if (!host.interrupted() && !out.checkError()) {
        status = ExitStatus.worse(status, compare(host, out, file, all));
      }
    }
    return status;
  }

  private int compare(Host host, PrintStream out, Path file, Resources all) throws UserError {
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
    Progress progress = new Progress(host.nanoTime());
    SvmComparison comparison =
        SvmComparisons.bare(
            file.toString(),
            program,
            all,
            stimuli.onBoard(),
            duration.cycles(),
            cycles -> {
              progress.at(host.nanoTime(), cycles).ifPresent(host.err()::println);
              return !host.interrupted();
            });
    if (json) {
      out.println(Json.line(members(comparison)));
    } else {
      out.println(text(comparison));
      comparison.difference().ifPresent(d -> out.println("  " + d));
    }
    if (comparison.difference().isPresent()) {
      return ExitStatus.FAILED;
    }
    return hasBegun(comparison) ? ExitStatus.OK : ExitStatus.LIMIT;
  }

  /** Whether there was time for a first instruction. */
  private static boolean hasBegun(SvmComparison comparison) {
    return comparison.steps() > 0;
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
        comparison.idled() || !hasBegun(comparison)
            ? ""
            : String.format(
                "; %.1f instructions of the processor a bytecode",
                (double) comparison.machineInstructions() / comparison.steps()));
  }

  private static Map<String, Object> members(SvmComparison comparison) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", comparison.name());
    members.put("equal", comparison.difference().isEmpty() && hasBegun(comparison));
    members.put("difference", comparison.difference().map(SvmDifference::toString).orElse(null));
    members.put("end", comparison.end());
    members.put("trap", comparison.trap().isEmpty() ? null : comparison.trap());
    members.put("steps", comparison.steps());
    members.put("value", comparison.value());
    members.put(
        "machineInstructions", comparison.idled() ? null : comparison.machineInstructions());
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
