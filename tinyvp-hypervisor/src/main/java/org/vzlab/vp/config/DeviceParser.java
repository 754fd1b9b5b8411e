package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Parses a {@code .device} block. */
final class DeviceParser {
  /** The name of a block that has none. */
  static final String UNNAMED = "unnamed";

  /** Interrupt sources of the PIC32MZ EF's controller, IFS0 to IFS6 (DS60001320). */
  private static final int INTERRUPTS = 216;

  private final Lines lines;
  private final SourcePosition position;
  private String name = UNNAMED;
  private List<Integer> interrupts = List.of();
  private boolean shared;
  private String emulator = "";
  private final List<RegisterBlock> blocks = new ArrayList<>();
  private OptionalInt dmaSet = OptionalInt.empty();
  private OptionalInt dmaGroupPosition = OptionalInt.empty();
  private final List<DeviceConfig.PowerBit> power = new ArrayList<>();

  /** A parser of the lines behind the one at the position. */
  DeviceParser(Lines lines, SourcePosition position) {
    this.lines = lines;
    this.position = position;
  }

  DeviceConfig parse() throws ConfigException {
    for (Lines.Line line = lines.nextIn("the .device block", position);
        line != null;
        line = lines.nextIn("the .device block", position)) {
      if (!line.assigns()) {
        throw line.unexpected("key = value or \".\"", "a device has no further blocks");
      }
      assign(line.value());
    }
    List<RegisterBlock> granted = new ArrayList<>();
    for (RegisterBlock block : blocks) {
      granted.add(shared ? withShared(block) : block);
    }
    return new DeviceConfig(
        position,
        name,
        interrupts,
        shared,
        emulator,
        List.copyOf(granted),
        dmaSet,
        dmaGroupPosition,
        List.copyOf(power));
  }

  private void assign(Value value) throws ConfigException {
    switch (value.key()) {
      case "name" -> name = value.word("the device's name");
      case "irq" -> interrupts = interrupts(value);
      case "share" -> shared = value.bit();
      case "emulator" -> emulator = value.word("the emulator's name");
      case "regs", "registers" -> {
        for (Value line : Regions.lines(lines, value)) {
          blocks.add(Regions.block(line, "rwd"));
        }
      }
      case "dma-set" -> dmaSet = OptionalInt.of(value.numberBetween(0, 15));
      case "dma-cfgpg-position" -> dmaGroupPosition = OptionalInt.of(value.numberBetween(0, 30));
      case "pmd1", "pmd2", "pmd3", "pmd4", "pmd5", "pmd6", "pmd7" ->
          power.add(
              new DeviceConfig.PowerBit(value.key().charAt(3) - '0', value.numberBetween(0, 31)));
      default ->
          throw value.error(
              "key \"" + value.key() + "\"",
              "a key of a device",
              "use name, irq, share, emulator, regs, registers, dma-set, dma-cfgpg-position or pmd1"
                  + " to pmd7");
    }
  }

  static List<Integer> interrupts(Value value) throws ConfigException {
    List<Integer> numbers = value.numbers("interrupt numbers");
    for (int number : numbers) {
      if (number < 0 || number >= INTERRUPTS) {
        throw value.error(
            "interrupt " + Integer.toUnsignedString(number),
            "a number from 0 to " + (INTERRUPTS - 1),
            "see the interrupt table of the data sheet");
      }
    }
    return numbers;
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
