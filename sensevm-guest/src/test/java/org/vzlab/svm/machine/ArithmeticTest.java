package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.format.Opcode;

/** The arithmetic instructions: what is on the stack is the left operand. */
class ArithmeticTest {
  @ParameterizedTest
  @CsvSource({
    "ABS, -5, 5",
    "ABS, 5, 5",
    "ABS, -2147483648, -2147483648",
    "NEG, 5, -5",
    "NEG, -2147483648, -2147483648",
    "NOT, 6, 7",
    "NOT, 1, 0",
    "NOT, 0, 1",
    "DEC, 0, -1",
    "DEC, -2147483648, 2147483647",
  })
  void oneOperand(Opcode opcode, int e, int result) {
    assertThat(one(opcode, e)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "ADDI, 7, 3, 10",
    "ADDI, 2147483647, 1, -2147483648",
    "ADDU, -1, 2, 1",
    "MULI, 7, -3, -21",
    "MULI, 65536, 65536, 0",
    "MULU, -1, -1, 1",
    "MINI, 7, 3, 4",
    "MINI, -2147483648, 1, 2147483647",
    "MINU, 3, 7, -4",
    "GT, 1, -1, 1",
    "GT, -1, 1, 0",
    "GT, 1, 1, 0",
    "LT, -1, 1, 1",
    "LT, 1, -1, 0",
    "LT, 1, 1, 0",
    "EQ, 4, 4, 1",
    "EQ, 4, 5, 0",
    "EQU, 4, 4, 1",
    "EQB, 2, 2, 1",
    "EQB, 2, 1, 0",
    "GE, 1, 1, 1",
    "GE, 1, -1, 1",
    "GE, -1, 1, 0",
    "LE, 1, 1, 1",
    "LE, -1, 1, 1",
    "LE, 1, -1, 0",
    "GTU, -1, 1, 1",
    "GTU, 1, -1, 0",
    "GTU, 1, 1, 0",
    "LTU, -1, 1, 0",
    "LTU, 1, -1, 1",
    "LTU, 1, 1, 0",
    "GEU, -1, 1, 1",
    "GEU, 1, -1, 0",
    "GEU, 1, 1, 1",
    "LEU, -1, 1, 0",
    "LEU, 1, -1, 1",
    "LEU, 1, 1, 1",
  })
  void twoOperands(Opcode opcode, int stack, int e, int result) {
    assertThat(two(opcode, stack, e)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "ADDF, 1.5, 2.25, 3.75",
    "MULF, 1.5, -2, -3",
    "MINF, 1, 2.5, -1.5",
    "ADDF, 16777216, 1, 16777216",
    "ADDF, 16777216, 3, 16777220",
    "MULF, 3e38, 10, Infinity",
    "MINF, -0.0, 0.0, -0.0",
    "ADDF, -0.0, 0.0, 0.0",
    "MULF, 1.17549435E-38, 0.5, 5.877472E-39",
    "MULF, 1.4E-45, 0.5, 0",
    "MULF, 4.2E-45, 0.5, 2.8E-45",
    "ADDF, 1.4E-45, 1.4E-45, 2.8E-45",
    "MINF, 1.17549435E-38, 1.4E-45, 1.1754942E-38",
  })
  void floatsAreRoundedToNearestEvenAndMayBeSubnormal(
      Opcode opcode, float stack, float e, float result) {
    assertThat(two(opcode, bits(stack), bits(e))).isEqualTo(bits(result));
  }

  @ParameterizedTest
  @CsvSource({
    "GTF, 2, 1, 1",
    "GTF, 1, 2, 0",
    "GTF, 1, 1, 0",
    "LTF, 2, 1, 0",
    "LTF, -2, -1, 1",
    "LTF, 1, 1, 0",
    "EQF, 0.0, -0.0, 1",
    "EQF, 1, 2, 0",
    "EQF, NaN, NaN, 0",
    "GEF, 1, 1, 1",
    "GEF, 1, 2, 0",
    "GEF, NaN, 1, 0",
    "GEF, 1, NaN, 0",
    "LEF, 1, 1, 1",
    "LEF, 2, 1, 0",
    "LEF, NaN, NaN, 0",
    "GTF, NaN, 1, 0",
    "LTF, NaN, 1, 0",
    "GTF, Infinity, 3e38, 1",
    "LTF, 0, 1.4E-45, 1",
  })
  void comparisonsOfFloatsAnswerIntegers(Opcode opcode, float stack, float e, int result) {
    assertThat(two(opcode, bits(stack), bits(e))).isEqualTo(result);
  }

  @Test
  void aResultThatIsNoNumberIsAlwaysTheSame() {
    int infinity = bits(Float.POSITIVE_INFINITY);
    assertThat(two(MINF, infinity, infinity)).isEqualTo(0x7FC0_0000);
    assertThat(two(MULF, infinity, 0)).isEqualTo(0x7FC0_0000);
    assertThat(two(ADDF, 0xFF81_2345, 0)).as("of a signalling NaN").isEqualTo(0x7FC0_0000);
    assertThat(two(ADDF, 0, 0xFFC0_0001)).as("of a negative NaN").isEqualTo(0x7FC0_0000);
  }

  @Test
  void equalityOfWordsIgnoresTheFlagOfPointers() {
    Code code = new Code().op(PACK, 1).op(PUSH).op(LOADB, 0).op(EQ, STOP);

    assertThat(Runs.run(code).value()).as("pair 0 and the word 0").isEqualTo("1");
  }

  private static int one(Opcode opcode, int e) {
    return Runs.run(new Code().load(e).op(opcode, STOP)).context(0).word();
  }

  private static int two(Opcode opcode, int stack, int e) {
    Machine machine = Runs.run(new Code().load(stack).op(PUSH).load(e).op(opcode, STOP));
    assertThat(machine.context(0).sp()).isZero();
    return machine.context(0).word();
  }

  private static int bits(float number) {
    return Float.floatToIntBits(number);
  }
}
