package org.vzlab.mips.isa;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * How microMIPS packs an operand into fewer bits than it has: what each value of the field stands
 * for (MD00582, "16-Bit Register Encodings" and the immediate encodings of each instruction).
 */
final class FieldCode {
  private static final int RESERVED = Integer.MIN_VALUE;

  private static final int S0 = 16;
  private static final int S8 = 30;
  private static final int RA = 31;

  /** Registers s0 to s7 that a list of LWM32 and SWM32 can have. */
  private static final int MOST_SAVED = 8;

  /** In a list of LWM32 and SWM32: with ra. */
  private static final int WITH_RA = 1 << 4;

  private static final Map<String, FieldCode> ALL =
      Map.ofEntries(
          // Three bits for a general register.
          code("gpr", 16, 17, 2, 3, 4, 5, 6, 7),
          // The same for what is stored, of which zero is more useful than s0.
          code("stored", 0, 17, 2, 3, 4, 5, 6, 7),
          // What MOVEP moves, and the pairs it moves to: the first register and, 5 bits up, the
          // other.
          code("moved", 0, 17, 2, 3, 16, 18, 19, 20),
          code(
              "pair",
              pair(5, 6),
              pair(5, 7),
              pair(6, 7),
              pair(4, 21),
              pair(4, 22),
              pair(4, 5),
              pair(4, 6),
              pair(4, 7)),
          // Immediates: of ADDIUR2, ANDI16, SLL16 and SRL16.
          code("addend", 1, 4, 8, 12, 16, 20, 24, -1),
          code("mask", 128, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 255, 32768, 65535),
          code("shift", 8, 1, 2, 3, 4, 5, 6, 7),
          // Of LI16 and LBU16: small numbers, and -1.
          code("constant", 128, value -> value == 127 ? -1 : value),
          code("byte", 16, value -> value == 15 ? -1 : value),
          // ADDIUSP, in words: from -258 to -3 and from 2 to 257.
          code("frame", 512, FieldCode::frame),
          // Registers to save and restore, as a set with bit 16 for s0.
          code("list16", 4, value -> saved(value + 1) | 1 << RA),
          code("list", 32, FieldCode::list));

  private final int[] meanings;

  private FieldCode(int[] meanings) {
    this.meanings = meanings;
  }

  private static Map.Entry<String, FieldCode> code(String name, int... meanings) {
    return Map.entry(name, new FieldCode(meanings));
  }

  private static Map.Entry<String, FieldCode> code(
      String name, int size, IntUnaryOperator meaning) {
    int[] meanings = new int[size];
    Arrays.setAll(meanings, meaning);
    return code(name, meanings);
  }

  private static int pair(int first, int second) {
    return first | second << 5;
  }

  private static int frame(int value) {
    int words = value < 256 ? value : value - 512;
    if (words >= 0 && words < 2) {
      return words + 256;
    }
    return words < 0 && words >= -2 ? words - 256 : words;
  }

  private static int list(int value) {
    int count = value & (WITH_RA - 1);
    if (value == 0 || count > MOST_SAVED + 1) {
      return RESERVED;
    }
    int s8 = count > MOST_SAVED ? 1 << S8 : 0;
    int ra = (value & WITH_RA) != 0 ? 1 << RA : 0;
    return saved(Math.min(count, MOST_SAVED)) | s8 | ra;
  }

  private static int saved(int count) {
    return ((1 << count) - 1) << S0;
  }

  /**
   * The code of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static FieldCode of(String name) {
    FieldCode code = ALL.get(name);
    if (code == null) {
      throw new IllegalArgumentException("there is no code \"" + name + "\"");
    }
    return code;
  }

  /** Values that the field can have. */
  int size() {
    return meanings.length;
  }

  /** Whether a value of the field stands for something. */
  boolean isDefined(int value) {
    return meanings[value] != RESERVED;
  }

  /** What a value of the field stands for. */
  int meaning(int value) {
    return meanings[value];
  }

  /** The value of the field that stands for an operand, or -1. */
  int value(int operand) {
    for (int value = 0; value < meanings.length; value++) {
      if (meanings[value] == operand && operand != RESERVED) {
        return value;
      }
    }
    return -1;
  }
}
