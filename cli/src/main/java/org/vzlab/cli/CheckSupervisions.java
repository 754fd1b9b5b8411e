package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.board.SupervisionMap;

/** Who watches over whom in a configuration, as text; none if nobody does. */
final class CheckSupervisions {
  private CheckSupervisions() {}

  static List<String> of(List<SupervisionMap> supervisions) {
    List<String> lines = new ArrayList<>();
    if (supervisions.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.add("Supervision");
    lines.add("  guest   supervisor     heartbeat           restarts   interrupt   registers");
    for (SupervisionMap supervision : supervisions) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %5d %12d %13s %3d in %9d us %11d   %08X-%08X",
              supervision.guest(),
              supervision.supervisor(),
              supervision.heartbeat() == 0 ? "-" : supervision.heartbeat() + " us",
              supervision.restarts(),
              supervision.interval(),
              supervision.interrupt(),
              supervision.address(),
              supervision.address() + 0xFF));
    }
    return lines;
  }
}
