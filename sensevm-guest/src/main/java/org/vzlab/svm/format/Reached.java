package org.vzlab.svm.format;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The instructions to which code leads from its first byte on, by jumps, calls and the labels of
 * closures. What a return address or a label that was computed leads to is not among them.
 */
final class Reached {
  private final Program program;
  private final SortedMap<Integer, Instruction> instructions = new TreeMap<>();
  private final BitSet wrong = new BitSet();
  private final Deque<Integer> todo = new ArrayDeque<>();

  Reached(Program program) {
    this.program = program;
    go(program.codeStart());
    while (!todo.isEmpty()) {
      visit(todo.remove());
    }
  }

  /** All that can be executed, by their offsets. */
  SortedMap<Integer, Instruction> instructions() {
    return instructions;
  }

  /** Offsets in the code at which no whole instruction stands, although control gets there. */
  BitSet wrong() {
    return wrong;
  }

  /**
   * The labels of an instruction.
   *
   * @param each is given the label and what it is to the instruction: "jump", "case 3"
   */
  static void labels(Instruction instruction, BiConsumer<Integer, String> each) {
    if (instruction.opcode().operand() == Opcode.Operand.LABEL) {
      each.accept(instruction.operand(), "the label");
    }
    for (int i = 0; i < instruction.cases(); i++) {
      each.accept(instruction.label(i), "the label of case " + (i + 1));
    }
  }

  /** Whether an instruction is never followed by the one behind it. */
  static boolean leaves(Opcode opcode) {
    return switch (opcode) {
      case STOP, RETURN, GOTO, SWITCH, SWITCHI -> true;
      default -> false;
    };
  }

  /** Whether an instruction makes a context, which returns to the last byte of the code. */
  static boolean spawns(Instruction instruction) {
    return instruction.opcode() == Opcode.CALLRTS
        && instruction.operand() == RuntimeFunction.SPAWN.number();
  }

  private void visit(int offset) {
    Instruction.at(program, offset)
        .ifPresentOrElse(
            instruction -> {
              instructions.put(offset, instruction);
              follow(instruction);
            },
            () -> wrong.set(offset));
  }

  private void follow(Instruction instruction) {
    labels(instruction, (label, what) -> go(label));
    if (spawns(instruction)) {
      go(program.codeEnd() - 1);
    }
    if (!leaves(instruction.opcode())) {
      go(instruction.end());
    }
  }

  private void go(int offset) {
    boolean inside = offset >= program.codeStart() && offset < program.codeEnd();
    if (inside && !instructions.containsKey(offset) && !wrong.get(offset)) {
      todo.add(offset);
    }
  }
}
