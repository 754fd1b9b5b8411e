package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.vzlab.kit.image.Image;

/** Parses a {@code .supervision} block. */
final class SupervisionParser {
  private static final String BLOCK = "the .supervision block";

  private final Lines lines;
  private final SourcePosition start;
  private final Set<String> seen = new HashSet<>();
  private OptionalInt guest = OptionalInt.empty();
  private OptionalInt supervisor = OptionalInt.empty();
  private OptionalInt heartbeat = OptionalInt.empty();
  private int restarts = SupervisionConfig.DEFAULT_RESTARTS;
  private int interval = SupervisionConfig.DEFAULT_INTERVAL;
  private Optional<SupervisionBlock.Interrupt> interrupt = Optional.empty();
  private OptionalInt registers = OptionalInt.empty();

  SupervisionParser(Lines lines, SourcePosition start) {
    this.lines = lines;
    this.start = start;
  }

  /** The block, or nothing if it has a mistake. */
  Optional<SupervisionBlock> parse() {
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
        new SupervisionBlock(
            start,
            guest.orElseThrow(),
            supervisor.orElseThrow(),
            heartbeat,
            restarts,
            interval,
            interrupt,
            registers));
  }

  private void key(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected(
          "key = value or \".\"", "keys are guest, supervisor, heartbeat, restarts, irq and regs");
    }
    Value value = line.value();
    if (!seen.add(value.key())) {
      value.warnOfRepetition(lines.findings());
    }
    switch (value.key()) {
      case "guest" -> guest = OptionalInt.of(value.number());
      case "supervisor" -> supervisor = OptionalInt.of(value.number());
      case "heartbeat" -> heartbeat = OptionalInt.of(value.numberBetween(1, TimeShareKeys.LONGEST));
      case "restarts" -> restarts(value);
      case "irq" ->
          interrupt =
              Optional.of(
                  new SupervisionBlock.Interrupt(
                      value.position(), GuestInterrupts.number(value, value.number())));
      case "regs" -> registers = OptionalInt.of(registers(value));
      default ->
          throw value.error(
              "key \"" + value.key() + "\"",
              "a key of a .supervision block",
              "use guest, supervisor, heartbeat, restarts, irq or regs");
    }
  }

  private void restarts(Value value) throws ConfigException {
    List<Integer> numbers = value.numbers("RESTARTS MICROSECONDS");
    boolean sound =
        numbers.size() == 2
            && numbers.get(0) >= 0
            && numbers.get(0) <= SupervisionConfig.MOST_RESTARTS
            && numbers.get(1) >= 1
            && numbers.get(1) <= TimeShareKeys.LONGEST;
    if (!sound) {
      throw value.error(
          "\"" + value.text() + "\"",
          "how many restarts, 0 to "
              + SupervisionConfig.MOST_RESTARTS
              + ", in how many microseconds, 1 to "
              + TimeShareKeys.LONGEST,
          "for example restarts = 3 10000000");
    }
    restarts = numbers.get(0);
    interval = numbers.get(1);
  }

  private static int registers(Value value) throws ConfigException {
    int address = value.number();
    if (address % SupervisionConfig.BLOCK != 0) {
      throw value.error(
          "0x" + Integer.toHexString(address),
          "a multiple of 0x100",
          "the block of registers is that large");
    }
    return Image.physical(address);
  }

  private void complete() throws ConfigException {
    List<String> missing = new ArrayList<>();
    if (guest.isEmpty()) {
      missing.add("guest = ID");
    }
    if (supervisor.isEmpty()) {
      missing.add("supervisor = ID");
    }
    if (!missing.isEmpty()) {
      throw new ConfigException(
          Check.SUPERVISIONS,
          start,
          "a supervision that does not say everything",
          "guest and supervisor",
          "add \"" + String.join("\", \"", missing) + "\"");
    }
  }
}
