package org.vzlab.mips.engine;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;

/**
 * Executes two instructions in the interpreter, in the surroundings that src/test/vectors/runner.c
 * gives them.
 */
final class Bench {
  /** Where the two instructions stand. */
  static final int CODE = 0x80100100;

  private static final int PHYSICAL = 0x1FFFFFFF;
  private static final int PAGE = CODE & -Memory.PAGE;
  private static final int DATA = 0x80110000;
  private static final int BACK = PAGE + 0xF00;
  private static final int GENERAL_VECTOR = 0xBFC00380;

  /** JR $24. */
  private static final int GO_BACK = 0x03000008;

  /** ADDIU $10, $10, 1. */
  private static final int COUNT_TARGET = 0x254A0001;

  /** ADDIU $9, $9, 1. */
  private static final int COUNT_FALL_THROUGH = 0x25290001;

  private static final int[] REGISTERS = {4, 5, 6, 31};
  private static final int HI = 4;
  private static final int LO = 5;
  private static final int COUNTS = 6;
  private static final int MEMORY = 9;
  private static final int EXCEPTION = 13;

  private final Memory ram = Memory.ram("RAM", 0x200000);
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart;
  private final Interpreter interpreter;

  Bench(InstructionSet instructionSet) {
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    hart = new Hart(scheduler, bus);
    interpreter = new Interpreter(hart, instructionSet);
    for (int va = PAGE; va < PAGE + Memory.PAGE; va += 8) {
      store(va, GO_BACK);
      store(va + 4, COUNT_TARGET);
    }
    store(CODE + 12, COUNT_FALL_THROUGH);
  }

  /**
   * Executes.
   *
   * @param before registers 4, 5, 6 and 31, HI, LO, three unused, four words of memory, one unused
   * @return the same, with the counts and the exception filled in
   */
  int[] execute(int[] words, int[] before) {
    prepare(words, before);
    hart.pc = CODE;
    while (hart.pc != BACK && hart.pc != GENERAL_VECTOR) {
      scheduler.beginSlice(scheduler.now() + 1);
      interpreter.run();
    }
    return result();
  }

  private void prepare(int[] words, int[] before) {
    store(CODE, words[0]);
    store(CODE + 4, words[1]);
    hart.root.set(Cp0Register.STATUS, Status.BEV);
    hart.contextChanged();
    for (int i = 0; i < REGISTERS.length; i++) {
      hart.gpr[REGISTERS[i]] = before[i];
    }
    hart.hi = before[HI];
    hart.lo = before[LO];
    for (int i = 0; i < 3; i++) {
      hart.gpr[8 + i] = 0;
    }
    hart.gpr[24] = BACK;
    for (int i = 0; i < 4; i++) {
      store(DATA + 4 * i, before[MEMORY + i]);
    }
  }

  private int[] result() {
    int[] after = new int[EXCEPTION + 1];
    for (int i = 0; i < REGISTERS.length; i++) {
      after[i] = hart.gpr[REGISTERS[i]];
    }
    after[HI] = hart.hi;
    after[LO] = hart.lo;
    for (int i = 0; i < 3; i++) {
      after[COUNTS + i] = hart.gpr[8 + i];
    }
    for (int i = 0; i < 4; i++) {
      after[MEMORY + i] = ram.read((DATA & PHYSICAL) + 4 * i, 4);
    }
    if (hart.pc == GENERAL_VECTOR) {
      after[EXCEPTION] = Cause.excCode(hart.root.get(Cp0Register.CAUSE)) + 1;
    }
    return after;
  }

  private void store(int va, int word) {
    ram.write(va & PHYSICAL, 4, word);
  }
}
