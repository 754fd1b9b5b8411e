package org.vzlab.mips.timing;

import java.util.List;
import java.util.Map;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.engine.Interpreter;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** A processor with 512 KB of RAM, every unit enabled and kseg0 cached, that measures code. */
final class TimedMachine implements Stateful {
  static final int CODE = 0x80001000;

  /** What a0 points at. */
  static final int DATA = 0x80010000;

  private static final InstructionSet INSTRUCTIONS = InstructionSet.m5150();
  private static final int A0 = 4;
  private static final int PHYSICAL = 0x1FFFFFFF;
  private static final int WRITE_BACK = 3;

  /** More than anything takes that is on its way when code ends. */
  private static final int PAUSE = 10_000;

  final Scheduler scheduler = new Scheduler();
  final Memory ram = Memory.ram("RAM", 512 * 1024);
  final Timing timing;
  final Hart hart;
  final Interpreter interpreter;
  private final Isa isa;

  private TimedMachine(Isa isa, boolean approximate, TimingTable table) {
    this.isa = isa;
    timing = approximate ? Timing.approximate(scheduler, table) : Timing.functional(scheduler);
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    hart = new Hart(scheduler, bus, Unmodelled.QUIET, timing);
    interpreter = new Interpreter(hart, INSTRUCTIONS);
    hart.registers.write(Cp0Register.STATUS, Status.CU1 | Status.MX | Status.FR, Accessor.ROOT);
    hart.registers.write(Cp0Register.CONFIG, WRITE_BACK, Accessor.ROOT);
    hart.gpr[A0] = DATA;
  }

  /** With the constants of the documentation. */
  static TimedMachine approximate(Isa isa) {
    return new TimedMachine(isa, true, TimingTable.standard());
  }

  /** With a constant of its own. */
  static TimedMachine with(Isa isa, TimingConstant constant, int value) {
    return new TimedMachine(isa, true, new TimingTable(Map.of(constant, value)));
  }

  static TimedMachine functional(Isa isa) {
    return new TimedMachine(isa, false, TimingTable.standard());
  }

  /** Puts code at {@link #CODE} and the processor in front of it; returns the address behind it. */
  int load(List<String> lines) {
    byte[] bytes = new Assembler(INSTRUCTIONS, isa).bytes(CODE, String.join("\n", lines));
    for (int i = 0; i < bytes.length; i++) {
      ram.write((CODE & PHYSICAL) + i, 1, bytes[i]);
    }
    begin();
    return CODE + bytes.length;
  }

  void begin() {
    hart.pc = CODE | (isa == Isa.MICROMIPS ? 1 : 0);
  }

  /** The cycles that code takes from its first instruction until execution is behind it. */
  long cycles(String... lines) {
    return cycles(List.of(lines));
  }

  /** The same; caches are warm, and nothing else is on its way. */
  long cycles(List<String> lines) {
    int end = load(lines);
    scheduler.advance(PAUSE);
    until(end);
    scheduler.advance(PAUSE);
    begin();
    long before = scheduler.now();
    until(end);
    return scheduler.now() - before;
  }

  private void until(int end) {
    while ((hart.pc & ~1) != end) {
      scheduler.beginSlice(scheduler.now() + 1);
      interpreter.run();
      if (((hart.pc & ~1) - CODE) >>> 16 != 0) {
        throw new IllegalStateException(String.format("execution is at %08x", hart.pc));
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("scheduler", scheduler);
    visitor.enter("hart", hart);
    visitor.enter("ram", ram);
  }

  long stalled(Stall reason) {
    return timing.account.stalled(0, reason);
  }

  long counted(Tally what) {
    return timing.account.counted(0, what);
  }
}
