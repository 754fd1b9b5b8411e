package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.Boards;
import org.vzlab.board.UserError;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the constants of the timing model on standard output. */
@Command(
    name = "timing",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the constants of the timing model: key, value, where it is from, what it is.")
final class Timing {
  private static final String OVERRIDDEN = "*";

  @Option(
      names = "--board",
      paramLabel = "wifire|FILE",
      defaultValue = "wifire",
      description =
          "The board: wifire (the default), or a board file (.config), which may give others as"
              + " timing.KEY = N.")
  private String board;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  /**
   * Writes the table.
   *
   * @return the exit status
   * @throws UserError if there is no such board or its file has a mistake
   */
  int execute(Host host) throws UserError {
    TimingTable table = Boards.timing(board);
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    out.print(json ? json(table) : text(table));
    out.flush();
    return ExitStatus.OK;
  }

  private static String text(TimingTable table) {
    List<String> lines = new ArrayList<>();
    boolean anyOverridden = false;
    for (TimingConstant constant : TimingConstant.values()) {
      boolean overridden = isOverridden(table, constant);
      anyOverridden |= overridden;
      lines.add(
          "%-22s %5d%1s %-36s %s%s"
              .formatted(
                  constant.key(),
                  table.get(constant),
                  overridden ? OVERRIDDEN : "",
                  overridden ? "the board file" : constant.source(),
                  constant.meaning(),
                  overridden ? " (" + constant.standard() + ")" : ""));
    }
    if (anyOverridden) {
      lines.add(OVERRIDDEN + " given by the board file; in brackets the model's own value");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String json(TimingTable table) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (TimingConstant constant : TimingConstant.values()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("value", table.get(constant));
      object.put("standard", constant.standard());
      object.put("overridden", isOverridden(table, constant));
      object.put("source", constant.source().toString());
      object.put("meaning", constant.meaning());
      constants.put(constant.key(), object);
    }
    return Json.of(constants);
  }

  private static boolean isOverridden(TimingTable table, TimingConstant constant) {
    return table.get(constant) != constant.standard();
  }
}
