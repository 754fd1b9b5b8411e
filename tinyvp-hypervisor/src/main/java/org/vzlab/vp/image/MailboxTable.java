package org.vzlab.vp.image;

import static org.vzlab.vp.image.Block.error;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/** Mailboxes as entries of a table. */
final class MailboxTable {
  private static final int MOST_WORDS = 32;
  private static final int MOST_MESSAGES = 64;

  private MailboxTable() {}

  /** The words of a mailbox's entry. */
  static int[] entry(Mailbox mailbox, int name) {
    return new int[] {
      name,
      mailbox.sender(),
      mailbox.receiver(),
      mailbox.size(),
      mailbox.depth(),
      (int) mailbox.interval(),
      mailbox.address(),
      mailbox.senderIrq(),
      mailbox.receiverIrq()
    };
  }

  /** Reads the mailboxes, unchecked but for their names. */
  static List<Mailbox> read(Block block) throws ImageException {
    List<Mailbox> mailboxes = new ArrayList<>();
    for (int i = 0; i < block.count(Table.MAILBOXES); i++) {
      String who = Table.MAILBOXES.title() + ", entry " + (i + 1);
      mailboxes.add(
          new Mailbox(
              block.name(block.word(Table.MAILBOXES, i, 0), who),
              block.word(Table.MAILBOXES, i, 1),
              block.word(Table.MAILBOXES, i, 2),
              block.word(Table.MAILBOXES, i, 3),
              block.word(Table.MAILBOXES, i, 4),
              block.word(Table.MAILBOXES, i, 5),
              block.word(Table.MAILBOXES, i, 6),
              block.word(Table.MAILBOXES, i, 7),
              block.word(Table.MAILBOXES, i, 8)));
    }
    return List.copyOf(mailboxes);
  }

  /**
   * Checks mailboxes against the guests: each end has its window and its interrupt, and nobody has
   * a window of a mailbox that is not its own.
   */
  static void check(Layout layout) throws ImageException {
    Set<String> names = new HashSet<>();
    for (Mailbox mailbox : layout.mailboxes()) {
      String who = "mailbox " + mailbox.name();
      if (!names.add(mailbox.name())) {
        throw error(who, "another of this name", "one");
      }
      if (mailbox.sender() == mailbox.receiver()) {
        throw error(who, "guest " + mailbox.sender() + " at both ends", "two guests");
      }
      between(who, "size", mailbox.size() / Integer.BYTES, MOST_WORDS, mailbox.size() % 4 != 0);
      between(who, "depth", mailbox.depth(), MOST_MESSAGES, false);
      between(who, "interval", mailbox.interval(), Integer.MAX_VALUE, false);
      end(layout, mailbox, mailbox.sender(), mailbox.senderIrq());
      end(layout, mailbox, mailbox.receiver(), mailbox.receiverIrq());
    }
    for (Partition guest : layout.partitions()) {
      for (Window window : guest.windows()) {
        if (isWindow(window) && !isEnd(layout, guest, window)) {
          throw error(
              "guest " + guest.id(),
              "a window of mailbox " + window.device(),
              "a mailbox of that name, with this guest at one of its ends");
        }
      }
    }
  }

  private static void between(String who, String what, long found, long most, boolean broken)
      throws ImageException {
    if (found < 1 || found > most || broken) {
      throw error(who, what + " " + found + (broken ? " and a part" : ""), "1 to " + most);
    }
  }

  private static void end(Layout layout, Mailbox mailbox, int id, int irq) throws ImageException {
    for (Partition guest : layout.partitions()) {
      if (guest.id() == id) {
        boolean window =
            guest.windows().stream()
                .anyMatch(w -> isWindow(w) && w.device().equals(mailbox.name()));
        if (window && irq > 0 && guest.emulatedInterrupts().get(irq)) {
          return;
        }
      }
    }
    throw error(
        "mailbox " + mailbox.name(),
        "guest " + id + " with interrupt " + irq + " at an end",
        "a guest that has a window of the mailbox, and this interrupt among its emulated ones");
  }

  private static boolean isWindow(Window window) {
    return window.emulator().equals(Mailbox.EMULATOR);
  }

  private static boolean isEnd(Layout layout, Partition guest, Window window) {
    return layout.mailboxes().stream()
        .anyMatch(
            mailbox ->
                mailbox.name().equals(window.device())
                    && (mailbox.sender() == guest.id() || mailbox.receiver() == guest.id()));
  }
}
