package org.vzlab.mips.engine;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/**
 * A processor with KSEG0 cached, write-back, that executes pieces of a program one after another
 * where no cache is asked.
 */
final class StaleProgram {
  /** Where a piece of a program starts, uncached. */
  static final int START = 0xA0001000;

  /** Data, and where it is in RAM. */
  static final int CACHED = 0x80004000;

  static final int PHYSICAL = 0x4000;
  private static final int KSEG1 = 1 << 29;

  static final int V0 = 2;
  static final int V1 = 3;
  private static final int A0 = 4;
  private static final int A1 = 5;
  private static final long CYCLES = 5000;

  final TestMachine machine = TestMachine.running();

  StaleProgram(boolean stale) {
    machine.hart.mmu.keepStaleLines(stale);
    machine.root(Cp0Register.CONFIG, 3);
  }

  /** Executes instructions, with {@link #CACHED} in a0 and its uncached alias in a1. */
  void run(String... lines) {
    run(CACHED, lines);
  }

  /** Executes instructions, with a cached address in a0 and its uncached alias in a1. */
  void run(int address, String... lines) {
    place(Isa.MIPS32, START, String.join("\n", lines) + "\nend: b end\nnop");
    machine.hart.gpr[A0] = address;
    machine.hart.gpr[A1] = address | KSEG1;
    call(START);
  }

  /** Executes whatever stands at an address. */
  void call(int pc) {
    machine.hart.pc = pc;
    long end = machine.scheduler.now() + CYCLES;
    while (machine.scheduler.now() < end) {
      machine.scheduler.beginSlice(end);
      machine.interpreter.run();
    }
  }

  /** Puts code into memory as another master of the bus would. */
  void place(Isa isa, int va, String source) {
    byte[] bytes = BranchForms.bytes(isa, va, source);
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((va & 0x1FFFFFFE) + i, 1, bytes[i]);
    }
  }

  /** A register. */
  int gpr(int number) {
    return machine.hart.gpr[number];
  }

  /** A word of the data in memory. */
  int memory(int offset) {
    return machine.ram.read(PHYSICAL + offset, 4);
  }

  /** Writes a word of the data into memory as another master of the bus would. */
  void memory(int offset, int value) {
    machine.ram.write(PHYSICAL + offset, 4, value);
  }
}
