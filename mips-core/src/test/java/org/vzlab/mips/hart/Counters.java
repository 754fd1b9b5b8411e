package org.vzlab.mips.hart;

import static org.vzlab.mips.hart.TestMachine.RAM;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.PerfCtl;

/** Root's two performance counters, as tests set them and run. */
final class Counters {
  static final int CYCLES = 0;
  static final int INSTRUCTIONS = 1 << PerfCtl.EVENT_SHIFT;
  static final int EVERYWHERE = PerfCtl.EXL | PerfCtl.K | PerfCtl.U;
  static final int CODE = RAM + 0x1000;
  static final int ADDIU_V0_1 = 0x24420001;
  static final int HYPCALL = 0x42000028;
  static final Cp0Register[] CONTROL = {Cp0Register.PERF_CTL0, Cp0Register.PERF_CTL1};
  static final Cp0Register[] COUNT = {Cp0Register.PERF_CNT0, Cp0Register.PERF_CNT1};

  private Counters() {}

  /** PerfCtl.EC of a class of events. */
  static int ec(int eventClass) {
    return eventClass << PerfCtl.EC_SHIFT;
  }

  /** In root's kernel mode, with NOPs to execute as far as RAM goes. */
  static TestMachine machine() {
    TestMachine machine = TestMachine.running();
    machine.hart.pc = CODE;
    return machine;
  }

  static void run(TestMachine machine, long cycles) {
    runUntil(machine, machine.scheduler.now() + cycles);
  }

  static void runUntil(TestMachine machine, long until) {
    while (machine.scheduler.now() < until) {
      machine.scheduler.beginSlice(until);
      machine.interpreter.run();
      machine.scheduler.fireDue();
    }
  }
}
