package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.vzlab.kit.image.Image;

/** Parses a {@code .mailbox} block. */
final class MailboxParser {
  private static final String BLOCK = "the .mailbox block";
  private static final int DEFAULT_INTERVAL = 1000;

  private final Lines lines;
  private final SourcePosition start;
  private final Set<String> seen = new HashSet<>();
  private Optional<String> name = Optional.empty();
  private OptionalInt from = OptionalInt.empty();
  private OptionalInt to = OptionalInt.empty();
  private OptionalInt size = OptionalInt.empty();
  private OptionalInt depth = OptionalInt.empty();
  private int interval = DEFAULT_INTERVAL;
  private Optional<SourcePosition> allowed = Optional.empty();
  private Optional<MailboxBlock.Interrupts> interrupts = Optional.empty();
  private OptionalInt registers = OptionalInt.empty();

  MailboxParser(Lines lines, SourcePosition start) {
    this.lines = lines;
    this.start = start;
  }

  /** The block, or nothing if it has a mistake. */
  Optional<MailboxBlock> parse() {
    boolean sound = true;
    for (Lines.Line line = lines.nextIn(BLOCK, start);
        line != null;
        line = lines.nextIn(BLOCK, start)) {
      Lines.Line current = line;
      sound &= lines.findings().attempt(() -> key(current));
    }
    if (!sound || !lines.findings().attempt(this::complete)) {
      return Optional.empty();
    }
    return Optional.of(
        new MailboxBlock(
            start,
            name.orElseThrow(),
            from.orElseThrow(),
            to.orElseThrow(),
            size.orElseThrow(),
            depth.orElseThrow(),
            interval,
            allowed,
            interrupts,
            registers));
  }

  private void key(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected(
          "key = value or \".\"",
          "keys are name, from, to, size, depth, interval, allow, irq and regs");
    }
    Value value = line.value();
    if (!seen.add(value.key())) {
      value.warnOfRepetition(lines.findings());
    }
    switch (value.key()) {
      case "name" -> name = Optional.of(value.word("a name"));
      case "from" -> from = OptionalInt.of(value.number());
      case "to" -> to = OptionalInt.of(value.number());
      case "size" -> size = OptionalInt.of(size(value));
      case "depth" -> depth = OptionalInt.of(value.numberBetween(1, MailboxConfig.DEEPEST));
      case "interval" -> interval = value.numberBetween(1, TimeShareKeys.LONGEST);
      case "allow" -> allowed = Optional.of(allow(value));
      case "irq" -> interrupts = Optional.of(interrupts(value));
      case "regs" -> registers = OptionalInt.of(registers(value));
      default ->
          throw value.error(
              "key \"" + value.key() + "\"",
              "a key of a .mailbox block",
              "use name, from, to, size, depth, interval, allow, irq or regs");
    }
  }

  private static int size(Value value) throws ConfigException {
    int size = value.numberBetween(4, MailboxConfig.LONGEST);
    if (size % 4 != 0) {
      throw mistake(
          value.position(),
          "a message of " + size + " bytes: " + size / 4 + " words and " + size % 4 + " bytes",
          "a multiple of 4",
          "make it " + (size + 4 - size % 4));
    }
    return size;
  }

  private static SourcePosition allow(Value value) throws ConfigException {
    if (!value.text().equals("up")) {
      throw value.error(
          "allow = " + value.text(), "allow = up", "everything else is allowed as it is");
    }
    return value.position();
  }

  private static MailboxBlock.Interrupts interrupts(Value value) throws ConfigException {
    List<Integer> numbers = value.numbers("SENDER RECEIVER");
    if (numbers.size() != 2) {
      throw value.error(
          "\"" + value.text() + "\"",
          "the sender's and the receiver's interrupt",
          "for example irq = 203 204");
    }
    for (int number : numbers) {
      GuestInterrupts.number(value, number);
    }
    return new MailboxBlock.Interrupts(value.position(), numbers.get(0), numbers.get(1));
  }

  private static int registers(Value value) throws ConfigException {
    int address = value.number();
    if (address % MailboxConfig.BLOCK != 0) {
      throw value.error(
          "0x" + Integer.toHexString(address),
          "a multiple of 0x100",
          "the block of registers is that large");
    }
    return Image.physical(address);
  }

  private void complete() throws ConfigException {
    List<String> missing = new ArrayList<>();
    if (name.isEmpty()) {
      missing.add("name = WORD");
    }
    if (from.isEmpty()) {
      missing.add("from = ID");
    }
    if (to.isEmpty()) {
      missing.add("to = ID");
    }
    if (size.isEmpty()) {
      missing.add("size = BYTES");
    }
    if (depth.isEmpty()) {
      missing.add("depth = MESSAGES");
    }
    if (!missing.isEmpty()) {
      throw mistake(
          start,
          "a mailbox that does not say everything",
          "name, from, to, size and depth",
          "add \"" + String.join("\", \"", missing) + "\"");
    }
  }

  private static ConfigException mistake(
      SourcePosition position, String found, String expected, String hint) {
    return new ConfigException(Check.MAILBOXES, position, found, expected, hint);
  }
}
