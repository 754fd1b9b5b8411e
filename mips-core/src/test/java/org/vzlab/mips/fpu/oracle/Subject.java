package org.vzlab.mips.fpu.oracle;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** The FPU under test: instructions executed by a hart of their own. */
final class Subject {
  /** What is in the result register before, in two halves. */
  static final long BEFORE = 0xDEADBEEF01234567L;

  private static final int RESULT = 2;
  private static final int FIRST_OPERAND = 4;

  /**
   * What an instruction leaves behind.
   *
   * @param register the result register
   * @param excCode Cause.ExcCode if it raised an exception, otherwise -1
   */
  record Outcome(int fcsr, long register, int excCode) {}

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Assembler assembler = new Assembler(instructionSet);
  private final Hart hart = new Hart(new Scheduler(), new Bus(Unmodelled.QUIET));

  InstructionSet instructionSet() {
    return instructionSet;
  }

  Instruction decode(Operation operation) {
    return instructionSet.decode(Isa.MIPS32, assembler.assemble(0, operation.statement())[0]);
  }

  /**
   * Executes an instruction on registers of 64 bits, or, if they are not wide (Status.FR = 0), on
   * pairs of them.
   */
  Outcome execute(Instruction instruction, boolean wide, int fcsr, long... operands) {
    if (hart.fpu.isWide() != wide || !hart.fpu.isUsable()) {
      hart.root.set(Cp0Register.STATUS, Status.CU1 | (wide ? Status.FR : 0));
      hart.contextChanged();
    }
    hart.fpu.fcsr(fcsr);
    write(wide, RESULT, BEFORE);
    for (int i = 0; i < operands.length; i++) {
      write(wide, FIRST_OPERAND + 2 * i, operands[i]);
    }
    int excCode = -1;
    try {
      instruction.execute(hart, 0);
    } catch (GuestTrap trap) {
      hart.traps.enter(instruction.word, 0);
      excCode = Cause.excCode(hart.root.get(Cp0Register.CAUSE));
    }
    return new Outcome(hart.fpu.fcsr(), read(wide, RESULT), excCode);
  }

  private void write(boolean wide, int number, long value) {
    if (wide) {
      hart.fpu.doubleword(number, value);
    } else {
      hart.fpu.word(number, (int) value);
      hart.fpu.word(number + 1, (int) (value >>> 32));
    }
  }

  private long read(boolean wide, int number) {
    return wide
        ? hart.fpu.doubleword(number)
        : (hart.fpu.word(number) & 0xFFFFFFFFL) | (long) hart.fpu.word(number + 1) << 32;
  }
}
