package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.format.Opcode;

/** What instructions other than arithmetic do to E, the stack, the heap and the PC. */
class InstructionsTest {
  @ParameterizedTest
  @CsvSource({
    "FST, 1", "SND, 2",
  })
  void partsOfAPairAreRead(Opcode opcode, String value) {
    assertThat(value(pairOf1And2().op(opcode))).isEqualTo(value);
  }

  @Test
  void partsKeepTheirPointers() {
    Machine machine = Runs.run(pairOf1And2().op(PUSH).op(LOADB, 3).op(CONS, FST, STOP));

    assertThat(machine.context(0).pointer()).isTrue();
    assertThat(machine.value()).isEqualTo("(1,2)");
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 3", "2, 2"})
  void accGoesToTheFirstPartsAndThenTheSecond(int n, String value) {
    assertThat(value(nested().op(ACC, n))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0, '(((1,2),3),4)'", "1, '((1,2),3)'", "3, 1"})
  void restGoesToTheFirstParts(int n, String value) {
    assertThat(value(nested().op(REST, n))).isEqualTo(value);
  }

  @Test
  void restOfNothingAsksForNoPair() {
    assertThat(value(new Code().op(LOADB, 9).op(REST, 0))).isEqualTo("9");
  }

  @Test
  void pushKeepsTheValueRegister() {
    Machine machine = Runs.run(new Code().op(LOADB, 5).op(PUSH, STOP));

    assertThat(machine.value()).isEqualTo("5");
    assertThat(machine.context(0).sp()).isEqualTo(1);
    assertThat(machine.context(0).stackWord(0)).isEqualTo(5);
  }

  @Test
  void swapExchangesWithTheTopAndKeepsPointers() {
    Machine machine = Runs.run(pairOf1And2().op(PUSH).op(LOADB, 7).op(SWAP, STOP));

    assertThat(machine.value()).isEqualTo("(1,2)");
    assertThat(machine.context(0).stackWord(0)).isEqualTo(7);
    assertThat(machine.context(0).stackPointer(0)).isFalse();
  }

  @Test
  void constantsAreLoaded() {
    assertThat(value(new Code().load(Integer.MIN_VALUE))).isEqualTo("-2147483648");
    assertThat(value(new Code().load(1).load(-5))).isEqualTo("-5");
    assertThat(value(new Code().op(LOADB, 255))).isEqualTo("255");
    assertThat(value(pairOf1And2().op(CLEAR))).isEqualTo("0");
  }

  @Test
  void consPutsThePoppedValueFirstAndSnocSecond() {
    assertThat(value(new Code().op(LOADB, 1).op(PUSH).op(LOADB, 2).op(CONS))).isEqualTo("(1,2)");
    assertThat(value(new Code().op(LOADB, 1).op(PUSH).op(LOADB, 2).op(SNOC))).isEqualTo("(2,1)");
  }

  @Test
  void closuresTagsAndCombinatorsArePairs() {
    assertThat(value(new Code().op(LOADB, 8).op(CUR, 0x1234))).isEqualTo("(8,4660)");
    assertThat(value(new Code().op(LOADB, 8).op(PACK, 0xFFFE))).isEqualTo("(65534,8)");
    assertThat(value(new Code().op(COMB, 0xFFFF))).isEqualTo("(65535,-1)");
  }

  @Test
  void moveAndPopCarryValuesToTheStackAndBack() {
    Machine moved = Runs.run(pairOf1And2().op(MOVE, STOP));
    assertThat(moved.value()).isEqualTo("0");
    assertThat(moved.context(0).stackPointer(0)).isTrue();

    assertThat(value(pairOf1And2().op(MOVE, POP))).isEqualTo("(1,2)");
  }

  @Test
  void skipDoesNothing() {
    Machine machine = Runs.machine(new Code().op(SKIP, STOP));
    int pc = machine.context(0).pc();

    assertThat(machine.step()).isTrue();
    assertThat(machine.context(0).pc()).isEqualTo(pc + 1);
    assertThat(machine.step()).isFalse();
    assertThat(machine.context(0).pc()).as("of STOP").isEqualTo(pc + 1);
    assertThat(machine.steps()).isEqualTo(2);
  }

  @Test
  void appOfAClosureGivesItsCodeThePairOfWhatItCapturedAndTheArgument() {
    Code code = new Code().op(LOADB, 6).op(PUSH).op(LOADB, 5).op(CUR, "f").op(APP, STOP);
    Machine machine = Runs.machine(code.label("f").op(PUSH, RETURN));
    int behind = machine.context(0).pc() + code.here() - 3;
    machine.run(5);

    assertThat(machine.value()).isEqualTo("(5,6)");
    assertThat(machine.context(0).stackWord(0)).isEqualTo(behind);
    assertThat(machine.context(0).pc()).isEqualTo(behind + 1);
  }

  @Test
  void appOfACombinatorGivesItsCodeTheArgument() {
    Code code = new Code().op(LOADB, 6).op(PUSH).op(COMB, "f").op(APP, STOP);

    assertThat(value(code.label("f").op(DEC, RETURN))).isEqualTo("5");
  }

  @Test
  void callReturnsBehindItself() {
    Code code = new Code().op(LOADB, 9).op(CALL, "f").op(DEC, STOP).label("f").op(DEC, RETURN);

    assertThat(value(code)).isEqualTo("7");
  }

  @Test
  void returnGoesToAnyOffset() {
    Code code = new Code().op(LOADB, 22).op(PUSH).op(LOADB, 1).op(RETURN).op(SKIP, DEC, STOP);
    int start = code.program().codeStart();

    assertThat(start + 7).as("the offset of DEC").isEqualTo(22);
    assertThat(value(code)).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "2, true", "3, false"})
  void gotofalseLooksAtBitZeroAndPopsInBothCases(int condition, boolean jumps) {
    Code code = new Code().op(LOADB, 40).op(PUSH).op(LOADB, condition).op(GOTOFALSE, "else");
    Machine machine = Runs.run(code.op(DEC, STOP).label("else").op(STOP));

    assertThat(machine.value()).isEqualTo(jumps ? "40" : "39");
    assertThat(machine.context(0).sp()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "2, true", "3, false"})
  void gotoifalseLooksAtBitZeroAndPopsNothing(int condition, boolean jumps) {
    Code code = new Code().op(LOADB, condition).op(GOTOIFALSE, "else");

    assertThat(value(code.op(CLEAR, DEC, STOP).label("else")))
        .isEqualTo(jumps ? "" + condition : "-1");
  }

  @Test
  void gotoJumps() {
    assertThat(value(new Code().op(GOTO, "over").op(DEC).label("over"))).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"1, '(77,5)'", "2, '((77,5),5)'", "9, 3"})
  void switchTakesTheFirstCaseThatFits(int tag, String value) {
    Code code = new Code().op(LOADB, 77).op(PUSH).op(LOADB, 5).op(PACK, tag);
    code.cases(SWITCH, 1, "one", 2, "two", 1, "other", 0xFFFF, "other");
    code.label("one").op(STOP);
    code.label("two").op(PUSH, PUSH).op(LOADB, 5).op(CONS, STOP);
    code.label("other").op(LOADB, 3);

    assertThat(value(code)).isEqualTo(value);
  }

  @Test
  void switchiLeavesTheStackAlone() {
    Code code = new Code().op(LOADB, 77).op(PUSH).op(LOADB, 5).op(PACK, 4);
    Machine machine =
        Runs.run(code.cases(SWITCHI, 3, "no", 4, "yes").label("no").op(DEC).label("yes").op(STOP));

    assertThat(machine.value()).isEqualTo("5");
    assertThat(machine.context(0).sp()).isEqualTo(1);
  }

  @Test
  void aJumpIntoAnInstructionFindsWhatStandsThere() {
    // The operand of LOADI 0x1515 is NEG twice.
    Code code = new Code().op(LOADB, 5).op(GOTO, "middle").raw(LOADI.code());
    assertThat(value(code.label("middle").raw(0x15, 0x15, 0x15))).isEqualTo("-5");
  }

  @Test
  void everyOpcodeLeavesPlainWordsWhereItComputes() {
    for (Opcode opcode : Arrays.asList(ABS, NEG, NOT, DEC)) {
      Machine machine = Runs.run(pairOf1And2().op(opcode, STOP));
      assertThat(machine.context(0).pointer()).as(opcode.name()).isFalse();
    }
    for (Opcode opcode : Opcode.values()) {
      if (opcode.compareTo(ADDI) >= 0 && opcode.compareTo(EQB) <= 0) {
        Machine machine = Runs.run(pairOf1And2().op(PUSH, opcode, STOP));
        assertThat(machine.context(0).pointer()).as(opcode.name()).isFalse();
        assertThat(machine.end()).contains(End.STOP);
      }
    }
  }

  private static Code pairOf1And2() {
    return new Code().op(LOADB, 1).op(PUSH).op(LOADB, 2).op(CONS);
  }

  private static Code nested() {
    return pairOf1And2().op(PUSH).op(LOADB, 3).op(CONS, PUSH).op(LOADB, 4).op(CONS);
  }

  private static String value(Code code) {
    Machine machine = Runs.run(code.op(STOP));
    assertThat(machine.end()).contains(End.STOP);
    return machine.value();
  }
}
