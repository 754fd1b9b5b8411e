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

/** What mailboxes add to their two guests: a block of registers and an interrupt each. */
final class MailboxEnds {
  private final List<MailboxConfig> mailboxes;
  private final Findings findings;

  MailboxEnds(Configuration configuration, Findings findings) {
    this.mailboxes = configuration.mailboxes();
    this.findings = findings;
  }

  /** The mailboxes in the order of the configuration. */
  List<Mailbox> layout() {
    return mailboxes.stream()
        .map(
            mailbox ->
                new Mailbox(
                    mailbox.name(),
                    mailbox.from(),
                    mailbox.to(),
                    mailbox.size(),
                    mailbox.depth(),
                    (long) mailbox.interval() * Schedule.COUNTS_PER_MICROSECOND,
                    mailbox.registers(),
                    mailbox.senderIrq(),
                    mailbox.receiverIrq()))
        .toList();
  }

  /** The interrupts that a guest gets from its mailboxes. */
  BitSet interrupts(Domain guest) {
    BitSet numbers = new BitSet();
    for (MailboxConfig mailbox : mailboxes) {
      if (mailbox.from() == guest.id()) {
        numbers.set(mailbox.senderIrq());
      } else if (mailbox.to() == guest.id()) {
        numbers.set(mailbox.receiverIrq());
      }
    }
    return numbers;
  }

  /** The registers of a guest's mailboxes, outside of what it has. */
  List<Grant> of(Domain guest, List<Grant> own) {
    List<Grant> used = new ArrayList<>(own);
    for (MailboxConfig mailbox : mailboxes) {
      if (mailbox.from() == guest.id() || mailbox.to() == guest.id()) {
        findings.attempt(() -> used.add(free(registers(mailbox, guest), used)));
      }
    }
    return List.copyOf(used.subList(own.size(), used.size()));
  }

  private static Grant registers(MailboxConfig mailbox, Domain guest) throws ConfigException {
    long base = Integer.toUnsignedLong(mailbox.registers());
    return new Grant(
        mailbox.position(),
        guest.title(),
        mailbox.name(),
        false,
        base,
        MailboxConfig.BLOCK,
        base,
        new Flags("erws"),
        Mailbox.EMULATOR);
  }

  private static Grant free(Grant registers, List<Grant> used) throws ConfigException {
    for (Grant other : used) {
      if (registers.overlapsAt(other)) {
        throw new ConfigException(
            Check.MAILBOXES,
            registers.position(),
            String.format(
                "mailbox %s at %s + 0x%x = %s of %s",
                registers.name(),
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
