package org.vzlab.svm.format;

import java.util.Optional;

/**
 * An instruction where it stands.
 *
 * @param offset of its opcode in the image
 * @param opcode what it does
 * @param operand its operand, of cases how many there are, 0 if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // the image, never compared
record Instruction(byte[] image, int offset, Opcode opcode, int operand) {
  private static final int CASE = 4;

  /** The instruction at an offset; none if that is no opcode or reaches past the code. */
  static Optional<Instruction> at(Program program, int offset) {
    byte[] image = program.image();
    if (offset < program.codeStart() || offset >= image.length) {
      return Optional.empty();
    }
    int code = image[offset] & 0xFF;
    if (code >= Opcode.count()) {
      return Optional.empty();
    }
    Opcode opcode = Opcode.of(code);
    int bytes = opcode.operand().bytes();
    if (offset + bytes >= image.length) {
      return Optional.empty();
    }
    int operand =
        switch (bytes) {
          case 0 -> 0;
          case 1 -> image[offset + 1] & 0xFF;
          default -> half(image, offset + 1);
        };
    Instruction instruction = new Instruction(image, offset, opcode, operand);
    return instruction.end() <= image.length ? Optional.of(instruction) : Optional.empty();
  }

  /** The offset behind it. */
  int end() {
    return offset + 1 + opcode.operand().bytes() + CASE * cases();
  }

  /** How many cases it has. */
  int cases() {
    return opcode.operand() == Opcode.Operand.CASES ? operand : 0;
  }

  /** The tag of a case. */
  int tag(int index) {
    return half(image, offset + 2 + CASE * index);
  }

  /** The label of a case. */
  int label(int index) {
    return half(image, offset + 4 + CASE * index);
  }

  private static int half(byte[] image, int at) {
    return (image[at] & 0xFF) << 8 | (image[at + 1] & 0xFF);
  }
}
