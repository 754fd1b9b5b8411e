package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Checks mailboxes as far as no layout is needed, and chooses what their blocks leave open. */
final class MailboxChecks {
  private final Map<Integer, Domain> guests = new TreeMap<>();
  private final List<MailboxBlock> blocks;
  private final GuestInterrupts interrupts;
  private final Map<String, MailboxBlock> names = new HashMap<>();
  private final Findings findings;
  private int bytes;

  /** Notes the interrupts that blocks name. */
  MailboxChecks(
      List<MailboxBlock> blocks,
      List<Domain> guests,
      GuestInterrupts interrupts,
      Findings findings) {
    this.blocks = blocks;
    this.interrupts = interrupts;
    this.findings = findings;
    guests.forEach(guest -> this.guests.put(guest.id(), guest));
    for (MailboxBlock block : blocks) {
      block.interrupts().ifPresent(given -> findings.attempt(() -> claim(block, given)));
    }
  }

  /** The mailboxes without a mistake, complete. */
  List<MailboxConfig> check() {
    List<MailboxConfig> mailboxes = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int number = i;
      findings.attempt(() -> mailboxes.add(mailbox(blocks.get(number), number)));
    }
    return List.copyOf(mailboxes);
  }

  private MailboxConfig mailbox(MailboxBlock block, int number) throws ConfigException {
    name(block);
    end(block, "from", block.from());
    end(block, "to", block.to());
    if (block.from() == block.to()) {
      throw mistake(
          block.position(),
          block.title() + " from guest " + block.from() + " to itself",
          "two guests",
          "name another one with from or to");
    }
    memory(block, number);
    boolean upward = upward(block);
    int sender = interrupt(block, block.from(), block.interrupts().map(i -> i.sender()));
    int receiver = interrupt(block, block.to(), block.interrupts().map(i -> i.receiver()));
    return new MailboxConfig(
        block.position(),
        block.name(),
        block.from(),
        block.to(),
        block.size(),
        block.depth(),
        block.interval(),
        upward,
        sender,
        receiver,
        block.registers().orElse(MailboxConfig.FIRST_BLOCK + number * MailboxConfig.BLOCK));
  }

  private void name(MailboxBlock block) throws ConfigException {
    MailboxBlock first = names.putIfAbsent(block.name(), block);
    if (first != null) {
      throw mistake(
          block.position(),
          "a second " + block.title(),
          "a name of its own",
          "rename it or the one at " + first.position());
    }
  }

  private void end(MailboxBlock block, String key, int id) throws ConfigException {
    if (!guests.containsKey(id)) {
      throw mistake(
          block.position(),
          block.title() + " with " + key + " = " + Integer.toUnsignedString(id),
          "the id of a guest",
          "the guests' ids are " + guests.keySet());
    }
  }

  private void memory(MailboxBlock block, int number) throws ConfigException {
    if (number >= MailboxConfig.MOST) {
      throw mistake(
          block.position(),
          block.title() + ", number " + (number + 1),
          "at most " + MailboxConfig.MOST + " mailboxes",
          "send messages of several kinds through one");
    }
    int own = block.depth() * block.size();
    if (bytes + own > MailboxConfig.MEMORY) {
      throw mistake(
          block.position(),
          String.format(
              "%s with %d messages * %d bytes = %d bytes, with those before it %d + %d = %d bytes",
              block.title(), block.depth(), block.size(), own, bytes, own, bytes + own),
          "at most " + MailboxConfig.MEMORY + " bytes for messages in all",
          "make it less deep or its messages smaller");
    }
    bytes += own;
  }

  private boolean upward(MailboxBlock block) throws ConfigException {
    int sender = guests.get(block.from()).priority();
    int receiver = guests.get(block.to()).priority();
    if (sender < receiver && block.allowed().isEmpty()) {
      throw mistake(
          block.position(),
          String.format(
              "%s from guest %d, priority %d, up to guest %d, priority %d",
              block.title(), block.from(), sender, block.to(), receiver),
          "a receiver of no higher priority, or allow = up",
          "add \"allow = up\" if the less urgent guest may send to the more urgent one");
    }
    if (sender >= receiver && block.allowed().isPresent()) {
      findings.warn(
          Check.KEYS,
          block.allowed().get(),
          String.format(
              "allow = up has no effect; %s goes from priority %d to %d",
              block.title(), sender, receiver));
    }
    return sender < receiver;
  }

  /** Notes interrupts that a block names, so that no other gets them. */
  private void claim(MailboxBlock block, MailboxBlock.Interrupts given) throws ConfigException {
    claim(block, given.position(), block.from(), given.sender());
    claim(block, given.position(), block.to(), given.receiver());
  }

  private void claim(MailboxBlock block, SourcePosition position, int id, int number)
      throws ConfigException {
    interrupts.claim(Check.MAILBOXES, block.title(), position, id, number);
  }

  /** The interrupt given, or the next that neither guest has. */
  private int interrupt(MailboxBlock block, int id, Optional<Integer> given)
      throws ConfigException {
    if (given.isPresent()) {
      return given.get();
    }
    OptionalInt next = interrupts.next(id, id == block.from() ? block.to() : block.from());
    if (next.isPresent()) {
      return next.getAsInt();
    }
    throw mistake(
        block.position(),
        "no interrupt left for guest " + id + " and " + block.title(),
        "one of the " + GuestInterrupts.choices() + " numbers without a source",
        "name two that the guests do not use: irq = SENDER RECEIVER");
  }

  private static ConfigException mistake(
      SourcePosition position, String found, String expected, String hint) {
    return new ConfigException(Check.MAILBOXES, position, found, expected, hint);
  }
}
