package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.board.ContainerMap;

/** The containers of a configuration as text; none if there are none. */
final class CheckContainers {
  private final List<String> lines = new ArrayList<>();

  private CheckContainers() {}

  static List<String> of(List<ContainerMap> containers) {
    CheckContainers text = new CheckContainers();
    if (!containers.isEmpty()) {
      text.line("");
      text.line("Containers");
      containers.forEach(text::container);
    }
    return text.lines;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }

  private void container(ContainerMap container) {
    line("  guest %d: %s", container.guest(), container.program());
    line(
        "    %d bytes of program, with its block %d of flash",
        container.programBytes(), container.blockBytes());
    line(
        "    %d cells, %d stack entries%s, %d contexts, %d channels, %d bytes of arrays:",
        container.cells(),
        container.stack(),
        container.stackFrom().equals("bounded") ? " (all it needs)" : "",
        container.contexts(),
        container.channels(),
        container.arrayBytes());
    line("    %d bytes of RAM beside the runtime's", container.arenaBytes());
    for (int i = 0; i < container.devices().size(); i++) {
      ContainerMap.Device device = container.devices().get(i);
      line(
          "    device %-2d  %-20s  %08X%s%s",
          i,
          device.driver(),
          device.registers(),
          device.mask() == 0 ? "" : " mask %04X".formatted(device.mask()),
          device.interrupt() == 0 ? "" : ", interrupt " + device.interrupt());
    }
    if (container.watchdog()) {
      line("    the watchdog, which checkpoints clear");
    }
    if (container.checkpoints()) {
      line("    beats are checkpoints");
    }
    line(
        container.problems().isEmpty()
            ? "    the verifier has nothing against the program"
            : "    the verifier refuses the program:");
    container.problems().forEach(problem -> line("      %s", problem));
  }
}
