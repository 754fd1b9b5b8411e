package org.vzlab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.vzlab.board.UserError;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.Verdict;
import org.vzlab.svm.format.Verifier;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Resources;
import org.vzlab.svm.machine.Trap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs Sense-VM programs on the machine in Java. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Sense-VM programs on the machine in Java, with a simulated console, LEDs and buttons;"
          + " five instructions take a microsecond.",
      "Exit status 1 if a program fails, 2 if a file is no program, 3 if --max-steps was reached."
    })
final class SvmRun {
  private static final long SLICE = 10_000_000;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs (.svm).")
  private List<Path> files;

  @Mixin private SvmResources resources;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "End a program after so many instructions. Default: ${DEFAULT-VALUE}.")
  private long maxSteps;

  @Option(
      names = "--verify",
      description = "Do not run a program that 'vzlab svm verify' would refuse.")
  private boolean verify;

  @Mixin private SvmStimuli stimuli;

  @Option(names = "--json", description = "One line of JSON for each program, and nothing else.")
  private boolean json;

  /**
   * Runs one after the other.
   *
   * @return the exit status
   * @throws UserError if a file cannot be read or an option is wrong
   */
  int execute(Host host) throws UserError {
    if (maxSteps < 1) {
      throw new UserError("--max-steps " + maxSteps + ": expected at least 1");
    }
    Resources all = resources.resources();
    int status = ExitStatus.OK;
    for (Path file : files) {
      int own = run(host, file, all);
      boolean worse = own == ExitStatus.USAGE || status == ExitStatus.OK;
      boolean failed = own == ExitStatus.FAILED && status == ExitStatus.LIMIT;
      status = worse && own != ExitStatus.OK || failed ? own : status;
    }
    return status;
  }

  private int run(Host host, Path file, Resources all) throws UserError {
    Program program;
    try {
      program = SvmFiles.program(file);
    } catch (FormatException e) {
      if (json) {
        line(
            host,
            Map.of("file", file.toString(), "end", End.BADFORMAT.title(), "error", e.getMessage()));
      } else {
        host.err().println("vzlab: " + e.getMessage());
      }
      return ExitStatus.USAGE;
    }
    if (verify) {
      Verdict verdict = Verifier.verify(program);
      if (!verdict.accepted()) {
        if (json) {
          line(
              host,
              Map.of(
                  "file",
                  file.toString(),
                  "end",
                  "refused",
                  "error",
                  verdict.errors().get(0).toString()));
        } else {
          SvmVerify.errors(file, verdict).forEach(e -> host.err().println("vzlab: " + e));
        }
        return ExitStatus.FAILED;
      }
    }
    return run(host, file, program, all);
  }

  private int run(Host host, Path file, Program program, Resources all) throws UserError {
    IntConsumer console = json ? c -> {} : c -> write(host.out(), c);
    Devices world = SvmWorld.of(stimuli, console, led -> report(host, file, led));
    Machine machine = json ? Machine.traced(program, all, world) : new Machine(program, all, world);
    world.follow(machine::steps);
    Progress progress = new Progress(host.nanoTime());
    End end = End.LIMIT;
    while (end == End.LIMIT && machine.steps() < maxSteps && !host.interrupted()) {
      end = machine.run(Math.min(SLICE, maxSteps - machine.steps()));
      progress
          .of(host.nanoTime(), machine.steps(), "steps")
          .ifPresent(line -> host.err().println(line));
    }
    if (json) {
      line(host, members(file, machine, end));
    } else {
      host.err().println("vzlab: " + file + ": " + text(machine, end));
    }
    return switch (end) {
      case STOP -> ExitStatus.OK;
      case LIMIT -> ExitStatus.LIMIT;
      case TRAP, BADOP, BLOCKED, BADFORMAT -> ExitStatus.FAILED;
    };
  }

  private void report(Host host, Path file, String led) {
    if (!json) {
      host.err().println("vzlab: " + file + ": " + led);
    }
  }

  private static void write(OutputStream out, int character) {
    try {
      out.write(character);
      out.flush();
    } catch (IOException readerGone) {
      // Nobody reads any more; the program goes on to its end.
    }
  }

  private static void line(Host host, Map<String, ?> members) {
    for (byte b : (Json.line(members) + "\n").getBytes(StandardCharsets.UTF_8)) {
      write(host.out(), b);
    }
  }

  private static String text(Machine machine, End end) {
    String where =
        machine
            .trap()
            .map(
                t ->
                    String.format(
                        " %s at 0x%04X in context %d",
                        t.title(), machine.blamedPc(), machine.blamedContext()))
            .orElse("");
    return String.format(
        "%s%s after %d steps, value %s, %d allocations, %d collections",
        end.title(),
        where,
        machine.steps(),
        machine.value(),
        machine.heap().allocations(),
        machine.heap().collections());
  }

  private static Map<String, Object> members(Path file, Machine machine, End end) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file.toString());
    members.put("end", end.title());
    Optional<Trap> trap = machine.trap();
    members.put("trap", trap.map(Trap::title).orElse(null));
    if (trap.isPresent()) {
      members.put("context", machine.blamedContext());
      members.put("pc", machine.blamedPc());
    }
    members.put("steps", machine.steps());
    members.put("value", machine.value());
    members.put("allocations", machine.heap().allocations());
    members.put("collections", machine.heap().collections());
    members.put("missed", machine.missed());
    members.put("trace", String.format("%08x", machine.trace()));
    return members;
  }
}
