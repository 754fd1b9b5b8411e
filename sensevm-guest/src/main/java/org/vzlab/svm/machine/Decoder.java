package org.vzlab.svm.machine;

import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.format.Program;

/**
 * Reads the instruction at every offset of an image once, so that jumps into the middle of one find
 * what stands there.
 *
 * <p>An instruction is an {@code int}: its opcode in bits 0 to 7, its operand in bits 8 to 23, its
 * length in bits 24 to 31 (of SWITCH and SWITCHI without their pairs).
 */
final class Decoder {
  /** Stands for every opcode that there is not. */
  static final int BADOP = 0x39;

  /** Stands for an instruction that is not wholly in the code. */
  static final int OUTSIDE = 0x3A;

  private Decoder() {}

  static int[] decode(Program program) {
    int[] instructions = new int[program.codeEnd()];
    for (int pc = 0; pc < instructions.length; pc++) {
      instructions[pc] = pc < program.codeStart() ? OUTSIDE : at(program.image(), pc);
    }
    return instructions;
  }

  static int operand(int instruction) {
    return (instruction >>> 8) & 0xFFFF;
  }

  static int length(int instruction) {
    return instruction >>> 24;
  }

  /** Two bytes of an image. */
  static int half(byte[] image, int at) {
    return (image[at] & 0xFF) << 8 | (image[at + 1] & 0xFF);
  }

  private static int at(byte[] image, int pc) {
    int code = image[pc] & 0xFF;
    if (code >= Opcode.count()) {
      return BADOP;
    }
    Opcode opcode = Opcode.of(code);
    int bytes = opcode.operand().bytes();
    if (pc + 1 + bytes > image.length) {
      return OUTSIDE;
    }
    int operand =
        switch (bytes) {
          case 0 -> 0;
          case 1 -> image[pc + 1] & 0xFF;
          default -> half(image, pc + 1);
        };
    if (opcode.operand() == Opcode.Operand.CASES && pc + 2 + 4 * operand > image.length) {
      return OUTSIDE;
    }
    return code | (operand << 8) | ((1 + bytes) << 24);
  }
}
