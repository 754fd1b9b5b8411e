package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Replay;
import org.vzlab.svm.driver.Sleep;

/** The native functions; their first argument is in E, the others are popped. */
class NativesTest {
  private static final Resources ARRAYS = new Resources(20, 10, 1, 1, 10);

  @ParameterizedTest
  @CsvSource({
    "5, 7, 2, 3",
    "5, -7, 2, -3",
    "5, 7, -2, -3",
    "5, -2147483648, -1, -2147483648",
    "6, 7, 2, 1",
    "6, -7, 2, -1",
    "6, 7, -2, 1",
    "6, -2147483648, -1, 0",
    "7, 12, 10, 8",
    "8, 12, 10, 14",
    "9, 12, 10, 6",
    "10, 3, 2, 12",
    "10, 3, 33, 6",
    "10, 3, -1, -2147483648",
    "11, -1, 28, 15",
    "11, -1, 32, -1",
    "11, 8, 34, 2",
  })
  void calculations(int function, int a, int b, int result) {
    Machine machine = Runs.run(two(new Code(), function, a, b).op(STOP));

    assertThat(machine.value()).isEqualTo("" + result);
    assertThat(machine.context(0).sp()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"5", "6"})
  void nothingIsDividedByZero(int function) {
    Machine machine = Runs.run(two(new Code(), function, 1, 0));

    assertThat(machine.trap()).contains(Trap.DIVISION_BY_ZERO);
    assertThat(machine.value()).as("E is untouched").isEqualTo("1");
    assertThat(machine.context(0).sp()).as("the other was popped").isZero();
  }

  @Test
  void arraysLieOneBehindTheOther() {
    Machine machine =
        Runs.run(new Code().op(LOADB, 4).apply(0, 1).op(LOADB, 6).apply(0, 1).op(STOP), ARRAYS);

    assertThat(machine.value()).as("its handle").isEqualTo("1");
    assertThat(machine.arrays().made()).isEqualTo(2);
    assertThat(machine.arrays().begin(1)).isEqualTo(4);
    assertThat(machine.arrays().length(1)).isEqualTo(6);
  }

  @Test
  void arraysKeepBytes() {
    Code code = new Code().op(LOADB, 4).apply(0, 1).op(LOADB, 2).apply(0, 1);
    set(code, 1, 1, 0x1FE);
    Machine machine = Runs.run(two(code, 2, 1, 1).op(STOP), ARRAYS);

    assertThat(machine.value()).isEqualTo("254");
    assertThat(machine.arrays().octet(5)).isEqualTo(254);
  }

  @Test
  void arraysKnowTheirLengths() {
    Code code = new Code().op(LOADB, 4).apply(0, 1).apply(1, 1).op(STOP);

    assertThat(Runs.run(code, ARRAYS).value()).isEqualTo("4");
  }

  @Test
  void setAnswersNothing() {
    Code code = new Code().op(LOADB, 4).apply(0, 1);

    assertThat(Runs.run(set(code, 0, 0, 5).op(STOP), ARRAYS).value()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "0, -1", "1, 0", "-1, 0"})
  void bytesAndArraysMustBeThere(int handle, int index) {
    Code read = new Code().op(LOADB, 4).apply(0, 1);
    assertThat(Runs.run(two(read, 2, handle, index), ARRAYS).trap()).contains(Trap.BAD_ARRAY);
    Code written = new Code().op(LOADB, 4).apply(0, 1);
    assertThat(Runs.run(set(written, handle, index, 1), ARRAYS).trap()).contains(Trap.BAD_ARRAY);
    assertThat(Runs.run(new Code().apply(1, 1), ARRAYS).trap()).contains(Trap.BAD_ARRAY);
  }

  @Test
  void arrayMemoryAndHandlesRunOut() {
    Code large = new Code().op(LOADB, 11).apply(0, 1);
    assertThat(Runs.run(large, ARRAYS).trap()).contains(Trap.ARRAYS_EXHAUSTED);
    Code negative = new Code().load(-1).apply(0, 1);
    assertThat(Runs.run(negative, ARRAYS).trap()).contains(Trap.ARRAYS_EXHAUSTED);
    Code many = new Code();
    for (int i = 0; i < 17; i++) {
      many.op(CLEAR).apply(0, 1);
    }
    Machine machine = Runs.run(many, ARRAYS);
    assertThat(machine.trap()).contains(Trap.ARRAYS_EXHAUSTED);
    assertThat(machine.arrays().made()).isEqualTo(16);
  }

  @Test
  void theClockIsItsLowWord() {
    Replay world = new Replay(List.of());
    world.record(new Replay.Clock(1));
    world.record(new Replay.Clock(0x1_2345_6789L));
    Machine machine =
        new Machine(new Code().apply(4, 1).op(STOP).program(), Resources.STANDARD, world);
    machine.run(9);

    assertThat(machine.context(0).word()).isEqualTo(0x2345_6789);
    assertThat(machine.context(0).logicalTime()).isEqualTo(1);
  }

  @Test
  void guardedWordsAreReadAsTheyWereWritten() {
    Code code = two(new Code(), 12, 15, -77).op(LOADB, 15).apply(13, 1).op(STOP);

    assertThat(Runs.run(code).value()).isEqualTo("-77");
    assertThat(Runs.run(new Code().apply(13, 1).op(STOP)).value()).as("at first").isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 31", "1, 0", "1, 31"})
  void aFlippedBitOfAGuardedWordIsFound(int copy, int bit) {
    Code code = two(new Code(), 12, 3, 5).op(LOADB, 3).apply(13, 1);
    Machine machine = Runs.machine(code);
    machine.run(4);
    machine.safeWords().guarded[copy][3] ^= 1 << bit;
    machine.run(9);

    assertThat(machine.trap()).contains(Trap.CORRUPTED);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void aVoteSetsTheThirdCopyRight(int copy) {
    Machine machine = Runs.machine(two(new Code(), 14, 3, 5).op(LOADB, 3).apply(15, 1).op(STOP));
    machine.run(4);
    machine.safeWords().voted[copy][3] ^= 64;
    machine.run(9);

    assertThat(machine.value()).isEqualTo("5");
    assertThat(machine.safeWords().voted[copy][3]).isEqualTo(5);
  }

  @Test
  void threeOpinionsAreCorrupted() {
    Machine machine = Runs.machine(two(new Code(), 14, 3, 5).op(LOADB, 3).apply(15, 1).op(STOP));
    machine.run(4);
    machine.safeWords().voted[0][3] = 6;
    machine.safeWords().voted[1][3] = 7;
    machine.run(9);

    assertThat(machine.trap()).contains(Trap.CORRUPTED);
  }

  @ParameterizedTest
  @CsvSource({"12, 2", "13, 1", "14, 2", "15, 1"})
  void thereAreSixteenGuardedAndVotedWords(int function, int arguments) {
    for (int n : new int[] {16, -1}) {
      Machine machine = Runs.run(new Code().op(PUSH).load(n).apply(function, arguments));
      assertThat(machine.trap()).contains(Trap.BAD_ARRAY);
    }
  }

  @Test
  void checkpointsCountUpAndBeginAnewWithZero() {
    Code code = new Code();
    for (int n : new int[] {0, 1, 2, 0, 1}) {
      code.op(LOADB, n).apply(16, 1);
    }
    Replay world = new Replay(List.of());
    world.record(new Replay.Clock(0));
    world.record(new Replay.Watchdog());
    world.record(new Replay.Watchdog());
    Machine machine = new Machine(code.op(STOP).program(), Resources.STANDARD, world);
    machine.run(100);

    assertThat(machine.end()).contains(End.STOP);
    assertThat(machine.checkpoint()).isEqualTo(1);
    assertThat(world.rest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "0, 0", "5, 0"})
  void checkpointsOutOfOrderAreABadSequence(int first, int then) {
    Code code = new Code().op(LOADB, first).apply(16, 1).op(LOADB, then + 2).apply(16, 1);
    Machine machine = Runs.run(code);

    assertThat(machine.trap()).contains(Trap.BAD_SEQUENCE);
    assertThat(machine.checkpoint()).isEqualTo(first == 0 ? 0 : -1);
  }

  @Test
  void missedDeadlinesAreCounted() {
    Machine machine = Runs.run(new Code().apply(17, 1).op(STOP));

    assertThat(machine.value()).isEqualTo("0");
  }

  @Test
  void onlyWhatStreamsFillsArrays() {
    Machine machine = Runs.run(two(new Code(), 18, 0, 0));

    assertThat(machine.trap()).contains(Trap.BAD_DEVICE);
  }

  @Test
  void anArrayThatIsFilledMustBeThere() {
    Devices world =
        new Devices(List.of(new org.vzlab.svm.driver.StreamDriver(List.of())), new Sleep(0));
    Machine machine = new Machine(two(new Code(), 18, 0, 0).program(), ARRAYS, world);
    machine.run(9);

    assertThat(machine.trap()).contains(Trap.BAD_ARRAY);
  }

  /** Calls a function of two arguments, or one whose second argument is not looked at. */
  private static Code two(Code code, int function, int a, int b) {
    return code.load(b).op(PUSH).load(a).apply(function, 2);
  }

  private static Code set(Code code, int handle, int index, int value) {
    return code.load(value).op(PUSH).load(index).op(PUSH).load(handle).apply(3, 3);
  }
}
