package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
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
    description =
        "Checks Sense-VM programs without running them: jumps, pools, stacks. Exit status 1 if one"
            + " is refused.")
final class SvmVerify {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Programs (.svm).")
  private List<Path> files;

  @Option(names = "--json", description = "One line of JSON for each program.")
  private boolean json;

  /**
   * Writes the verdicts.
   *
   * @return the exit status
   * @throws UserError if a file cannot be read
   */
  int execute(Host host) throws UserError {
    boolean accepted = true;
    PrintStream out = new PrintStream(host.out(), true, StandardCharsets.UTF_8);
    for (Path file : files) {
      try {
        Verdict verdict = Verifier.verify(SvmFiles.program(file));
        accepted &= verdict.accepted();
        if (json) {
          out.println(Json.line(members(file, verdict)));
        } else {
          print(out, file, verdict);
        }
      } catch (FormatException e) {
        accepted = false;
        out.println(
            json
                ? Json.line(
                    Map.of("file", file.toString(), "accepted", false, "format", e.getMessage()))
                : e.getMessage());
      }
    }
    return accepted ? ExitStatus.OK : ExitStatus.FAILED;
  }

  /** Why a program is refused, a line each. */
  static List<String> errors(Path file, Verdict verdict) {
    return verdict.errors().stream().map(finding -> file + ": " + finding).toList();
  }

  private static void print(PrintStream out, Path file, Verdict verdict) {
    errors(file, verdict).forEach(out::println);
    verdict.warnings().forEach(finding -> out.println(file + ": warning: " + finding));
    out.printf(
        "%s: %s; stack entries: %s%s%n",
        file,
        verdict.accepted() ? "accepted" : "refused",
        verdict.first(),
        verdict.spawned().toString().equals("0")
            ? ""
            : ", of other contexts: " + verdict.spawned());
  }

  private static Map<String, Object> members(Path file, Verdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file.toString());
    members.put("accepted", verdict.accepted());
    members.put("errors", verdict.errors());
    members.put("warnings", verdict.warnings());
    members.put("stack", verdict.first().toString());
    members.put("stackOfOthers", verdict.spawned().toString());
    return members;
  }
}
