package org.vzlab.isolation.attack;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** Instructions with random operands, of every encoding that the processor knows. */
final class Encodings {
  /** Random operands seldom make a more special instruction than was asked for. */
  private static final int TRIES = 8;

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Assembler assembler = new Assembler(instructionSet);
  private final Disassembler disassembler = new Disassembler(instructionSet, true);
  private final Map<Isa, List<Operation>> all = new EnumMap<>(Isa.class);
  private final Map<Isa, List<Operation>> privileged = new EnumMap<>(Isa.class);
  private final Map<Isa, List<Operation>> units = new EnumMap<>(Isa.class);

  Encodings() {
    for (Isa isa : Isa.values()) {
      all.put(isa, select(isa, operation -> true));
      privileged.put(isa, select(isa, Encodings::isPrivileged));
      units.put(isa, select(isa, operation -> owner(operation).matches("(Float|Dsp).*")));
    }
  }

  private List<Operation> select(Isa isa, Predicate<Operation> which) {
    return instructionSet.operations().stream()
        .filter(operation -> operation.isa() == isa)
        .filter(which)
        .toList();
  }

  private static String owner(Operation operation) {
    String name = operation.toString();
    return name.substring(0, name.indexOf('.'));
  }

  /**
   * Whether an operation is one that privileged code has, or virtualization, or one that has
   * something to do with what other code is doing: it stands among those of the instruction set.
   */
  static boolean isPrivileged(Operation operation) {
    return owner(operation).matches("Privileged.*|Virtualization|AtomicBit")
        || List.of("ll", "sc", "sync", "synci", "pref", "rdhwr").contains(operation.mnemonic());
  }

  /** An assembler of MIPS32. */
  Assembler assembler() {
    return assembler;
  }

  /** A disassembler of both instruction sets. */
  Disassembler disassembler() {
    return disassembler;
  }

  InstructionSet instructionSet() {
    return instructionSet;
  }

  /** All encodings of an instruction set. */
  List<Operation> all(Isa isa) {
    return all.get(isa);
  }

  /** Those of {@link #isPrivileged}. */
  List<Operation> privileged(Isa isa) {
    return privileged.get(isa);
  }

  /** Those of the FPU and the DSP. */
  List<Operation> units(Isa isa) {
    return units.get(isa);
  }

  /** An instruction of an operation: a word, of 16 bits the lower half. */
  int random(Operation operation, SplittableRandom random) {
    int width = operation.length() == 2 ? 0xFFFF : -1;
    int word = operation.fixedValues();
    for (int i = 0; i < TRIES; i++) {
      word = (random.nextInt() & ~operation.fixedBits() & width) | operation.fixedValues();
      int bits = operation.length() == 2 ? word << 16 : word;
      if (instructionSet.decode(operation.isa(), bits).operation() == operation) {
        return word;
      }
    }
    return word;
  }
}
