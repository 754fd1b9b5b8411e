package org.vzlab.mips.isa;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes instructions as objdump does, with one blank behind the mnemonic; from the {@link Op#asm}
 * of their methods.
 */
public final class Disassembler {
  private final InstructionSet instructionSet;
  private final boolean aliases;
  private final Map<Operation, AsmText> texts = new HashMap<>();

  /**
   * A disassembler of an instruction set.
   *
   * @param aliases whether to write {@code nop}, {@code move}, {@code b} and the like for the
   *     instructions they stand for
   */
  public Disassembler(InstructionSet instructionSet, boolean aliases) {
    this.instructionSet = instructionSet;
    this.aliases = aliases;
  }

  /**
   * The text of the instruction at an address; {@code .word} or {@code .short} and its value if it
   * is none.
   *
   * @param pc the address; bit 0 is the ISA mode
   * @param bits as {@link InstructionSet#decode} takes them
   */
  public String disassemble(int pc, int bits) {
    return disassemble(pc, instructionSet.decode(Isa.at(pc), bits));
  }

  /** The text of an instruction at an address, whose bit 0 is the ISA mode. */
  public String disassemble(int pc, Instruction instruction) {
    Operation operation = instruction.operation();
    AsmText text = texts.computeIfAbsent(operation, AsmText::new);
    Alias.Statement statement =
        new Alias.Statement(operation.mnemonic(), text.format(instruction.word, pc & ~1));
    if (aliases) {
      for (Alias alias : Alias.ALL) {
        Optional<Alias.Statement> shorter = alias.shorten(statement);
        if (shorter.isPresent()) {
          return shorter.get().toString();
        }
      }
    }
    return statement.toString();
  }
}
