package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Parses a {@code .device} block. Of a key that is given again the last line counts. */
final class DeviceParser {
  /** The name of a block that has none. */
  static final String UNNAMED = "unnamed";

  /** Interrupt sources of the PIC32MZ EF's controller, IFS0 to IFS6 (DS60001320). */
  private static final int INTERRUPTS = 216;

  /** CFGPG's first field behind the CPU's own, and its last (DS60001320). */
  private static final int FIRST_GROUP_POSITION = 2;

  private static final int LAST_GROUP_POSITION = 30;

  static final List<String> KEYS =
      List.of(
          "name",
          "irq",
          "share",
          "emulator",
          "regs",
          "registers",
          "dma-set",
          "dma-cfgpg-position",
          "pmd1",
          "pmd2",
          "pmd3",
          "pmd4",
          "pmd5",
          "pmd6",
          "pmd7");

  private final Lines lines;
  private final SourcePosition position;
  private final Set<String> seen = new HashSet<>();
  private String name = UNNAMED;
  private List<Integer> interrupts = List.of();
  private boolean shared;
  private String emulator = "";
  private List<RegisterBlock> blocks = List.of();
  private OptionalInt dmaSet = OptionalInt.empty();
  private OptionalInt dmaGroupPosition = OptionalInt.empty();
  private final TreeMap<Integer, Integer> power = new TreeMap<>();

  /** A parser of the lines behind the one at the position. */
  DeviceParser(Lines lines, SourcePosition position) {
    this.lines = lines;
    this.position = position;
  }

  DeviceConfig parse() {
    for (Lines.Line line = lines.nextIn("the .device block", position);
        line != null;
        line = lines.nextIn("the .device block", position)) {
      if (line.assigns()) {
        Value value = line.value();
        lines.findings().attempt(() -> assign(value));
      } else {
        warn(line.position(), "\"" + line.text() + "\" has no effect in a .device block");
      }
    }
    List<RegisterBlock> granted = new ArrayList<>();
    for (RegisterBlock block : blocks) {
      granted.add(shared ? withShared(block) : block);
    }
    List<DeviceConfig.PowerBit> bits = new ArrayList<>();
    power.forEach((register, bit) -> bits.add(new DeviceConfig.PowerBit(register, bit)));
    return new DeviceConfig(
        position,
        name,
        interrupts,
        shared,
        emulator,
        List.copyOf(granted),
        dmaSet,
        dmaGroupPosition,
        List.copyOf(bits));
  }

  private void assign(Value value) throws ConfigException {
    String key = value.key().equals("registers") ? "regs" : value.key();
    if (!seen.add(key) && KEYS.contains(key)) {
      warn(value.position(), key + " is given again; the last one counts");
    }
    switch (key) {
      case "name" -> name = value.word("the device's name");
      case "irq" -> interrupts = interrupts(value, lines.findings());
      case "share" -> shared = value.on(lines.findings());
      case "emulator" -> emulator = value.word("the emulator's name");
      case "regs" -> blocks = registers(value, lines);
      case "dma-set" -> dmaSet = OptionalInt.of(set(value));
      case "dma-cfgpg-position" ->
          dmaGroupPosition =
              OptionalInt.of(value.numberBetween(FIRST_GROUP_POSITION, LAST_GROUP_POSITION));
      case "pmd1", "pmd2", "pmd3", "pmd4", "pmd5", "pmd6", "pmd7" ->
          power.put(key.charAt(3) - '0', value.numberBetween(0, 31));
      case "dma" ->
          warn(
              value.position(),
              "dma of a device, the older form, has no effect; use dma-cfgpg-position");
      default ->
          warn(
              value.position(),
              "key \"" + key + "\" has no effect; did you mean " + Nearest.of(key, KEYS) + "?");
    }
  }

  private int set(Value value) throws ConfigException {
    int set = value.number();
    if (set < 2 || set > 4) {
      warn(value.position(), "dma-set = " + value.text() + " has no effect; sets are 2, 3 and 4");
    }
    return set;
  }

  private void warn(SourcePosition place, String text) {
    lines.findings().warn(Check.KEYS, place, text);
  }

  /** The registers of a {@code regs} line or block. */
  static List<RegisterBlock> registers(Value value, Lines lines) throws ConfigException {
    List<RegisterBlock> blocks = new ArrayList<>();
    for (Value line : Regions.lines(lines, value)) {
      blocks.add(Regions.block(line, "rwd", lines.findings()));
    }
    return List.copyOf(blocks);
  }

  static List<Integer> interrupts(Value value, Findings findings) throws ConfigException {
    List<Integer> numbers = new ArrayList<>();
    for (String word : value.words()) {
      int number = value.number(word, "interrupt numbers");
      if (number == 0) {
        findings.warn(
            Check.KEYS,
            value.position(),
            "interrupt 0 has no effect; the hypervisor makes the core timer's for every guest");
      } else if (number > 0 && number < INTERRUPTS) {
        numbers.add(number);
      } else {
        findings.warn(
            Check.KEYS,
            value.position(),
            "interrupt " + word + " has no effect; they are 0 to " + (INTERRUPTS - 1));
      }
    }
    return List.copyOf(numbers);
  }

  private static RegisterBlock withShared(RegisterBlock block) {
    return new RegisterBlock(
        block.position(),
        block.address(),
        block.size(),
        block.flags().withShared(),
        block.physical());
  }
}
