package org.vzlab.mips.engine;

import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Flow;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** A machine that stands at a branch, in whose slot something will go wrong. */
final class SlotMachine {
  /** Who executes, and who hears of the exception. */
  enum Mode {
    /** Root in pages its TLB maps. */
    ROOT,
    /** A guest in pages its TLB maps: its own exceptions. */
    GUEST,
    /** A guest in its fixed segment: what root's TLB does not map makes it exit to root. */
    EXIT
  }

  private static final int PAGE = 0x1000;
  private static final int CODE_PAGE = 0x3000;
  private static final int NEXT_PAGE = 0x4000;
  private static final int UNMAPPED = 0x10000;
  private static final int DIVISION_BY_ZERO_TRAPS = 1 << 10;
  private static final int ALL_CONDITIONS = 0xFE800000;

  private static final int V1 = 3;
  private static final int A2 = 6;
  private static final int A3 = 7;
  private static final int T5 = 13;
  private static final int GP = 28;
  private static final int RA = 31;

  final TestMachine machine = TestMachine.small();
  final Hart hart = machine.hart;

  /** The address of the branch, with the ISA mode. */
  final int pc;

  /** The address of the slot, with the ISA mode. */
  final int slot;

  /** Where the branch goes, with the ISA mode. */
  final int target;

  final int branchWord;
  final int slotWord;
  final int slotLength;
  private final Mode mode;
  private final SlotFault fault;
  private final Instruction branch;
  private final int base;

  SlotMachine(Mode mode, Operation operation, SlotFault fault) {
    this.mode = mode;
    this.fault = fault;
    base = mode == Mode.EXIT ? 0x80000000 : 0x40000000;
    byte[] slotBytes = fault.bytes(operation);
    final int isa = operation.isa() == Isa.MIPS32 ? 0 : 1;
    int address = base + address(operation, slotBytes.length);
    int to = address - 0x40 & -4;
    byte[] bytes = BranchForms.bytes(operation, address, to);
    branch = BranchForms.decode(operation.isa(), bytes);
    pc = address | isa;
    slot = pc + bytes.length;
    target = to | (BranchForms.changesIsa(operation) ? isa ^ 1 : isa);
    branchWord = branch.word;
    slotLength = slotBytes.length;
    slotWord = BranchForms.decode(operation.isa(), slotBytes).word;
    prepare();
    put(address, bytes);
    put(address + bytes.length, slotBytes);
  }

  private int address(Operation operation, int slotLength) {
    return switch (fault) {
      case FETCH, XI -> NEXT_PAGE - operation.length();
      case FETCH_OF_HALF -> NEXT_PAGE - operation.length() - slotLength / 2;
      default -> CODE_PAGE + 0x800;
    };
  }

  private void put(int address, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((address & 0xFFFFF) + i, 1, bytes[i]);
    }
  }

  private void prepare() {
    int status = Status.CU1 | (fault == SlotFault.DSPDIS ? 0 : Status.MX);
    machine.root(Cp0Register.STATUS, 0);
    if (mode == Mode.ROOT) {
      map(NEXT_PAGE - 2 * PAGE, 0);
      machine.root(Cp0Register.STATUS, status);
    } else {
      machine.guestRegister(Cp0Register.STATUS, 0);
      machine.root(Cp0Register.STATUS, Status.CU1 | Status.MX);
      machine.guestRegister(Cp0Register.STATUS, status);
      if (mode == Mode.GUEST) {
        machine.map(1, 0, 0, 0x07FFE000);
      }
      machine.enterGuest(1, pc);
      machine.root(Cp0Register.STATUS, Status.CU1 | Status.MX);
      map(NEXT_PAGE - 2 * PAGE, 0);
    }
    if (fault == SlotFault.XI) {
      context().set(Cp0Register.PAGE_GRAIN, TlbFields.XIE | TlbFields.RIE | TlbFields.IEC);
      map(NEXT_PAGE, TlbFields.XI);
    }
    hart.pc = pc;
    hart.gpr[V1] = base + 0x2801;
    hart.gpr[A2] = base + UNMAPPED;
    hart.gpr[A3] = Integer.MAX_VALUE;
    hart.gpr[GP] = base + 0x2800;
    hart.fpu.word(2, 0x3F800000);
  }

  /** Maps two pages, in the TLB of whoever hears of the exceptions. */
  private void map(int page, int inhibit) {
    Cp0 context = context();
    int wholly = page >>> 6 | TlbFields.V | TlbFields.D | inhibit;
    int pages = mode == Mode.EXIT ? page : base + page;
    context.set(Cp0Register.INDEX, page >>> 13);
    context.set(Cp0Register.ENTRY_HI, pages);
    context.set(Cp0Register.PAGE_MASK, 0);
    context.set(Cp0Register.ENTRY_LO0, wholly);
    context.set(Cp0Register.ENTRY_LO1, wholly + (PAGE >>> 6));
    if (mode == Mode.GUEST) {
      hart.tlb.tlbgwi();
    } else {
      hart.tlb.tlbwi(false);
    }
    context.set(Cp0Register.ENTRY_HI, 0);
    hart.mmu.flush();
    hart.contextChanged();
  }

  /** The registers of whoever hears of the exception. */
  Cp0 context() {
    return mode == Mode.GUEST ? hart.guest : hart.root;
  }

  Scheduler scheduler() {
    return machine.scheduler;
  }

  /**
   * Gives the registers values with which the branch is taken, or not.
   *
   * @return whether there are such
   */
  boolean arm(boolean taken) {
    boolean likely = branch.operation().flow() == Flow.BRANCH_LIKELY;
    if (!BranchForms.isBranch(branch.operation())) {
      hart.gpr[BranchForms.RS] = target;
      return taken && arms(true);
    }
    if (likely && !taken) {
      return false;
    }
    for (int rs = -1; rs <= 1; rs++) {
      for (int flags = -1; flags <= 0; flags++) {
        hart.gpr[BranchForms.RS] = rs;
        hart.gpr[BranchForms.RT] = 0;
        hart.fpu.fcsr((flags & ALL_CONDITIONS) | DIVISION_BY_ZERO_TRAPS);
        if (fault != SlotFault.DSPDIS) {
          setPos(flags & 32);
        }
        if (arms(taken)) {
          return true;
        }
      }
    }
    return false;
  }

  private void setPos(int pos) {
    try {
      hart.dsp().control(1, pos);
    } catch (GuestTrap trap) {
      throw new AssertionError("the DSP module is enabled", trap);
    }
  }

  /** Whether the branch does that now; it leaves nothing behind. */
  private boolean arms(boolean taken) {
    hart.fpu.fcsr(hart.fpu.fcsr() | DIVISION_BY_ZERO_TRAPS);
    int[] before = hart.gpr.clone();
    try {
      int next = branch.execute(hart, pc);
      return next == target == taken;
    } catch (GuestTrap trap) {
      throw new AssertionError("the branch itself raises an exception", trap);
    } finally {
      System.arraycopy(before, 0, hart.gpr, 0, before.length);
      hart.notTaken = false;
      hart.annulled = false;
    }
  }

  /** What stands in the register that takes the return address. */
  int link() {
    boolean chosen = branch.operation().asm().contains("rd") && branch.length == 4;
    return hart.gpr[chosen ? T5 : RA];
  }

  /** The return address if the branch is a call, or 0, which was there before. */
  int expectedLink() {
    boolean call = branch.operation().mnemonic().contains("al");
    return call ? slot + (branch.slot == 0 ? 4 : branch.slot) : 0;
  }

  /** The address that cannot be accessed: of root's exits the guest's physical one. */
  int faultAddress() {
    int physical = mode == Mode.EXIT ? 0 : base;
    return switch (fault) {
      case ADEL, ADES -> base + 0x2801;
      case TLBL, TLBS -> physical + UNMAPPED + 4;
      default -> physical + NEXT_PAGE;
    };
  }

  void step() {
    scheduler().beginSlice(scheduler().now() + 1);
    machine.interpreter.step();
  }

  void run() {
    scheduler().beginSlice(scheduler().now() + 1);
    machine.interpreter.run();
  }

  /**
   * Removes the cause of the exception.
   *
   * @return how long the instruction in the slot is now
   */
  int mend() {
    Isa isa = Isa.at(pc);
    String nop = isa == Isa.MIPS32 ? "nop" : branch.slot == 2 ? "nop16" : "nop32";
    byte[] bytes = BranchForms.bytes(isa, 0, nop);
    put(slot & ~1, bytes);
    map(NEXT_PAGE, 0);
    return bytes.length;
  }
}
