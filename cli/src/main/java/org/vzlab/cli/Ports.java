package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.UserError;
import org.vzlab.cli.line.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the host's serial ports on standard output. */
@Command(
    name = "ports",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the serial ports of this computer, for --uart N=serial:DEVICE.")
final class Ports {
  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  /**
   * Writes the list.
   *
   * @return the exit status
   * @throws UserError if it cannot be found out on this host
   */
  int execute(Host host) throws UserError {
    print(HostPort.list(), host);
    return ExitStatus.OK;
  }

  /** Writes a list of ports; that there is none is said beside the list. */
  void print(List<HostPort.Found> ports, Host host) {
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    if (json) {
      out.print(Json.of(Map.of("ports", ports.stream().map(Ports::object).toList())));
    } else {
      int width = ports.stream().mapToInt(port -> port.device().length()).max().orElse(1);
      for (HostPort.Found port : ports) {
        out.print(String.format("%-" + width + "s  %s\n", port.device(), text(port)));
      }
    }
    out.flush();
    if (ports.isEmpty()) {
      host.err().println("vzlab: this computer has no serial ports");
    }
  }

  private static String text(HostPort.Found port) {
    List<String> parts = new ArrayList<>(List.of(port.description(), port.location()));
    parts.removeIf(String::isBlank);
    return String.join(", ", parts);
  }

  private static Map<String, Object> object(HostPort.Found port) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("device", port.device());
    object.put("description", port.description());
    object.put("location", port.location());
    return object;
  }
}
