package org.vzlab.mips.hart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.engine.Interpreter;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.timing.Timing;

/** A processor with 512 KB of RAM, 2 MB of flash and boot flash, that executes words. */
public final class TestMachine implements Stateful {
  public static final int RAM = 0x80000000;
  public static final int FLASH = 0x9D000000;

  /** GuestCtl0 as tinyVP has it: GM, MC, CP0, AT = 3, CG, SFC1. */
  public static final int TINYVP = 0xBD000001;

  public static final int ERET = 0x42000018;
  public static final int WAIT = 0x42000020;
  public static final int SYSCALL = 0x0000000C;
  public static final int SDBBP = 0x7000003F;
  public static final int DERET = 0x4200001F;
  public static final int NOP = 0;
  public static final int TLBWI = 0x42000002;
  public static final int TLBWR = 0x42000006;

  private static final InstructionSet INSTRUCTIONS = InstructionSet.m5150();

  public final Scheduler scheduler = new Scheduler();
  public final Bus bus = new Bus(Unmodelled.QUIET);
  public final Memory ram;
  public final Memory flash;
  public final Memory bootFlash;
  public final List<String> unmodelled = new ArrayList<>();
  public final Hart hart;
  public final Interpreter interpreter;

  public TestMachine() {
    this(512, 2048, 64, Optional.empty());
  }

  private TestMachine(
      int ramKilobytes, int flashKilobytes, int bootKilobytes, Optional<TimingTable> table) {
    ram = Memory.ram("RAM", ramKilobytes * 1024);
    flash = Memory.flash("flash", flashKilobytes * 1024);
    bootFlash = Memory.flash("boot flash", bootKilobytes * 1024);
    bus.map(0, ram);
    bus.map(0x1D000000, flash);
    bus.map(0x1FC00000, bootFlash);
    Timing timing =
        table
            .map(constants -> Timing.approximate(scheduler, constants))
            .orElse(Timing.functional(scheduler));
    hart = new Hart(scheduler, bus, (register, write) -> unmodelled.add(register), timing);
    interpreter = new Interpreter(hart, INSTRUCTIONS);
  }

  /** The same with 80 KB of RAM and a page of each flash, for tests that need many machines. */
  public static TestMachine small() {
    return new TestMachine(80, 4, 4, Optional.empty());
  }

  /** As {@link #small}, with approximate timing: memories answer without wait states. */
  public static TestMachine timed() {
    return timed(TimingTable.standard());
  }

  /** The same with constants of the test's. */
  public static TestMachine timed(TimingTable table) {
    return new TestMachine(80, 4, 4, Optional.of(table));
  }

  /** Root in kernel mode with BEV, ERL and EXL clear and EBase in flash. */
  public static TestMachine running() {
    TestMachine machine = new TestMachine();
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.EBASE, FLASH);
    machine.hart.pc = RAM;
    return machine;
  }

  /** As {@link #running}, with guest 1 about to execute at an address of its own. */
  public static TestMachine guest(int pc) {
    TestMachine machine = running();
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.guestRegister(Cp0Register.EBASE, 0x9FC00000);
    machine.map(1, 0, 0, 0x07FFE000);
    machine.enterGuest(1, pc);
    return machine;
  }

  public void root(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT);
  }

  public int root(Cp0Register register) {
    return hart.registers.read(register, Accessor.ROOT);
  }

  public void guestRegister(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT_FOR_GUEST);
  }

  public int guestRegister(Cp0Register register) {
    return hart.registers.read(register, Accessor.ROOT_FOR_GUEST);
  }

  /** Maps a pair of root pages for a guest, valid and dirty, the two one after the other. */
  public void map(int guest, int gpa, int pa, int pageMask) {
    final int oldGuestCtl1 = root(Cp0Register.GUEST_CTL1);
    int size = ((pageMask | 0x1FFF) + 1) / 2;
    root(Cp0Register.GUEST_CTL1, guest << 16 | guest);
    root(Cp0Register.ENTRY_HI, gpa & -2 * size);
    root(Cp0Register.PAGE_MASK, pageMask);
    root(Cp0Register.ENTRY_LO0, (pa >>> 6) | 0x1E);
    root(Cp0Register.ENTRY_LO1, ((pa + size) >>> 6) | 0x1E);
    hart.tlb.tlbwr(false);
    root(Cp0Register.GUEST_CTL1, oldGuestCtl1);
  }

  /** What tinyVP does to let a guest run, in its order. */
  public void enterGuest(int id, int pc) {
    root(Cp0Register.STATUS, 3);
    root(Cp0Register.GUEST_CTL1, id << 16 | id);
    root(Cp0Register.GUEST_CTL3, id);
    root(Cp0Register.SRS_CTL, id << 6);
    root(Cp0Register.GUEST_CTL0_EXT, 0x58);
    root(Cp0Register.GUEST_CTL0, TINYVP);
    root(Cp0Register.EPC, pc);
    hart.pc = hart.traps.eret();
  }

  /** Puts words at an address of kseg0 or kseg1. */
  public void put(int va, int... words) {
    Memory memory = bus.at(va & 0x1FFFFFFF).memory();
    int offset = bus.at(va & 0x1FFFFFFF).offsetInMemory(va & 0x1FFFFFFF);
    for (int i = 0; i < words.length; i++) {
      memory.write(offset + 4 * i, 4, words[i]);
    }
  }

  /** Executes one instruction, or a branch and its delay slot, or takes one interrupt before it. */
  public void step() {
    scheduler.beginSlice(scheduler.now() + 1);
    interpreter.run();
    scheduler.fireDue();
  }

  /** Puts words where the processor stands and executes them. */
  public void execute(int... words) {
    for (int word : words) {
      put(hart.pc, word);
      step();
    }
  }

  public static int mfc0(int rt, Cp0Register register) {
    return 0x40000000 | rt << 16 | register.number() << 11 | register.select();
  }

  public static int mtc0(int rt, Cp0Register register) {
    return 0x40800000 | rt << 16 | register.number() << 11 | register.select();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("scheduler", scheduler);
    visitor.enter("hart", hart);
    visitor.enter("ram", ram);
    visitor.enter("flash", flash);
    visitor.enter("bootFlash", bootFlash);
  }

  public int excCode() {
    return root(Cp0Register.CAUSE) >>> 2 & 0x1F;
  }

  public int gexcCode() {
    return root(Cp0Register.GUEST_CTL0) >>> 2 & 0x1F;
  }

  public int guestExcCode() {
    return guestRegister(Cp0Register.CAUSE) >>> 2 & 0x1F;
  }
}
