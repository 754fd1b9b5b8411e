package org.vzlab.svm.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a program before it runs. An error is what would be a trap or a bad opcode if control got
 * there, or leads out of step with the instructions; a warning is what looks wrong.
 */
public final class Verifier {
  private static final int RESERVED = 0xFFFF;
  private static final Comparator<Finding> ORDER = Comparator.comparingInt(Finding::offset);

  private final Program program;
  private final Reached reached;
  private final BitSet insides = new BitSet();
  private final BitSet covered = new BitSet();
  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  private Verifier(Program program) {
    this.program = program;
    this.reached = new Reached(program);
    for (Instruction instruction : reached.instructions().values()) {
      insides.set(instruction.offset() + 1, instruction.end());
      covered.set(instruction.offset(), instruction.end());
    }
  }

  /** What there is to say of a program, which may have any bytes as code. */
  public static Verdict verify(Program program) {
    Verifier verifier = new Verifier(program);
    verifier.file();
    verifier.code();
    AllRuns runs = new AllRuns(program);
    verifier.traps(runs);
    verifier.errors.sort(ORDER);
    verifier.warnings.sort(ORDER);
    return new Verdict(
        List.copyOf(verifier.errors), List.copyOf(verifier.warnings), runs.first(), runs.spawned());
  }

  private void file() {
    if (!program.checksummed()) {
      warnings.add(new Finding(program.codeEnd(), "", checksumMissing()));
    }
    if (program.codeEnd() > RESERVED) {
      String reason =
          "the image has %d bytes; labels reach the first 65535".formatted(program.codeEnd());
      warnings.add(new Finding(RESERVED, "", reason));
    }
    int offset = program.codeStart() - 4 - 4 * program.natives().size();
    for (NativeEntry entry : program.natives()) {
      String wrong = wrong(entry);
      if (!wrong.isEmpty()) {
        warnings.add(new Finding(offset, "", wrong));
      }
      if (entry.unused() != 0) {
        String reason = "the last byte of a native function is %d, not 0".formatted(entry.unused());
        warnings.add(new Finding(offset + 3, "", reason));
      }
      offset += 4;
    }
  }

  private String checksumMissing() {
    byte[] image = program.image();
    int at = image.length - 4;
    boolean swallowed =
        at >= program.codeStart() && image[at] == (byte) 0xFE && image[at + 1] == 0x16;
    return swallowed
        ? "the file has no checksum, but its code ends like one: is the length of the code right?"
        : "the file has no checksum";
  }

  /** What is wrong with an entry of the native pool, empty if nothing is. */
  private static String wrong(NativeEntry entry) {
    return NativeFunction.of(entry.function())
        .map(
            function ->
                function.arguments() == entry.arguments()
                    ? ""
                    : "the native function %s has %d arguments, not %d"
                        .formatted(function.title(), function.arguments(), entry.arguments()))
        .orElse("there is no native function " + entry.function());
  }

  private void code() {
    if (program.codeStart() == program.codeEnd()) {
      errors.add(new Finding(program.codeStart(), "", "there is no code"));
    }
    reached.instructions().values().forEach(this::instruction);
    reached.wrong().stream().forEach(this::noInstruction);
    BitSet known = (BitSet) covered.clone();
    known.or(reached.wrong());
    int last = program.codeEnd() - 1;
    known.set(last, program.image()[last] == Opcode.STOP.code() ? last + 1 : last);
    int at = known.nextClearBit(program.codeStart());
    while (at < program.codeEnd()) {
      int next = known.nextSetBit(at);
      int end = next < 0 ? program.codeEnd() : next;
      warnings.add(new Finding(at, "", "nothing leads to " + bytes(end - at) + " from here on"));
      at = known.nextClearBit(end);
    }
  }

  private static String bytes(int count) {
    return count == 1 ? "the byte" : "the %d bytes".formatted(count);
  }

  private void noInstruction(int offset) {
    int code = program.image()[offset] & 0xFF;
    String reason =
        code < Opcode.count()
            ? "%s reaches past the end of the code".formatted(Opcode.of(code))
            : "0x%02x is no opcode".formatted(code);
    errors.add(new Finding(offset, "", reason + ", and control gets here"));
  }

  private void instruction(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    int operand = instruction.operand();
    switch (opcode.operand()) {
      case INTEGER -> {
        int count = program.integers().length;
        if (operand >= count) {
          error(instruction, "the program has %d integers, from 0 on".formatted(count));
        }
      }
      case NATIVE -> nativeCall(instruction);
      case CALL -> {
        if (RuntimeFunction.of(operand).isEmpty()) {
          error(instruction, "the run-time system has functions 0 to 8");
        }
        if (Reached.spawns(instruction)) {
          spawn(instruction);
        }
      }
      case CASES -> cases(instruction);
      case TAG -> {
        if (operand == RESERVED) {
          warn(instruction, "65535 in a case means any tag, so no case is for this one alone");
        }
      }
      case NONE, COUNT, BOOLEAN, LABEL -> {}
    }
    Reached.labels(instruction, (label, what) -> label(instruction, label, what));
    if (instruction.end() == program.codeEnd() && !Reached.leaves(opcode)) {
      error(instruction, "the code ends behind it, and control goes on there");
    }
  }

  private void label(Instruction instruction, int label, String what) {
    boolean inside = label >= program.codeStart() && label < program.codeEnd();
    if (!inside) {
      error(
          instruction,
          "%s, 0x%04x, is outside of the code, which is 0x%04x to 0x%04x"
              .formatted(what, label, program.codeStart(), program.codeEnd() - 1));
    } else if (insides.get(label)) {
      error(instruction, "%s, 0x%04x, is inside of an instruction".formatted(what, label));
    } else if (label == RESERVED) {
      warn(instruction, what + " is 65535, which is reserved");
    }
  }

  private void nativeCall(Instruction instruction) {
    int count = program.natives().size();
    if (instruction.operand() >= count) {
      error(instruction, "the program has %d native functions, from 0 on".formatted(count));
    } else {
      String wrong = wrong(program.natives().get(instruction.operand()));
      if (!wrong.isEmpty()) {
        error(instruction, wrong);
      }
    }
  }

  private void spawn(Instruction instruction) {
    int last = program.codeEnd() - 1;
    boolean stops = program.image()[last] == Opcode.STOP.code() && !insides.get(last);
    if (!stops) {
      error(
          instruction,
          "the last byte of the code, to which new contexts return, is no STOP of its own");
    }
  }

  private void cases(Instruction instruction) {
    if (instruction.cases() == 0) {
      error(instruction, "it has no cases, so none fits");
    }
    Set<Integer> tags = new HashSet<>();
    for (int i = 0; i < instruction.cases(); i++) {
      if (tags.contains(RESERVED)) {
        warn(instruction, "case %d stands behind the one for any tag".formatted(i + 1));
      } else if (!tags.add(instruction.tag(i))) {
        warn(instruction, "case %d has the tag of one before".formatted(i + 1));
      }
    }
  }

  private void traps(AllRuns runs) {
    runs.traps()
        .forEach(
            (offset, reason) ->
                Instruction.at(program, offset)
                    .filter(instruction -> errors.stream().noneMatch(e -> e.offset() == offset))
                    .ifPresent(instruction -> error(instruction, "always traps, " + reason)));
  }

  private void error(Instruction instruction, String reason) {
    errors.add(new Finding(instruction.offset(), Disassembler.plain(instruction), reason));
  }

  private void warn(Instruction instruction, String reason) {
    warnings.add(new Finding(instruction.offset(), Disassembler.plain(instruction), reason));
  }
}
