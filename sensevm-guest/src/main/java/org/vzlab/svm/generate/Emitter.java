package org.vzlab.svm.generate;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.svm.format.Opcode;

/** Code as it is written: labels by number, pools filled as they are asked for. */
final class Emitter {
  private static final int LIMIT = 0xFFFF;
  private static final int UNPLACED = -1;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final Map<Integer, Integer> uses = new LinkedHashMap<>();
  private final Map<Integer, Integer> integers = new LinkedHashMap<>();
  private final Map<Operation, Integer> natives = new LinkedHashMap<>();

  /** A label that is not placed yet. */
  int label() {
    labels.add(UNPLACED);
    return labels.size() - 1;
  }

  /** A label's place is here. */
  void place(int label) {
    labels.set(label, code.size());
  }

  /** An instruction without operands. */
  void emit(Opcode opcode) {
    starts.add(code.size());
    code.write(opcode.code());
  }

  /** An instruction with an operand of one byte. */
  void emit(Opcode opcode, int operand) {
    emit(opcode);
    code.write(operand);
  }

  /** An instruction with an operand of two bytes. */
  void wide(Opcode opcode, int operand) {
    emit(opcode);
    half(operand);
  }

  /** An instruction with a label. */
  void jump(Opcode opcode, int label) {
    emit(opcode);
    use(label);
  }

  /** A SWITCH or SWITCHI. */
  void cases(Opcode opcode, List<Integer> tags, int[] targets) {
    emit(opcode, tags.size());
    for (int each = 0; each < targets.length; each++) {
      half(tags.get(each));
      use(targets[each]);
    }
  }

  /** Puts a word into E, the shorter way if there is one. */
  void load(int word) {
    if (word >= 0 && word <= 0xFF) {
      emit(Opcode.LOADB, word);
    } else {
      integer(word);
    }
  }

  /** Puts a word of the pool into E. */
  void integer(int word) {
    Integer index = integers.get(word);
    if (index == null) {
      index = integers.size();
      integers.put(word, index);
    }
    wide(Opcode.LOADI, index);
  }

  /** Calls a native function. */
  void call(Operation function) {
    Integer index = natives.get(function);
    if (index == null) {
      index = natives.size();
      natives.put(function, index);
    }
    wide(Opcode.APPF, index);
  }

  /** The file, without a checksum. All labels that are used have been placed. */
  Code finish() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    word(file, 0xFEEDCAFE);
    file.write(1);
    half(file, integers.size());
    integers.keySet().forEach(each -> word(file, each));
    half(file, 0);
    half(file, natives.size());
    for (Operation each : natives.keySet()) {
      half(file, each.number());
      file.write(each.arguments());
      file.write(0);
    }
    word(file, code.size());
    int codeStart = file.size();
    file.writeBytes(code.toByteArray());
    byte[] image = file.toByteArray();
    if (image.length > LIMIT) {
      throw new IllegalStateException("a program of " + image.length + " bytes");
    }
    uses.forEach(
        (at, label) -> {
          int target = codeStart + labels.get(label);
          image[codeStart + at] = (byte) (target >> 8);
          image[codeStart + at + 1] = (byte) target;
        });
    return new Code(image, codeStart, natives.size(), starts);
  }

  private void use(int label) {
    uses.put(code.size(), label);
    half(0);
  }

  private void half(int value) {
    half(code, value);
  }

  private static void half(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static void word(ByteArrayOutputStream out, int value) {
    half(out, value >>> 16);
    half(out, value);
  }

  /**
   * What was written.
   *
   * @param image the file
   * @param start where the code begins in it
   * @param natives how many native functions are in the pool right before the length of the code
   * @param instructions where instructions begin, from the code's beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Code(byte[] image, int start, int natives, List<Integer> instructions) {}
}
