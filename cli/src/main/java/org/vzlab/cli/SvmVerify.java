package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.Verdict;
import org.vzlab.svm.format.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with Sense-VM programs before they run. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks Sense-VM programs without running them: jumps, pools, stacks.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all are accepted",
      "1:one is refused",
      "2:a file is no program, or a usage error",
      "70:a bug of vzlab"
    })
final class SvmVerify {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs (.svm).")
  private List<Path> files;

  @Option(names = "--json", description = "One line of JSON for each program, and nothing else.")
  private boolean json;

  /**
   * Writes the verdicts.
   *
   * @return the exit status
   */
  int execute(Host host) {
    PrintStream out =
        new PrintStream(new BufferedOutputStream(host.out()), false, StandardCharsets.UTF_8);
    int status = ExitStatus.OK;
    for (Path file : files) {
      if (!out.checkError() && !host.interrupted()) {
        status = ExitStatus.worse(status, verify(host, out, file));
      }
    }
    out.flush();
    return status;
  }

  private int verify(Host host, PrintStream out, Path file) {
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
    Verdict verdict = Verifier.verify(program);
    if (json) {
      out.println(Json.line(members(file, verdict)));
    } else {
      print(out, file, verdict);
    }
    return verdict.accepted() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  /** Why a program is refused, a line each. */
  static List<String> errors(Path file, Verdict verdict) {
    return verdict.errors().stream().map(finding -> file + ": " + finding).toList();
  }

  private static void print(PrintStream out, Path file, Verdict verdict) {
    errors(file, verdict).forEach(out::println);
    verdict.warnings().forEach(finding -> out.println(file + ": warning: " + finding));
    out.printf(
        "%s: %s; stack entries: %s%s\n",
        file,
        verdict.accepted() ? "accepted" : "refused",
        verdict.first(),
        verdict.spawned().toString().equals("0")
            ? ""
            : ", of other contexts: " + verdict.spawned());
  }

  private static Map<String, Object> members(Path file, Verdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file);
    members.put("accepted", verdict.accepted());
    members.put("errors", verdict.errors());
    members.put("warnings", verdict.warnings());
    members.put("stack", verdict.first().toString());
    members.put("stackOfOthers", verdict.spawned().toString());
    return members;
  }

  /** A file that is no program: the same members, with nothing in them, and why. */
  private static Map<String, Object> members(Path file, String error) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file);
    members.put("accepted", false);
    members.put("errors", List.of());
    members.put("warnings", List.of());
    members.put("stack", null);
    members.put("stackOfOthers", null);
    members.put("error", error);
    return members;
  }
}
