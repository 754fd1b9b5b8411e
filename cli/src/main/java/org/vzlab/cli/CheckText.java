package org.vzlab.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.ConfigurationMap;
import org.vzlab.board.ConfigurationMap.Area;
import org.vzlab.board.ConfigurationMap.Device;
import org.vzlab.board.ConfigurationMap.Group;
import org.vzlab.board.ConfigurationMap.Guest;
import org.vzlab.board.ConfigurationMap.Result;
import org.vzlab.board.ConfigurationMap.RootThread;
import org.vzlab.board.ConfigurationMap.Space;
import org.vzlab.board.ConfigurationMap.Tables;
import org.vzlab.board.ConfigurationMap.Verdict;
import org.vzlab.board.ConfigurationMap.Write;

/** The map of a configuration as text of less than 100 columns. */
final class CheckText {
  private static final int TLB_ENTRIES = 16;
  private static final int KILOBYTE = 1 << 10;
  private static final int MEGABYTE = 1 << 20;

  private final List<String> lines = new ArrayList<>();

  private CheckText() {}

  static List<String> of(ConfigurationMap map) {
    CheckText text = new CheckText();
    text.line("%s on %s (%s)", map.configuration(), map.board(), map.hardware());
    text.memory("Flash", map.flash());
    text.memory("RAM", map.ram());
    map.guests().forEach(text::guest);
    text.threads(map.threads());
    text.lines.addAll(CheckContainers.of(map.containers()));
    text.devices(map);
    text.groups(map.groups());
    text.lines.addAll(CheckMailboxes.of(map.mailboxes()));
    text.lines.addAll(CheckSupervisions.of(map.supervisions()));
    text.setup(map.setup());
    map.time().ifPresent(time -> text.lines.addAll(CheckTime.of(time)));
    text.tables(map);
    text.checks(map.checks());
    return text.lines;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private void title(String format, Object... values) {
    lines.add("");
    line(format, values);
  }

  private void memory(String name, List<Area> areas) {
    title("%s", name);
    for (Area area : areas) {
      line(
          "  %s %8s  %-20s  %s",
          range(area.base(), area.size()),
          size(area.size()),
          area.owners().isEmpty() ? "-" : String.join(", ", area.owners()),
          area.what());
    }
  }

  private void guest(Guest guest) {
    title(
        "Guest %d: %s, starts at %08X, %s",
        guest.id(),
        guest.name(),
        guest.entry(),
        guest.polling() ? "handles no interrupts" : "handles interrupts");
    line(
        "  %d of %d pairs of TLB entries map it all; its page tree takes %d bytes",
        guest.pairs(), TLB_ENTRIES, guest.treeBytes());
    line("  guest address         size  physical       cache          pages          what");
    for (Space space : guest.spaces()) {
      line(
          "  %s %8s  %08X  %s  %-13s  %-13s  %s",
          range(space.base(), space.size()),
          size(space.size()),
          space.physical(),
          space.access(),
          space.pages().isEmpty() ? "-" : space.cache(),
          pages(space.pages()),
          space.what());
      if (!space.handling().equals("mapped")) {
        line("%31s%s", "", space.handling());
      }
    }
    line("  accesses elsewhere, to the rests of pages too, are denied");
  }

  private static String pages(List<Long> pages) {
    Map<Long, Integer> counts = new TreeMap<>();
    pages.forEach(page -> counts.merge(page, 1, Integer::sum));
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(count -> count.getValue() + " x " + size(count.getKey()))
            .collect(joining(", "));
  }

  private void threads(List<RootThread> threads) {
    if (threads.isEmpty()) {
      return;
    }
    title("Threads of the hypervisor");
    for (RootThread thread : threads) {
      line(
          "  %3d  %-20s starts at %08X in %s mode, shadow set %d",
          thread.id(),
          thread.name(),
          thread.entry(),
          thread.user() ? "user" : "kernel",
          thread.shadowSet());
    }
  }

  private void devices(ConfigurationMap map) {
    title("Devices and interrupts");
    line("  %-14s %-9s %-14s %-20s %s", "", "use", "guests", "interrupts", "registers");
    for (Device device : map.devices()) {
      List<String> registers =
          device.registers().stream().map(range -> range(range.base(), range.size())).toList();
      line(
          "  %-14s %-9s %-14s %-20s %s",
          device.name(),
          device.use(),
          list(device.guests()),
          device.interrupts().isEmpty() ? "-" : list(device.interrupts()),
          registers.isEmpty() ? "-" : registers.get(0));
      registers.stream().skip(1).forEach(range -> line("%62s%s", "", range));
      details(device);
    }
    interrupts(map);
  }

  private void details(Device device) {
    List<String> details = new ArrayList<>();
    if (device.dmaSet() >= 0) {
      details.add("peripheral set " + device.dmaSet());
    }
    if (!device.power().isEmpty()) {
      details.add("powered: " + String.join(", ", device.power()));
    }
    if (!device.emulator().isEmpty()) {
      details.add("emulator " + device.emulator());
    }
    if (!details.isEmpty()) {
      line("%17s%s", "", String.join("; ", details));
    }
  }

  /** Interrupts that are used in the same way are one line. */
  private void interrupts(ConfigurationMap map) {
    Map<String, List<String>> byUse = new LinkedHashMap<>();
    map.interrupts()
        .forEach(
            interrupt ->
                byUse
                    .computeIfAbsent(
                        (interrupt.use().equals("own")
                                ? "passed to "
                                : "made by the hypervisor for ")
                            + guests(interrupt.guests()),
                        use -> new ArrayList<>())
                    .add(interrupt.number() + " " + interrupt.name()));
    byUse.forEach(
        (use, interrupts) -> {
          line("  interrupts %s:", use);
          wrapped("    ", interrupts, ",");
        });
  }

  private void wrapped(String indent, List<String> words, String separator) {
    StringBuilder row = new StringBuilder(indent);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i + 1 < words.size() ? separator : "");
      if (row.length() + word.length() > 95) {
        line("%s", row);
        row = new StringBuilder(indent);
      }
      row.append(word).append(' ');
    }
    line("%s", row);
  }

  private void groups(List<Group> groups) {
    title("DMA");
    line("  group 0: the CPU, and bus masters that no guest has");
    for (Group group : groups) {
      line(
          "  group %d: guest %d, masters at CFGPG bit %s, %s, %s",
          group.number(),
          group.guest(),
          list(group.positions()),
          group.size() == 0
              ? "no zone"
              : "zone "
                  + range(group.base(), group.size())
                  + (group.writable() ? "" : " for reading")
                  + (group.reach() == group.size() ? "" : ", of it " + size(group.reach())),
          group.sets().isEmpty() ? "no peripheral set" : "peripheral set " + list(group.sets()));
    }
    if (groups.isEmpty()) {
      line("  no guest has a bus master");
    }
  }

  private void setup(List<Write> writes) {
    title("Written at the start");
    List<String> cells = new ArrayList<>();
    for (Write write : writes) {
      String register =
          write.register().isEmpty() ? String.format("%08X", write.address()) : write.register();
      cells.add(String.format("%-10s%08X", register, write.value()));
    }
    for (int i = 0; i < cells.size(); i += 4) {
      line("  %s", String.join("    ", cells.subList(i, Math.min(cells.size(), i + 4))));
    }
  }

  private void tables(ConfigurationMap map) {
    Tables tables = map.tables();
    int guests = map.guests().size();
    title("Sizes in tinyVP's formats, bytes             here    tinyVP, two guests");
    line(
        "  page trees                            %10d    %10d",
        tables.pageTrees(), Tables.TINYVP_PAGE_TREES);
    line("  windows that are not mapped           %10d    %10s", tables.windows(), "in them");
    line(
        "  interrupt tables                      %10d    %10d",
        tables.interrupts(), Tables.TINYVP_INTERRUPTS);
    line(
        "  set-up list                           %10d    %10d",
        tables.setup(), Tables.TINYVP_SETUP);
    line(
        "  RAM for a guest                       %10d    %10d",
        tables.guestRam(), Tables.TINYVP_GUEST_RAM);
    line(
        "  RAM for the guests                    %10d    %10d in all",
        guests * tables.guestRam(), Tables.TINYVP_RAM);
    line("  code                                  %10s    %10d", "-", Tables.TINYVP_CODE);
  }

  private void checks(List<Verdict> checks) {
    title("Checks");
    for (Verdict check : checks) {
      line("  %-8s%-20s %s", word(check.result()), check.name(), check.meaning());
      for (String message : check.messages()) {
        wrapped("            ", List.of(message.split(" ", -1)), "");
      }
    }
    long failed = count(checks, Result.FAILED);
    long warnings = count(checks, Result.WARNING);
    if (failed > 0) {
      title("%d of %d checks failed: it cannot be run.", failed, checks.size());
    } else if (warnings > 0) {
      title("All checks passed, %d of %d with a warning.", warnings, checks.size());
    } else {
      title("All checks passed.");
    }
  }

  private static long count(List<Verdict> checks, Result result) {
    return checks.stream().filter(check -> check.result() == result).count();
  }

  private static String word(Result result) {
    return result == Result.OK ? "ok" : Choice.word(result);
  }

  private static String guests(Collection<Integer> ids) {
    return (ids.size() == 1 ? "guest " : "guests ") + list(ids);
  }

  private static String list(Collection<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(joining(" "));
  }

  private static String range(long base, long size) {
    return String.format("%08X-%08X", base, base + size - 1);
  }

  private static String size(long bytes) {
    if (bytes >= MEGABYTE && bytes % MEGABYTE == 0) {
      return bytes / MEGABYTE + " MB";
    }
    return bytes >= KILOBYTE && bytes % KILOBYTE == 0 ? bytes / KILOBYTE + " KB" : bytes + " B";
  }
}
