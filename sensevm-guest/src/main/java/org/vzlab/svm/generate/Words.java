package org.vzlab.svm.generate;

import org.vzlab.svm.generate.Memory.Trapped;
import org.vzlab.svm.machine.Trap;

/** Operations on words. */
final class Words {
  private static final int NO_NUMBER = 0x7FC00000;

  private Words() {}

  /** An operation on one word. */
  static int of(Operation operation, int word) {
    return switch (operation) {
      case ABS -> Math.abs(word);
      case NEG -> -word;
      case NOT -> word ^ 1;
      case DEC -> word - 1;
      default -> throw new IllegalArgumentException(operation.name());
    };
  }

  /** An operation on two words in the order in which they were computed. */
  static int of(Operation operation, int first, int second) {
    return switch (operation) {
      case ADDI, ADDU -> first + second;
      case MULI, MULU -> first * second;
      case MINI, MINU -> first - second;
      case GT -> truth(first > second);
      case LT -> truth(first < second);
      case EQ, EQU, EQB -> truth(first == second);
      case GE -> truth(first >= second);
      case LE -> truth(first <= second);
      case GTU -> truth(Integer.compareUnsigned(first, second) > 0);
      case LTU -> truth(Integer.compareUnsigned(first, second) < 0);
      case GEU -> truth(Integer.compareUnsigned(first, second) >= 0);
      case LEU -> truth(Integer.compareUnsigned(first, second) <= 0);
      case DIVIDE -> second / divisor(first);
      case REMAINDER -> second % divisor(first);
      case AND -> first & second;
      case OR -> first | second;
      case EXCLUSIVE_OR -> first ^ second;
      case SHIFT_LEFT -> second << first;
      case SHIFT_RIGHT -> second >>> first;
      default -> of(operation, Float.intBitsToFloat(first), Float.intBitsToFloat(second));
    };
  }

  private static int of(Operation operation, float first, float second) {
    return switch (operation) {
      case ADDF -> bits(first + second);
      case MULF -> bits(first * second);
      case MINF -> bits(first - second);
      case GTF -> truth(first > second);
      case LTF -> truth(first < second);
      case EQF -> truth(first == second);
      case GEF -> truth(first >= second);
      case LEF -> truth(first <= second);
      default -> throw new IllegalArgumentException(operation.name());
    };
  }

  private static int bits(float value) {
    return Float.isNaN(value) ? NO_NUMBER : Float.floatToRawIntBits(value);
  }

  private static int truth(boolean value) {
    return value ? 1 : 0;
  }

  private static int divisor(int word) {
    if (word == 0) {
      throw new Trapped(Trap.DIVISION_BY_ZERO);
    }
    return word;
  }
}
