package org.vzlab.soc;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.peripheral.ResetCause;

/** A chip on a bus, with everything it tells the outside written down. It runs at 200 MHz. */
final class TestChip implements Stateful {
  static final int CLR = 4;
  static final int SET = 8;
  static final int INV = 12;

  /** What the processor is asked for. */
  record Request(int ripl, int offset, int set) {}

  final Scheduler time = new Scheduler();
  final List<String> unmodelled = new ArrayList<>();
  final List<Request> requests = new ArrayList<>();
  int nmis;
  final TestActivity activity = new TestActivity(time);
  final Bus bus = new Bus(this::heard);
  final Pic32mz chip;
  final PartTable part;

  TestChip() {
    this(Part.PIC32MZ2048EFG100);
  }

  /** A part with the configuration words that were read from a chipKIT WiFire. */
  TestChip(Part which) {
    InterruptTarget processor =
        new InterruptTarget() {
          @Override
          public void request(int ripl, int vectorOffset, int shadowSet) {
            requests.add(new Request(ripl, vectorOffset, shadowSet));
          }

          @Override
          public void nmi() {
            nmis++;
          }
        };
    chip = new Pic32mz(which, time, bus, processor, activity, this::heard, TimingTable.standard());
    part = chip.part();
    chip.configurationWords().program("DEVCFG0", 0xFFFF_FFF7);
    chip.configurationWords().program("DEVCFG1", 0x7F74_3CB9);
    chip.configurationWords().program("DEVCFG2", 0xFFF9_B11A);
    chip.configurationWords().program("DEVCFG3", 0xBEFF_FFFF);
    chip.reset(ResetCause.POWER_ON);
  }

  private void heard(String register, boolean write) {
    unmodelled.add((write ? "write " : "read ") + register);
  }

  int read(int address, int size) {
    try {
      return bus.read(address, size);
    } catch (BusError e) {
      throw new AssertionError(String.format("nothing at 0x%08X", address), e);
    }
  }

  void write(int address, int size, int value) {
    try {
      bus.write(address, size, value);
    } catch (BusError e) {
      throw new AssertionError(String.format("nothing at 0x%08X", address), e);
    }
  }

  int read(String register) {
    return read(part.register(register).address(), 4);
  }

  void write(String register, int value) {
    write(part.register(register).address(), 4, value);
  }

  void set(String register, int bits) {
    write(part.register(register).address() + SET, 4, bits);
  }

  void clear(String register, int bits) {
    write(part.register(register).address() + CLR, 4, bits);
  }

  void invert(String register, int bits) {
    write(part.register(register).address() + INV, 4, bits);
  }

  void unlock() {
    write("SYSKEY", 0xAA996655);
    write("SYSKEY", 0x556699AA);
  }

  /** Resets the chip with another DEVCFG1 than the board's. */
  void configure(int devcfg1) {
    chip.configurationWords().program("DEVCFG1", devcfg1);
    chip.reset(ResetCause.POWER_ON);
  }

  /** Lets time pass, event by event. */
  void run(long cycles) {
    long end = time.now() + cycles;
    while (time.nextEvent() <= end) {
      time.advance(time.nextEvent() - time.now());
      time.fireDue();
    }
    time.advance(end - time.now());
  }

  Request lastRequest() {
    return requests.get(requests.size() - 1);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("chip", chip);
    visitor.enter("time", time);
    visitor.enter("activity", activity);
  }
}
