package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.Flags;
import org.vzlab.vp.config.MailboxConfig;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.config.SupervisionConfig;

/**
 * What mailboxes and supervisions add to their two guests: a block of registers each, and
 * interrupts.
 */
final class Ends {
  /** A block of registers that both guests of something have. */
  private record Registers(
      Check check,
      SourcePosition position,
      String title,
      String device,
      String emulator,
      int one,
      int other,
      int address,
      int size) {
    boolean isOf(Domain guest) {
      return one == guest.id() || other == guest.id();
    }
  }

  private final List<MailboxConfig> mailboxes;
  private final List<SupervisionConfig> supervisions;
  private final List<Registers> registers = new ArrayList<>();
  private final Findings findings;

  Ends(Configuration configuration, Findings findings) {
    this.mailboxes = configuration.mailboxes();
    this.supervisions = configuration.supervisions();
    this.findings = findings;
    for (MailboxConfig mailbox : mailboxes) {
      registers.add(
          new Registers(
              Check.MAILBOXES,
              mailbox.position(),
              "mailbox " + mailbox.name(),
              mailbox.name(),
              Mailbox.EMULATOR,
              mailbox.from(),
              mailbox.to(),
              mailbox.registers(),
              MailboxConfig.BLOCK));
    }
    for (SupervisionConfig supervision : supervisions) {
      registers.add(
          new Registers(
              Check.SUPERVISIONS,
              supervision.position(),
              "the supervision of guest " + supervision.guest(),
              Supervision.device(supervision.guest()),
              Supervision.EMULATOR,
              supervision.guest(),
              supervision.supervisor(),
              supervision.registers(),
              SupervisionConfig.BLOCK));
    }
  }

  /** The mailboxes in the order of the configuration. */
  List<Mailbox> mailboxes() {
    return mailboxes.stream()
        .map(
            mailbox ->
                new Mailbox(
                    mailbox.name(),
                    mailbox.from(),
                    mailbox.to(),
                    mailbox.size(),
                    mailbox.depth(),
                    counts(mailbox.interval()),
                    mailbox.registers(),
                    mailbox.senderIrq(),
                    mailbox.receiverIrq()))
        .toList();
  }

  /** The supervisions in the order of the configuration. */
  List<Supervision> supervisions() {
    return supervisions.stream()
        .map(
            supervision ->
                new Supervision(
                    supervision.guest(),
                    supervision.supervisor(),
                    counts(supervision.heartbeat()),
                    supervision.restarts(),
                    counts(supervision.interval()),
                    supervision.registers(),
                    supervision.irq()))
        .toList();
  }

  private static long counts(int microseconds) {
    return (long) microseconds * Schedule.COUNTS_PER_MICROSECOND;
  }

  /** The interrupts that a guest gets from its mailboxes and from those it supervises. */
  BitSet interrupts(Domain guest) {
    BitSet numbers = new BitSet();
    for (MailboxConfig mailbox : mailboxes) {
      if (mailbox.from() == guest.id()) {
        numbers.set(mailbox.senderIrq());
      } else if (mailbox.to() == guest.id()) {
        numbers.set(mailbox.receiverIrq());
      }
    }
    for (SupervisionConfig supervision : supervisions) {
      if (supervision.supervisor() == guest.id()) {
        numbers.set(supervision.irq());
      }
    }
    return numbers;
  }

  /** A guest's blocks of registers, outside of what it has. */
  List<Grant> of(Domain guest, List<Grant> own) {
    List<Grant> used = new ArrayList<>(own);
    for (Registers block : registers) {
      if (block.isOf(guest)) {
        findings.attempt(() -> used.add(free(block, guest, used)));
      }
    }
    return List.copyOf(used.subList(own.size(), used.size()));
  }

  private static Grant free(Registers block, Domain guest, List<Grant> used)
      throws ConfigException {
    long base = Integer.toUnsignedLong(block.address());
    Grant registers =
        new Grant(
            block.position(),
            guest.title(),
            block.device(),
            false,
            base,
            block.size(),
            base,
            new Flags("erws"),
            block.emulator());
    for (Grant other : used) {
      if (registers.overlapsAt(other)) {
        throw new ConfigException(
            block.check(),
            registers.position(),
            String.format(
                "%s at %s + 0x%x = %s of %s",
                block.title(),
                Grant.hex(registers.base()),
                registers.size(),
                Grant.hex(registers.end()),
                registers.owner()),
            "addresses that the guest does not use yet",
            "they overlap "
                + other.describe()
                + " at "
                + other.position()
                + ": place it with regs = ADDRESS");
      }
    }
    return registers;
  }
}
