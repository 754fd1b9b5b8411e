package org.vzlab.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.board.MailboxMap;

/** The mailboxes of a configuration as text; none if there are none. */
final class CheckMailboxes {
  private CheckMailboxes() {}

  static List<String> of(List<MailboxMap> mailboxes) {
    List<String> lines = new ArrayList<>();
    if (mailboxes.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.add("Mailboxes");
    lines.add("  name            from    to   bytes x depth    interval   interrupts   registers");
    for (MailboxMap mailbox : mailboxes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-12s %7d %5d %7d x %-5d %9d us   %3d, %-4d   %08X-%08X",
              mailbox.name(),
              mailbox.sender(),
              mailbox.receiver(),
              mailbox.size(),
              mailbox.depth(),
              mailbox.interval(),
              mailbox.senderInterrupt(),
              mailbox.receiverInterrupt(),
              mailbox.address(),
              mailbox.address() + 0xFF));
    }
    String upward =
        mailboxes.stream()
            .filter(MailboxMap::upward)
            .map(CheckMailboxes::upward)
            .collect(joining(", "));
    lines.add(
        upward.isEmpty()
            ? "  none from a guest to a more urgent one"
            : "  to a more urgent guest, as allowed: " + upward);
    return lines;
  }

  private static String upward(MailboxMap mailbox) {
    return String.format(
        Locale.ROOT,
        "%s (priority %d to %d)",
        mailbox.name(),
        mailbox.senderPriority(),
        mailbox.receiverPriority());
  }
}
