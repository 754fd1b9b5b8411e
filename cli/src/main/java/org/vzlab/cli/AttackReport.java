package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.AttackResult;
import org.vzlab.isolation.attack.Campaign;
import org.vzlab.isolation.attack.TrapRow;

/** What a campaign has shown, for people. */
final class AttackReport {
  private AttackReport() {}

  /** How a class is called on the command line. */
  static String word(Enum<?> constant) {
    return Choice.word(constant).replace('_', '-');
  }

  /** Attacks by class, exits by reason, what was covered, and what was found. */
  static List<String> lines(Campaign campaign) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("class", "attacks", "instructions", "exits", "exceptions", "stopped", "found"));
    for (Map.Entry<AttackClass, Campaign.Totals> each : campaign.classes().entrySet()) {
      long found =
          campaign.failures().stream().filter(f -> f.attackClass() == each.getKey()).count();
      rows.add(row(word(each.getKey()), each.getValue(), found));
    }
    Campaign.Totals all = campaign.all();
    rows.add(row("all", all, campaign.failures().size()));
    List<String> lines = new ArrayList<>(Columns.aligned(rows));
    lines.add("");
    lines.add("exits: " + counts(all.exits()));
    lines.add("stopped at: " + counts(all.stops()));
    lines.add("ends: " + counts(all.ends()));
    lines.add("exceptions of their own: " + counts(all.exceptions()));
    int rowsOfTraps = TrapRow.values().length;
    lines.add(
        "trap matrix: "
            + (rowsOfTraps - campaign.missed().size())
            + " of "
            + rowsOfTraps
            + " rows"
            + (campaign.missed().isEmpty()
                ? ""
                : "; not "
                    + campaign.missed().stream()
                        .map(AttackReport::word)
                        .collect(Collectors.joining(", "))));
    lines.add(
        campaign.failures().isEmpty()
            ? "isolation held against all " + all.runs() + " attacks"
            : "ISOLATION DID NOT HOLD against " + campaign.failures().size() + " of " + all.runs());
    for (AttackResult failure : campaign.failures()) {
      lines.add("  " + failure);
    }
    return lines;
  }

  private static List<String> row(String name, Campaign.Totals totals, long found) {
    return List.of(
        name,
        number(totals.runs()),
        number(totals.instructions()),
        number(sum(totals.exits())),
        number(sum(totals.exceptions())),
        number(sum(totals.stops())),
        number(found));
  }

  private static String number(long count) {
    return String.format("%,d", count);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(each -> each.getKey() + " " + number(each.getValue()))
            .collect(Collectors.joining(", "));
  }
}
