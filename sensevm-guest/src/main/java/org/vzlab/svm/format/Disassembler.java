package org.vzlab.svm.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Writes a program as the text that {@link SvmAssembler} makes the same bytes of. What control
 * reaches is shown as instructions, and what lies between as instructions as far as they are some.
 */
public final class Disassembler {
  private static final int STRING_LINE = 48;
  private static final int BYTES_LINE = 8;
  private static final int WILDCARD = 0xFFFF;

  /** An instruction, or without one a byte. */
  private record Line(int offset, Optional<Instruction> instruction) {}

  private final Program program;
  private final StringBuilder text = new StringBuilder();
  private final List<Line> lines = new ArrayList<>();
  private final BitSet begins = new BitSet();
  private final BitSet targets = new BitSet();

  private Disassembler(Program program) {
    this.program = program;
  }

  /** The text of a program. */
  public static String text(Program program) {
    Disassembler disassembler = new Disassembler(program);
    disassembler.divide();
    disassembler.header();
    disassembler.code();
    return disassembler.text.toString();
  }

  /** An instruction as messages name it: with its operand as a number. */
  static String plain(Instruction instruction) {
    return switch (instruction.opcode().operand()) {
      case NONE -> instruction.opcode().name();
      case CASES -> instruction.opcode() + " of " + instruction.cases();
      case INTEGER, NATIVE -> instruction.opcode() + " #" + instruction.operand();
      case COUNT, BOOLEAN, CALL, LABEL, TAG -> instruction.opcode() + " " + instruction.operand();
    };
  }

  private void divide() {
    BitSet reached = new BitSet();
    new Reached(program).instructions().keySet().forEach(reached::set);
    boolean lost = false;
    int at = program.codeStart();
    while (at < program.codeEnd()) {
      lost &= !reached.get(at);
      Optional<Instruction> here = lost ? Optional.empty() : Instruction.at(program, at);
      if (!reached.get(at)) {
        int next = reached.nextSetBit(at);
        here = here.filter(instruction -> next < 0 || instruction.end() <= next);
      }
      lost = here.isEmpty();
      lines.add(new Line(at, here));
      begins.set(at);
      at = here.map(Instruction::end).orElse(at + 1);
    }
    for (Line line : lines) {
      line.instruction()
          .ifPresent(
              instruction -> Reached.labels(instruction, (label, what) -> targets.set(label)));
    }
    targets.and(begins);
  }

  private void header() {
    if (program.version() != ProgramWriter.VERSION) {
      text.append(".version ").append(program.version()).append('\n');
    }
    if (!program.checksummed()) {
      text.append(".checksum off\n");
    }
    for (int i = 0; i < program.integers().length; i++) {
      int value = program.integers()[i];
      text.append("%-31s ; #%d 0x%08x\n".formatted(".int " + value, i, value));
    }
    strings();
    for (int i = 0; i < program.natives().size(); i++) {
      text.append("%-31s ; #%d\n".formatted(".native " + entry(program.natives().get(i)), i));
    }
  }

  private static String entry(NativeEntry entry) {
    if (entry.unused() != 0) {
      return "%d %d %d".formatted(entry.function(), entry.arguments(), entry.unused());
    }
    return NativeFunction.of(entry)
        .map(NativeFunction::title)
        .orElse("%d %d".formatted(entry.function(), entry.arguments()));
  }

  private void strings() {
    byte[] strings = program.strings();
    int begin = 0;
    for (int i = 0; i < strings.length; i++) {
      boolean last = i == strings.length - 1 || i - begin == STRING_LINE - 1 || strings[i] == '\n';
      if (last) {
        text.append(".string \"").append(Escapes.write(strings, begin, i + 1)).append("\"\n");
        begin = i + 1;
      }
    }
  }

  private void code() {
    int i = 0;
    while (i < lines.size()) {
      Line line = lines.get(i);
      if (targets.get(line.offset())) {
        text.append(label(line.offset())).append(":\n");
      }
      if (line.instruction().isPresent()) {
        write(line.offset(), instruction(line.instruction().get()));
        i++;
      } else {
        i = bytes(i);
      }
    }
  }

  /** Writes bytes until an instruction or a label; gives the index of the line behind them. */
  private int bytes(int first) {
    StringBuilder bytes = new StringBuilder(".byte ");
    int i = first;
    while (i < lines.size() && i < first + BYTES_LINE) {
      Line line = lines.get(i);
      if (line.instruction().isPresent() || (i > first && targets.get(line.offset()))) {
        break;
      }
      bytes.append(i > first ? ", " : "");
      bytes.append("0x%02x".formatted(program.image()[line.offset()] & 0xFF));
      i++;
    }
    write(lines.get(first).offset(), bytes.toString());
    return i;
  }

  private void write(int offset, String statement) {
    text.append("    %-27s ; %04x".formatted(statement, offset));
    text.append('\n');
  }

  private String instruction(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    int operand = instruction.operand();
    return switch (opcode.operand()) {
      case NONE -> opcode.name();
      case COUNT, BOOLEAN, TAG -> opcode + " " + operand;
      case CALL ->
          opcode
              + " "
              + RuntimeFunction.of(operand)
                  .map(RuntimeFunction::title)
                  .orElse(String.valueOf(operand));
      case INTEGER -> opcode + " " + integer(operand);
      case LABEL -> opcode + " " + label(operand);
      case NATIVE -> opcode + " " + nativeFunction(operand);
      case CASES -> opcode + " " + cases(instruction);
    };
  }

  private String cases(Instruction instruction) {
    if (instruction.cases() == 0) {
      return "{ }";
    }
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < instruction.cases(); i++) {
      int tag = instruction.tag(i);
      String shown = tag == WILDCARD ? "*" : String.valueOf(tag);
      cases.add(shown + ": " + label(instruction.label(i)));
    }
    return "{ " + String.join(", ", cases) + " }";
  }

  /** A constant by its value where that means this entry: the first one that has it. */
  private String integer(int index) {
    int[] integers = program.integers();
    if (index >= integers.length) {
      return "#" + index;
    }
    for (int i = 0; i < index; i++) {
      if (integers[i] == integers[index]) {
        return "#" + index;
      }
    }
    return String.valueOf(integers[index]);
  }

  private String nativeFunction(int index) {
    List<NativeEntry> natives = program.natives();
    if (index >= natives.size() || natives.indexOf(natives.get(index)) != index) {
      return "#" + index;
    }
    NativeEntry entry = natives.get(index);
    return NativeFunction.of(entry)
        .filter(function -> NativeEntry.of(function).equals(entry))
        .map(NativeFunction::title)
        .orElse("#" + index);
  }

  private String label(int offset) {
    return targets.get(offset) ? "L%04x".formatted(offset) : String.valueOf(offset);
  }
}
