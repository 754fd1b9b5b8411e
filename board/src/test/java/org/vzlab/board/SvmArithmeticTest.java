package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.machine.Resources;

/** What Sense-VM computes on the board, at the edges of its numbers. */
final class SvmArithmeticTest {
  private static final int[] WORDS = {
    0,
    1,
    2,
    3,
    31,
    32,
    33,
    0xFFFF,
    0x10000,
    0x12345678,
    0x7FFFFFFE,
    0x7FFFFFFF,
    0x80000000,
    0x80000001,
    0xFFFF0000,
    0xFFFFFFFE,
    0xFFFFFFFF
  };

  /** Zeros, subnormals, what rounds to and from them, halves of a last bit, infinities, NaNs. */
  private static final int[] FLOATS = {
    0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x00000003, 0x007FFFFF, 0x807FFFFF, 0x00800000,
    0x80800000, 0x00800001, 0x33800000, 0x33800001, 0x34000000, 0x3F000000, 0x3F7FFFFF, 0x3F800000,
    0xBF800000, 0x3F800001, 0x3FFFFFFF, 0x40490FDB, 0x4B7FFFFF, 0x4B800000, 0x7EFFFFFF, 0x7F7FFFFF,
    0xFF7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00001, 0x7F800001, 0xFFFFFFFF
  };

  private static final long WORD = 0xFFFF_FFFFL;

  /** All pairs of values through an operation: their results, in the order of the pairs. */
  private static List<Integer> results(String operation, int[] values) throws Exception {
    StringBuilder text = new StringBuilder("CLEAR\n");
    for (int a : values) {
      for (int b : values) {
        // The second argument of a native function lies on the stack, the first is E.
        boolean swapped = operation.startsWith("APPF");
        text.append("PUSH\nLOADI ").append(swapped ? b : a).append("\nPUSH\nLOADI ");
        text.append(swapped ? a : b).append('\n').append(operation).append("\nCONS\n");
      }
    }
    int pairs = values.length * values.length;
    SvmComparison comparison =
        SvmLockSteps.run(
            SvmLockSteps.assembled(text.append("STOP\n").toString()),
            new Resources(pairs, 3, 1, 1, 0));
    assertThat(comparison.end()).isEqualTo("stop");
    List<Integer> results = new ArrayList<>();
    String[] parts = comparison.value().replaceAll("[()]", "").split(",", -1);
    for (int i = 1; i < parts.length; i++) {
      results.add(Integer.parseInt(parts[i]));
    }
    assertThat(parts[0]).isEqualTo("0");
    return results;
  }

  private static List<Integer> expected(int[] values, IntBinaryOperator operation) {
    List<Integer> expected = new ArrayList<>();
    for (int a : values) {
      for (int b : values) {
        expected.add(operation.applyAsInt(a, b));
      }
    }
    return expected;
  }

  private static IntBinaryOperator signed(LongBinaryOperator operation) {
    return (a, b) -> (int) operation.applyAsLong(a, b);
  }

  private static IntBinaryOperator unsigned(LongBinaryOperator operation) {
    return (a, b) -> (int) operation.applyAsLong(a & WORD, b & WORD);
  }

  private static int truth(boolean condition) {
    return condition ? 1 : 0;
  }

  private static IntBinaryOperator wide(String operation) {
    return switch (operation) {
      case "ADDI" -> signed((a, b) -> a + b);
      case "MULI" -> signed((a, b) -> a * b);
      case "MINI" -> signed((a, b) -> a - b);
      case "ADDU" -> unsigned((a, b) -> a + b);
      case "MULU" ->
          unsigned((a, b) -> BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).longValue());
      case "MINU" -> unsigned((a, b) -> a - b);
      case "GT" -> signed((a, b) -> truth(a > b));
      case "LT" -> signed((a, b) -> truth(a < b));
      case "GE" -> signed((a, b) -> truth(a >= b));
      case "LE" -> signed((a, b) -> truth(a <= b));
      case "GTU" -> unsigned((a, b) -> truth(a > b));
      case "LTU" -> unsigned((a, b) -> truth(a < b));
      case "GEU" -> unsigned((a, b) -> truth(a >= b));
      case "LEU" -> unsigned((a, b) -> truth(a <= b));
      case "APPF shift_left" -> unsigned((a, b) -> a << (b % 32));
      case "APPF shift_right" -> unsigned((a, b) -> a >> (b % 32));
      case "APPF and" -> unsigned((a, b) -> a & b);
      case "APPF or" -> unsigned((a, b) -> a | b);
      case "APPF xor" -> unsigned((a, b) -> a ^ b);
      default -> unsigned((a, b) -> truth(a == b));
    };
  }

  @ParameterizedTest
  @CsvSource({
    "ADDI",
    "MULI",
    "MINI",
    "GT",
    "LT",
    "EQ",
    "GE",
    "LE",
    "ADDU",
    "MULU",
    "MINU",
    "GTU",
    "LTU",
    "EQU",
    "GEU",
    "LEU",
    "EQB",
    "APPF shift_left",
    "APPF shift_right",
    "APPF and",
    "APPF or",
    "APPF xor"
  })
  void integersWrapAndCompareAsTheirKindSays(String operation) throws Exception {
    assertThat(results(operation, WORDS)).isEqualTo(expected(WORDS, wide(operation)));
  }

  @Test
  void divisionGoesTowardsZeroAndTheSmallestStays() throws Exception {
    int[] divisors = WORDS.clone();
    divisors[0] = 0x55555555;
    assertThat(results("APPF divide", divisors))
        .isEqualTo(expected(divisors, signed((a, b) -> a / b)));
    assertThat(results("APPF remainder", divisors))
        .isEqualTo(expected(divisors, signed((a, b) -> a % b)));
  }

  /** The one operation in double precision is exact enough that a second rounding is innocuous. */
  private static IntBinaryOperator rounded(String operation) {
    return (a, b) -> {
      double x = Float.intBitsToFloat(a);
      double y = Float.intBitsToFloat(b);
      return switch (operation) {
        case "ADDF" -> Float.floatToIntBits((float) (x + y));
        case "MULF" -> Float.floatToIntBits((float) (x * y));
        case "MINF" -> Float.floatToIntBits((float) (x - y));
        case "GTF" -> truth(x > y);
        case "LTF" -> truth(x < y);
        case "EQF" -> truth(x == y);
        case "GEF" -> truth(x >= y);
        default -> truth(x <= y);
      };
    };
  }

  @ParameterizedTest
  @CsvSource({"ADDF", "MULF", "MINF", "GTF", "LTF", "EQF", "GEF", "LEF"})
  void floatsAreBinary32WithOneNumberThatIsNone(String operation) throws Exception {
    assertThat(results(operation, FLOATS)).isEqualTo(expected(FLOATS, rounded(operation)));
  }
}
