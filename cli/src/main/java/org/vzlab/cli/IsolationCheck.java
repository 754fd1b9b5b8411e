package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.proof.IsolationProof;
import org.vzlab.isolation.proof.IsolationProof.Verdict;
import org.vzlab.isolation.proof.Matrix;

/** {@code vzlab check --isolation}: the static proof, of a board whose hypervisor has started. */
final class IsolationCheck {
  private final String target;
  private final IsolationProof proof;

  private IsolationCheck(String target, IsolationProof proof) {
    this.target = target;
    this.proof = proof;
  }

  /**
   * Boots the hypervisor and looks at what it has made.
   *
   * @param target a configuration, or an image with the hypervisor's tables
   * @param board as {@link Setup#board}
   * @throws UserError if there is no such target or board, or the hypervisor does not start
   */
  static IsolationCheck of(String target, String board) throws UserError {
    Setup setup =
        new Setup(
            target,
            board,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET,
            false,
            TimingModel.APPROXIMATE);
    Bench bench = Boards.bench(setup, Variant.NONE);
    if (bench.layout().isEmpty()) {
      throw new UserError(
          "--isolation "
              + target
              + ": an image without tables of the hypervisor; expected a configuration, or an image"
              + " that 'vzlab build' has written");
    }
    List<String> reports = new ArrayList<>();
    bench.onReport(reports::add);
    bench.run(1);
    if (bench.hypervisor().orElseThrow().guests().isEmpty()) {
      throw new UserError(target + ": the hypervisor has not started: " + reports);
    }
    return new IsolationCheck(target, IsolationProof.of(bench));
  }

  /**
   * Prints, writes and draws.
   *
   * @param json file for JSON, - for standard output, or null
   * @param svg file for the picture, or null
   * @return the exit status
   * @throws UserError if a file cannot be written
   */
  int tell(Host host, String json, Path svg) throws UserError {
    if (svg != null) {
      try (OutputFile file = OutputFile.open("--svg", svg)) {
        file.line(IsolationSvg.of(proof, Path.of(target).getFileName().toString()).stripTrailing());
      }
    }
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    if (CheckCommand.STANDARD_OUTPUT.equals(json)) {
      out.print(json());
    } else {
      IsolationText.of(proof, target).forEach(out::println);
      if (json != null) {
        try (OutputFile file = OutputFile.open("--json", Path.of(json))) {
          file.line(json().stripTrailing());
        }
      }
    }
    out.flush();
    return proof.holds() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private String json() {
    Matrix matrix = proof.matrix();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", proof.holds());
    json.put("target", target);
    json.put("configured", proof.policy().isConfigured());
    json.put("rules", proof.verdicts().stream().map(IsolationCheck::verdict).toList());
    json.put("tasks", matrix.tasks());
    json.put("rows", matrix.rows());
    json.put("unreached", matrix.unreached());
    json.put("reaches", proof.reaches().stream().map(IsolationCheck::right).toList());
    json.put("granted", proof.policy().rights().stream().map(IsolationCheck::right).toList());
    return Json.of(json);
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("rule", verdict.rule());
    members.put("meaning", verdict.meaning());
    members.put("holds", verdict.holds());
    members.put("findings", verdict.findings());
    return members;
  }

  private static Map<String, Object> right(Right right) {
    Map<String, Object> members = Json.members(right);
    members.put("uses", right.uses().stream().sorted().toList());
    return members;
  }
}
