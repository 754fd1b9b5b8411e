package org.vzlab.mips.oracle;

import java.util.OptionalInt;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Device;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.engine.Interpreter;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.TlbEntry;

/**
 * The core under test, put into a state, stepped, and looked at. Behind every physical address but
 * the code's is something that remembers what was accessed.
 */
final class Processor {
  private static final Cp0Register[] REGISTERS = Cp0Register.values();
  private static final int WINDOW = 0x10000000;
  private static final int NUMBER_OF_SET = 30;

  /** Registers on which translations kept by the core depend: written as software does. */
  private static final Cp0Register[] SPACE = {
    Cp0Register.PAGE_GRAIN,
    Cp0Register.ENTRY_HI,
    Cp0Register.GUEST_CTL0,
    Cp0Register.GUEST_CTL1,
    Cp0Register.STATUS
  };

  /** Memory, whose translations the core keeps; each word holds its address. */
  static final int RAM = 0x00800000;

  static final int RAM_SIZE = 0x40000;

  private final Memory ram = Memory.ram("RAM", RAM_SIZE);
  private final InstructionSet instructionSet = InstructionSet.m5150();
  final CodeArea code = new CodeArea(instructionSet);
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart;
  private final Interpreter interpreter;

  /** Physical address of the last access outside the code, and whether there was one. */
  private int accessed;

  private boolean wasAccessed;

  Processor() {
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(CodeArea.BASE, code.memory());
    window(bus, 0, CodeArea.BASE);
    int free = CodeArea.BASE + CodeArea.SIZE;
    window(bus, free, RAM - free);
    bus.map(RAM, ram);
    window(bus, RAM + RAM_SIZE, WINDOW - RAM - RAM_SIZE);
    for (int i = 0; i < RAM_SIZE; i += 4) {
      ram.write(i, 4, RAM + i);
    }
    for (int i = 1; i < 16; i++) {
      window(bus, i * WINDOW, WINDOW);
    }
    hart = new Hart(scheduler, bus);
    interpreter = new Interpreter(hart, instructionSet);
    for (int set = 0; set < 8; set++) {
      hart.root.set(Cp0Register.SRS_CTL, set << 6);
      hart.sets().previous(NUMBER_OF_SET, set);
    }
  }

  private void window(Bus bus, int base, int size) {
    bus.map(
        base,
        size,
        new Device() {
          @Override
          public int read(int offset, int bytes) {
            accessed = base + offset;
            wasAccessed = true;
            return 0;
          }

          @Override
          public void write(int offset, int bytes, int value) {
            accessed = base + offset;
            wasAccessed = true;
          }
        });
  }

  /** Puts the entries of both TLBs. */
  void loadTlbs(State state) {
    hart.reset();
    for (int i = 0; i < state.rootTlb.length; i++) {
      if (!state.rootTlb[i].isInvalid()) {
        put(hart.root, i, state.rootTlb[i]);
        hart.tlb.tlbwi(false);
      }
      if (!state.guestTlb[i].isInvalid()) {
        put(hart.guest, i, state.guestTlb[i]);
        hart.tlb.tlbgwi();
      }
    }
  }

  private void put(Cp0 context, int index, TlbEntry entry) {
    hart.root.set(Cp0Register.GUEST_CTL1, entry.guestId() << 16);
    context.set(Cp0Register.INDEX, index);
    context.set(Cp0Register.ENTRY_HI, entry.entryHi());
    context.set(Cp0Register.PAGE_MASK, entry.pageMask());
    context.set(Cp0Register.ENTRY_LO0, entry.entryLo0());
    context.set(Cp0Register.ENTRY_LO1, entry.entryLo1());
  }

  /** Puts everything but the TLBs. */
  void load(State state) {
    for (Cp0Register register : SPACE) {
      hart.registers.write(register, state.root(register), Accessor.ROOT);
      hart.registers.write(register, state.guest(register), Accessor.ROOT_FOR_GUEST);
    }
    for (Cp0Register register : REGISTERS) {
      hart.root.set(register, state.root(register));
      hart.guest.set(register, state.guest(register));
    }
    hart.contextChanged();
    hart.request(state.ripl, state.vectorOffset, state.vectorSet);
    if (state.nmi) {
      hart.nmi();
    }
    hart.pc = state.pc;
    hart.inDelaySlot = false;
    hart.gpr[4] = state.address;
    hart.gpr[5] = state.value;
    hart.gpr[6] = Integer.MAX_VALUE;
    wasAccessed = false;
  }

  /**
   * Takes an interrupt, or executes an instruction; of one in a delay slot the branch as well.
   *
   * @return the state after it
   */
  State step(State before) {
    if (before.slot) {
      hart.pc = before.pc - 4;
      interpreter.step();
      if (!hart.inDelaySlot || hart.pc != before.pc) {
        throw new IllegalStateException(
            "the branch before it was not executed:\n" + before.describe());
      }
    }
    interpreter.step();
    return state(before);
  }

  private State state(State before) {
    State after = new State(before);
    for (Cp0Register register : REGISTERS) {
      after.root(register, hart.root.get(register));
      after.guest(register, hart.guest.get(register));
    }
    after.pc = hart.pc;
    after.slot = hart.inDelaySlot;
    after.set = hart.gpr[NUMBER_OF_SET];
    return after;
  }

  /** An entry of root's TLB; changes the registers that TLBR changes. */
  TlbEntry rootEntry(int index) {
    hart.root.set(Cp0Register.INDEX, index);
    hart.tlb.tlbr(false);
    return new TlbEntry(
        hart.root.get(Cp0Register.ENTRY_HI),
        hart.root.get(Cp0Register.PAGE_MASK),
        hart.root.get(Cp0Register.ENTRY_LO0),
        hart.root.get(Cp0Register.ENTRY_LO1),
        hart.root.get(Cp0Register.GUEST_CTL1) >>> 16);
  }

  /** Whether the instruction has accessed something outside the code. */
  boolean wasAccessed() {
    return wasAccessed;
  }

  /** What a load has put into register 2. */
  int loaded() {
    return hart.gpr[2];
  }

  /** The physical address of that. */
  int accessed() {
    return accessed;
  }

  /** Where the core says an access would go, or nothing if it would raise an exception. */
  OptionalInt translate(int va, Access access) {
    try {
      return OptionalInt.of(hart.mmu.translate(va, access));
    } catch (GuestTrap trap) {
      return OptionalInt.empty();
    }
  }
}
