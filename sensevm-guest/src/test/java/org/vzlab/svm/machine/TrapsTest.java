package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.svm.format.Opcode.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.svm.format.Opcode;

/** Every trap that instructions and the run-time system can end in, and what is left then. */
class TrapsTest {
  private static final Resources SMALL = new Resources(2, 2, 1, 1, 4);

  @Test
  void aPushOnAFullStackOverflows() {
    Machine machine = trapped(new Code().op(PUSH, PUSH, PUSH), SMALL, Trap.STACK_OVERFLOW, 2);
    assertThat(machine.context(0).sp()).isEqualTo(2);
    trapped(new Code().op(MOVE, MOVE, MOVE), SMALL, Trap.STACK_OVERFLOW, 2);
    trapped(new Code().op(PUSH, PUSH).op(CALL, 0), SMALL, Trap.STACK_OVERFLOW, 2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SWAP", "CONS", "RETURN", "ADDI", "MULI", "MINI", "ADDF", "MULF", "MINF", "GT", "LT", "EQ",
        "GE", "LE", "ADDU", "MULU", "MINU", "GTU", "LTU", "EQU", "GEU", "LEU", "GTF", "LTF", "EQF",
        "GEF", "LEF", "EQB", "POP", "SNOC"
      })
  void aPopFromAnEmptyStackUnderflows(Opcode opcode) {
    Machine machine = trapped(new Code().op(LOADB, 3).op(opcode), Trap.STACK_UNDERFLOW, 2);
    assertThat(machine.value()).isEqualTo("3");
  }

  @Test
  void whatHasOperandsAndPopsUnderflowsToo() {
    trapped(new Code().op(GOTOFALSE, 0), Trap.STACK_UNDERFLOW, 0);
    trapped(new Code().cases(SWITCH), Trap.STACK_UNDERFLOW, 0);
    trapped(new Code().op(COMB, 0).op(APP), Trap.STACK_UNDERFLOW, 3);
    for (int function : new int[] {2, 5, 6, 7, 8}) {
      trapped(new Code().call(function), Trap.STACK_UNDERFLOW, 0);
    }
  }

  @Test
  void theHeapIsExhaustedWhenACollectionFindsNothing() {
    Machine machine =
        trapped(new Code().op(PACK, 1).op(PACK, 2).op(PACK, 3), SMALL, Trap.HEAP_EXHAUSTED, 6);
    assertThat(machine.value()).isEqualTo("(2,(1,0))");
    assertThat(machine.heap().allocations()).isEqualTo(2);
    assertThat(machine.heap().collections()).isEqualTo(1);
    assertThat(machine.heap().sweep()).isEqualTo(2);
    assertThat(machine.heap().marked(0)).as("the second sweep went over it").isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"FST", "SND", "APP"})
  void aWordIsNoPair(Opcode opcode) {
    Machine machine = trapped(new Code().op(PUSH, opcode), Trap.BAD_POINTER, 1);
    assertThat(machine.context(0).sp()).as("APP looks before it pops").isEqualTo(1);
  }

  @Test
  void whatWalksStopsAtTheWordThatIsNoPair() {
    Machine rest = trapped(new Code().op(LOADB, 9).op(PUSH, CONS).op(REST, 3), Trap.BAD_POINTER, 4);
    assertThat(rest.value()).as("what was done stays done").isEqualTo("9");

    trapped(new Code().op(ACC, 0), Trap.BAD_POINTER, 0);
    trapped(new Code().cases(SWITCHI), Trap.BAD_POINTER, 0);
    Machine chosen = trapped(new Code().op(PUSH).cases(SWITCH), Trap.BAD_POINTER, 1);
    assertThat(chosen.context(0).sp()).as("SWITCH pops before it looks").isZero();
    for (int function : new int[] {0, 4}) {
      trapped(new Code().op(CLEAR).call(function), Trap.BAD_POINTER, 1);
    }
  }

  @Test
  void aSwitchWithoutACaseThatFitsHasPopped() {
    Machine machine =
        trapped(new Code().op(PUSH).op(PACK, 3).cases(SWITCH, 1, "l").label("l"), Trap.NO_MATCH, 4);
    assertThat(machine.context(0).sp()).isZero();
    assertThat(machine.value()).isEqualTo("(3,0)");
    trapped(new Code().op(PACK, 3).cases(SWITCHI), Trap.NO_MATCH, 3);
  }

  @Test
  void thePcMustBeInTheCode() {
    Machine behind = trapped(new Code().op(SKIP), Trap.BAD_PC, 1);
    assertThat(behind.steps()).as("the step that found nothing counts").isEqualTo(2);

    Machine before = Runs.run(new Code().op(GOTO, 4));
    assertThat(before.trap()).contains(Trap.BAD_PC);
    assertThat(before.blamedPc()).isEqualTo(4);

    Machine far = Runs.run(new Code().load(-1).op(PUSH, RETURN));
    assertThat(far.trap()).contains(Trap.BAD_PC);
    assertThat(far.blamedPc()).isEqualTo(-1);
  }

  @Test
  void anInstructionMustBeWhollyInTheCode() {
    trapped(new Code().raw(LOADB.code()), Trap.BAD_PC, 0);
    trapped(new Code().raw(GOTO.code(), 0), Trap.BAD_PC, 0);
    trapped(new Code().raw(SWITCH.code(), 1, 0, 0, 0), Trap.BAD_PC, 0);
    Machine whole = Runs.run(new Code().op(PACK, 0).raw(SWITCHI.code(), 1, 0, 0, 0, 0));
    assertThat(whole.steps()).as("this one is whole, and jumps to 0").isEqualTo(3);
  }

  @Test
  void otherOpcodesEndTheProgram() {
    for (int opcode : new int[] {0x39, 0x3A, 0x80, 0xFF}) {
      Machine machine = Runs.run(new Code().op(SKIP).raw(opcode));

      assertThat(machine.end()).contains(End.BADOP);
      assertThat(machine.trap()).isEmpty();
      assertThat(machine.steps()).isEqualTo(2);
      assertThat(machine.blamedPc()).isEqualTo(16);
      assertThat(machine.running()).isEqualTo(-1);
    }
  }

  @Test
  void constantsMustBeThere() {
    trapped(new Code().op(LOADI, 0), Trap.BAD_CONSTANT, 0);
  }

  @Test
  void calledFunctionsMustBeThereAndHaveAsManyArgumentsAsTheyTake() {
    trapped(new Code().call(9), Trap.BAD_CALL, 0);
    trapped(new Code().op(APPF, 0), Trap.BAD_CALL, 0);
    trapped(new Code().apply(19, 1), Trap.BAD_CALL, 0);
    trapped(new Code().apply(4, 2), Trap.BAD_CALL, 0);
  }

  @Test
  void contextsAndChannelsRunOut() {
    Machine machine =
        trapped(new Code().spawn("f").label("f").op(STOP), SMALL, Trap.CONTEXTS_EXHAUSTED, 3);
    assertThat(machine.value()).as("E is untouched").isEqualTo("(20,-1)");

    trapped(new Code().channel().channel(), SMALL, Trap.CHANNELS_EXHAUSTED, 2);
  }

  @Test
  void channelsMustHaveBeenMade() {
    trapped(new Code().receiveEvent(0), Trap.BAD_CHANNEL, 2);
    trapped(new Code().sendEvent(0, 0), Trap.BAD_CHANNEL, 5);
    trapped(new Code().bind(0, 0), Trap.BAD_CHANNEL, 5);
  }

  @Test
  void aBuiltEventIsCheckedWhenItIsSynchronized() {
    // ((action, NULL), ()) in a list: base, alternative, list.
    for (int action : new int[] {1, 0x101, 0x200, 0x10000}) {
      Code code = new Code().channel().load(action).op(PUSH).load(-1).op(CONS, PUSH, CLEAR, CONS);
      code.op(PUSH).load(-1).op(CONS);
      Machine machine = Runs.run(code.sync());
      assertThat(machine.trap()).as("%x", action).contains(Trap.BAD_CHANNEL);
    }
    trapped(new Code().op(PACK, 1).sync(), Trap.BAD_POINTER, 3);
    trapped(new Code().op(PACK, 1).op(PUSH, CONS).sync(), Trap.BAD_POINTER, 5);
  }

  @Test
  void aDeviceMustBeThere() {
    trapped(new Code().channel().bind(0, 0), Trap.BAD_DEVICE, 7);
  }

  @Test
  void theTrapBelongsToTheContextThatRuns() {
    Code code = new Code().channel().spawn("f").receive(0).op(STOP).label("f").op(FST);
    Machine machine = Runs.run(code);

    assertThat(machine.trap()).contains(Trap.BAD_POINTER);
    assertThat(machine.blamedContext()).isEqualTo(1);
    assertThat(machine.running()).isEqualTo(-1);
    assertThat(machine.step()).as("it goes no further").isFalse();
  }

  private static Machine trapped(Code code, Trap trap, int offset) {
    return trapped(code, Resources.STANDARD, trap, offset);
  }

  /** The instruction at this offset of the code traps, in context 0. */
  private static Machine trapped(Code code, Resources resources, Trap trap, int offset) {
    Machine machine = Runs.run(code, resources);
    assertThat(machine.end()).contains(End.TRAP);
    assertThat(machine.trap()).contains(trap);
    assertThat(machine.blamedContext()).isZero();
    assertThat(machine.blamedPc()).isEqualTo(machine.context(0).pc());
    assertThat(machine.blamedPc()).isEqualTo(code.program().codeStart() + offset);
    return machine;
  }
}
