package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;

import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** Code in assembly language for a {@link TestMachine}. */
final class Listing {
  private static final int MOST_STEPS = 5000;
  private static final Assembler MIPS32 = new Assembler(InstructionSet.m5150());

  private Listing() {}

  /** Puts MIPS32 code at an address of kseg0 or kseg1, one instruction a line. */
  static void put(TestMachine machine, int va, String source) {
    machine.put(va, MIPS32.assemble(va, source));
  }

  /** Loads a register with a word, in two instructions. */
  static String li(String register, int value) {
    return "lui %s, 0x%x%nori %s, %s, 0x%x%n"
        .formatted(register, value >>> 16, register, register, value & 0xFFFF);
  }

  /** Executes until an instruction is the next one. */
  static void runTo(TestMachine machine, int pc) {
    for (int steps = 0; machine.hart.pc != pc && steps < MOST_STEPS; steps++) {
      machine.step();
    }
    assertThat(Integer.toHexString(machine.hart.pc))
        .as("where the program is after so many instructions")
        .isEqualTo(Integer.toHexString(pc));
  }
}
