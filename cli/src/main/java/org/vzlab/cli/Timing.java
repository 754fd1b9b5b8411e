package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        "Prints the constants of the timing model: key, value, what it is taken from, what it is. An"
            + " asterisk marks a value that the board file gives.")
final class Timing {
  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = "wifire",
      description =
          "The board: wifire (the default), dm320007, emz64, or a board file, which may give others as"
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
    List<TimingConstant> constants = List.of(TimingConstant.values());
    int keys = width(constants, TimingConstant::key);
    int sources = width(constants, constant -> source(table, constant));
    StringBuilder text = new StringBuilder();
    for (TimingConstant constant : constants) {
      text.append(
          String.format(
              "%-" + keys + "s  %6s%1s  %-" + sources + "s  %s%s\n",
              constant.key(),
              table.get(constant),
              isOverridden(table, constant) ? "*" : "",
              source(table, constant),
              constant.meaning(),
              isOverridden(table, constant) ? ", otherwise " + constant.standard() : ""));
    }
    return text.toString();
  }

  private static int width(
      List<TimingConstant> constants, Function<TimingConstant, String> column) {
    return constants.stream().mapToInt(c -> column.apply(c).length()).max().orElseThrow();
  }

  private static String source(TimingTable table, TimingConstant constant) {
    return isOverridden(table, constant) ? "board file" : constant.source().toString();
  }

  private static String json(TimingTable table) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (TimingConstant constant : TimingConstant.values()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("value", table.get(constant));
      object.put("standard", constant.standard());
      object.put("overridden", isOverridden(table, constant));
      object.put("source", source(table, constant));
      object.put("meaning", constant.meaning());
      constants.put(constant.key(), object);
    }
    return Json.of(constants);
  }

  private static boolean isOverridden(TimingTable table, TimingConstant constant) {
    return table.get(constant) != constant.standard();
  }
}
