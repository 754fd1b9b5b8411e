package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.board.Boards;
import org.vzlab.board.ConfigurationMap;
import org.vzlab.board.Setup;
import org.vzlab.board.TimeMap;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a configuration makes of a board, and what is wrong with it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints who has what of a board under a tinyVP configuration, and what is wrong with it.",
      "That is flash and RAM, each guest's address space, devices and interrupts, DMA, mailboxes,"
          + " supervision, the processor's time with the proof that it suffices, how large the hypervisor's tables are,"
          + " and every sanity check with its verdict.",
      "With --isolation it boots the hypervisor instead and prints which guest reaches what, as the"
          + " tables and registers that it then runs with have it, and whether that is isolation."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no check has failed, every rule of isolation holds",
      "1:a rule of isolation does not hold",
      "2:a check has failed, or a usage error",
      "70:a bug of vzlab"
    })
final class CheckCommand {
  /** The file name that stands for standard output. */
  static final String STANDARD_OUTPUT = "-";

  @Parameters(
      paramLabel = "CONFIG",
      description =
          "A tinyVP configuration; with --isolation also an image that 'vzlab build' has written.")
  private String configuration;

  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = Setup.OWN_BOARD,
      description =
          "The board: wifire, dm320007, emz64, or a board file. By default what the configuration"
              + " names, or else wifire.")
  private String board;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write all of it as JSON, too; - is standard output and instead of the text.")
  private String json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description =
          "Draw the major frame of the .schedule block as a time line, or with --isolation the"
              + " matrix, as SVG.")
  private Path svg;

  @Option(
      names = "--isolation",
      description =
          "Prove that guests are isolated: the matrix of who reaches what, and the rules.")
  private boolean isolation;

  /**
   * Checks and prints.
   *
   * @return the exit status
   * @throws UserError if there is no such configuration or board, no frame to draw, or a file
   *     cannot be written
   */
  int execute(Host host) throws UserError {
    if (isolation) {
      return IsolationCheck.of(configuration, board).tell(host, json, svg);
    }
    ConfigurationMap map = Boards.map(configuration, board);
    if (svg != null) {
      draw(map);
    }
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    if (STANDARD_OUTPUT.equals(json)) {
      out.print(json(map));
    } else {
      CheckText.of(map).forEach(out::println);
      if (json != null) {
        try (OutputFile file = OutputFile.open("--json", Path.of(json))) {
          file.line(json(map).stripTrailing());
        }
      }
    }
    out.flush();
    return map.passed() ? ExitStatus.OK : ExitStatus.USAGE;
  }

  private void draw(ConfigurationMap map) throws UserError {
    TimeMap.Frame frame =
        map.time()
            .flatMap(TimeMap::frame)
            .orElseThrow(
                () ->
                    new UserError(
                        "--svg "
                            + svg
                            + " draws a major frame; "
                            + configuration
                            + " has no .schedule block with one: add it, or leave --svg out"));
    try (OutputFile file = OutputFile.open("--svg", svg)) {
      file.line(FrameSvg.of(frame).stripTrailing());
    }
  }

  private static String json(ConfigurationMap map) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passed", map.passed());
    json.putAll(Json.members(map));
    return Json.of(json);
  }
}
