package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.Verdict;
import org.vzlab.svm.format.Verifier;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Resources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs Sense-VM programs on the machine in Java. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs Sense-VM programs on the machine in Java, with a simulated console, LEDs and buttons;"
            + " five instructions take a microsecond.",
    exitCodeListHeading = "%nExit status, of several programs the worst:%n",
    exitCodeList = {
      "0:ended by itself (stop)",
      "3:--max-steps was reached (limit)",
      "1:failed: trap, badop or blocked, or refused by --verify",
      "2:a file is no program (badformat), or a usage error",
      "70:a bug of vzlab"
    })
final class SvmRun {
  /** Instructions between two looks at the host. */
  private static final long SLICE = 1_000_000;

  private static final String REFUSED = "refused";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs (.svm).")
  private List<Path> files;

  @Mixin private SvmResources resources;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "End a program after so many instructions. Default: ${DEFAULT-VALUE}.")
  private String maxSteps;

  @Option(
      names = "--verify",
      description = "Do not run a program that 'vzlab svm verify' would refuse.")
  private boolean verify;

  @Mixin private SvmStimuli stimuli;

  @Option(names = "--json", description = "One line of JSON for each program, and nothing else.")
  private boolean json;

  /**
   * Runs one after the other, until all are done, the user or the reader of the output has enough.
   *
   * @return the exit status
   * @throws UserError if an option is wrong
   */
  int execute(Host host) throws UserError {
    Resources all = resources.resources();
    long limit = SvmResources.number("--max-steps", maxSteps, 1, Long.MAX_VALUE);
    PrintStream out =
        new PrintStream(new BufferedOutputStream(host.out()), false, StandardCharsets.UTF_8);
    int status = ExitStatus.OK;
    for (Path file : files) {
      if (!out.checkError() && !host.interrupted()) {
        status = ExitStatus.worse(status, run(host, out, file, all, limit));
      }
    }
    out.flush();
    return status;
  }

  private int run(Host host, PrintStream out, Path file, Resources all, long limit)
      throws UserError {
    Program program;
    try {
      program = SvmFiles.program(file);
    } catch (FormatException | UserError e) {
      refused(host, out, file, End.BADFORMAT.title(), List.of(e.getMessage()));
      return ExitStatus.USAGE;
    }
    if (verify) {
      Verdict verdict = Verifier.verify(program);
      if (!verdict.accepted()) {
        refused(host, out, file, REFUSED, SvmVerify.errors(file, verdict));
        return ExitStatus.FAILED;
      }
    }
    return run(host, out, file, program, all, limit);
  }

  private void refused(Host host, PrintStream out, Path file, String end, List<String> errors) {
    if (json) {
      out.println(Json.line(SvmOutcome.members(file, end, errors.get(0))));
    } else {
      errors.forEach(error -> host.err().println("vzlab: " + error));
    }
  }

  private int run(Host host, PrintStream out, Path file, Program program, Resources all, long limit)
      throws UserError {
    SvmWorld world =
        new SvmWorld(
            stimuli,
            json ? c -> {} : out::write,
            led -> {
              if (!json) {
                out.flush();
                host.err().println("vzlab: " + file + ": " + led);
              }
            });
    Machine machine =
        json
            ? Machine.traced(program, all, world.devices())
            : new Machine(program, all, world.devices());
    world.devices().follow(machine::steps);
    Progress progress = new Progress(host.nanoTime());
    End end = End.LIMIT;
    while (end == End.LIMIT
        && machine.steps() < limit
        && !out.checkError()
        && !host.interrupted()) {
      end = machine.run(Math.min(SLICE, limit - machine.steps()));
      progress
          .of(host.nanoTime(), machine.steps(), "steps")
          .ifPresent(line -> host.err().println(line));
    }
    if (out.checkError()) {
      return ExitStatus.OK;
    }
    if (json) {
      out.println(Json.line(SvmOutcome.members(file, machine, end)));
    } else {
      host.err().println("vzlab: " + SvmOutcome.text(file, machine, end));
    }
    return switch (end) {
      case STOP -> ExitStatus.OK;
      case LIMIT -> ExitStatus.LIMIT;
      case TRAP, BADOP, BLOCKED, BADFORMAT -> ExitStatus.FAILED;
    };
  }
}
