package org.vzlab.vp.config;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.ContainerConfig.Kind;

/**
 * Parses the keys of a {@code .vm} block that make a container of it; docs/sense-vm.md has the
 * limits.
 */
final class ContainerKeys {
  static final List<String> KEYS =
      List.of("container", "cells", "stack", "contexts", "channels", "arrays", "driver", "beats");

  /** Keys and blocks that say what a container says by its own keys. */
  private static final List<String> FOREIGN =
      List.of(
          "elf",
          "binary",
          "file",
          "entry",
          "irqpolling",
          "dma",
          "device",
          "irq",
          "regs",
          "registers",
          ".mmap",
          ".device");

  private static final String WATCHDOG = "watchdog";
  private static final int MOST = 0xFFFF;

  private final Path file;

  /** What stands in the block beside container, in the order of the lines. */
  private final List<Value> others = new ArrayList<>();

  private Value program;
  private Path path;
  private int cells = 157;
  private OptionalInt stack = OptionalInt.empty();
  private int contexts = 4;
  private int channels = 100;
  private int arrays;
  private final List<Driver> drivers = new ArrayList<>();
  private Optional<SourcePosition> watchdog = Optional.empty();
  private boolean checkpoints;

  /**
   * The keys of a block.
   *
   * @param file the configuration, which paths are relative to
   */
  ContainerKeys(Path file) {
    this.file = file;
  }

  /** Notes a key or a block that may not fit a container. */
  void note(Value value) {
    if (FOREIGN.contains(value.key())) {
      others.add(value);
    }
  }

  /** Takes one of the keys. */
  void take(Value value) throws ConfigException {
    if (!value.key().equals("container")) {
      others.add(value);
    }
    switch (value.key()) {
      case "container" -> program(value);
      case "cells" -> cells = value.numberBetween(1, MOST);
      case "stack" -> stack = OptionalInt.of(value.numberBetween(1, MOST));
      case "contexts" -> contexts = value.numberBetween(1, 16);
      case "channels" -> channels = value.numberBetween(1, 100);
      case "arrays" -> arrays = value.numberBetween(0, MOST);
      case "driver" -> driver(value);
      default -> beats(value);
    }
  }

  private void program(Value value) throws ConfigException {
    if (value.text().isEmpty()) {
      throw value.error("no file name", "the file of a Sense-VM program", "write its path");
    }
    path = value.beside(file).normalize();
    program = value;
  }

  private void beats(Value value) throws ConfigException {
    if (!value.text().equals("checkpoints")) {
      throw value.error(
          "beats = " + value.text(),
          "beats = checkpoints",
          "without the line beats come by themselves");
    }
    checkpoints = true;
  }

  private void driver(Value value) throws ConfigException {
    List<String> words = value.words();
    String word = words.isEmpty() ? "" : words.get(0);
    if (word.equals(WATCHDOG) && words.size() == 1) {
      if (watchdog.isPresent()) {
        throw twice(value, watchdog.get());
      }
      watchdog = Optional.of(value.position());
      return;
    }
    Kind kind = kind(value, word);
    if (words.size() != (kind.named() ? 2 : 1)) {
      throw value.error(
          "driver = " + value.text(),
          "driver = " + kind.word() + argument(kind),
          kind.named() ? "say which one" : "take the rest out");
    }
    String name = kind.named() ? words.get(1) : "";
    if (kind == Kind.SUPERVISOR) {
      name = String.valueOf(new Value(value.position(), word, name).numberBetween(1, 7));
    }
    Driver driver = new Driver(value.position(), kind, name);
    for (Driver other : drivers) {
      if (other.text().equals(driver.text())) {
        throw twice(value, other.position());
      }
    }
    if (drivers.size() == ContainerConfig.MOST_DRIVERS) {
      throw value.error(
          "one more device",
          "at most " + ContainerConfig.MOST_DRIVERS,
          "divide the program into two containers");
    }
    drivers.add(driver);
  }

  private static ConfigException twice(Value value, SourcePosition first) {
    return value.error(
        "driver = " + value.text() + " again",
        "each device once",
        "remove this line or the one at " + first);
  }

  private static Kind kind(Value value, String word) throws ConfigException {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    List<String> words =
        Stream.concat(Stream.of(Kind.values()).map(Kind::word), Stream.of(WATCHDOG)).toList();
    throw value.error(
        "driver = " + value.text(),
        "one of "
            + Stream.concat(
                    Stream.of(Kind.values()).map(kind -> kind.word() + argument(kind)),
                    Stream.of(WATCHDOG))
                .collect(joining(", ")),
        "did you mean " + Nearest.of(word, words) + "?");
  }

  private static String argument(Kind kind) {
    return switch (kind) {
      case CONSOLE, STREAM -> "";
      case LED, BUTTON, MAILBOX -> " NAME";
      case SUPERVISOR -> " ID";
    };
  }

  /** The container that the block is, if it is one; what does not fit is added to the findings. */
  Optional<ContainerConfig> container(Domain.Kind kind, Findings findings) {
    if (program == null) {
      others.stream()
          .filter(value -> KEYS.contains(value.key()))
          .forEach(value -> findings.add(alone(value)));
      return Optional.empty();
    }
    if (kind == Domain.Kind.THREAD) {
      findings.add(
          program.error(
              "a container in a .thread block", "it in a .vm block", "Sense-VM runs as a guest"));
      return Optional.empty();
    }
    others.stream()
        .filter(value -> FOREIGN.contains(value.key()))
        .forEach(value -> findings.add(foreign(value)));
    return Optional.of(
        new ContainerConfig(
            program.position(),
            path,
            cells,
            stack,
            contexts,
            channels,
            arrays,
            List.copyOf(drivers),
            watchdog,
            checkpoints));
  }

  private static ConfigException alone(Value value) {
    return value.error(
        "key \"" + value.key() + "\" without a container",
        "it beside \"container = FILE\"",
        "name the program, or remove this line");
  }

  private static ConfigException foreign(Value value) {
    return value.error(
        (value.key().startsWith(".") ? value.key() : "key \"" + value.key() + "\"")
            + " beside a container",
        "only keys of a container",
        "it has memory by cells, stack, contexts, channels and arrays, and devices by driver");
  }
}
