package org.vzlab.isolation.history;

import java.util.Locale;
import java.util.Optional;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.vp.layout.Mailbox;

/**
 * Something that a guest or thread does to its surroundings or that they do to it, and so whatever
 * it, or who looks at its console and its pins, can tell one run from another by. Times are board
 * time in SYSCLK cycles.
 */
public sealed interface Happening {
  /** When, in SYSCLK cycles of board time. */
  long time();

  /** The stream that it belongs to: within one, the order is the guest's own doing. */
  String stream();

  /** What it is, in a few words, without its time. */
  String content();

  /**
   * It has sent a character: to the console that it shares, which has taken it, or over a UART of
   * its own, whose last stop bit has passed. When a shared line comes to send it is no part of it:
   * that is what sharing a line means.
   */
  record Sent(long time, String port, int character) implements Happening {
    @Override
    public String stream() {
      return "output of " + port;
    }

    @Override
    public String content() {
      return port + " sends " + text(character);
    }
  }

  /** A character has come for it. */
  record Received(long time, String port, int character) implements Happening {
    @Override
    public String stream() {
      return "input of " + port;
    }

    @Override
    public String content() {
      return port + " receives " + text(character);
    }
  }

  /**
   * It has changed what a port drives.
   *
   * @param port the port's letter
   * @param changed the pins, a bit each
   * @param high those of them that are driven high now
   */
  record Pins(long time, char port, int changed, int high) implements Happening {
    @Override
    public String stream() {
      return "pins of port " + port;
    }

    @Override
    public String content() {
      return String.format(Locale.ROOT, "port %s pins %04x become %04x", port, changed, high);
    }
  }

  /** The flag of an interrupt has been set for it. */
  record Raised(long time, int irq) implements Happening {
    @Override
    public String stream() {
      return "interrupt " + irq;
    }

    @Override
    public String content() {
      return "interrupt " + irq + " raised";
    }
  }

  /** It has taken an interrupt that the hypervisor has presented, and goes on at that address. */
  record Delivered(long time, int handler) implements Happening {
    @Override
    public String stream() {
      return String.format(Locale.ROOT, "interrupts at %08x", handler);
    }

    @Override
    public String content() {
      return String.format(Locale.ROOT, "interrupt taken at %08x", handler);
    }
  }

  /** It has sent a message or tried to, or has taken one. */
  record Message(long time, String mailbox, Mailbox.Event event, int sequence)
      implements Happening {
    @Override
    public String stream() {
      return "mailbox " + mailbox;
    }

    @Override
    public String content() {
      return String.format(
          Locale.ROOT,
          "mailbox %s: %d %s",
          mailbox,
          sequence,
          event.name().toLowerCase(Locale.ROOT));
    }
  }

  /** It was stopped, has ended for a fault, or begins anew. */
  record Turn(long time, Kind kind, String reason) implements Happening {
    /** What has become of it. */
    public enum Kind {
      FAULTED,
      STOPPED,
      RESTARTED
    }

    @Override
    public String stream() {
      return "ends";
    }

    @Override
    public String content() {
      return kind.name().toLowerCase(Locale.ROOT) + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  /**
   * It has left for root.
   *
   * @param time when it left, before anything that entering root takes
   * @param pc where it goes on
   * @param digest of the rest and of all registers: two exits with the same one are the same
   * @param registers unless they were not kept
   */
  record Exit(long time, ExitReason reason, int pc, long digest, Optional<Registers> registers)
      implements Happening {
    @Override
    public String stream() {
      return "exits";
    }

    @Override
    public String content() {
      return String.format(Locale.ROOT, "leaves at pc %08x: %s", pc & ~1, reason);
    }
  }

  private static String text(int character) {
    return character > ' ' && character < 0x7F
        ? "'" + (char) character + "'"
        : String.format(Locale.ROOT, "0x%02x", character);
  }
}
