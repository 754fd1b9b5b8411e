package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.bus.Device;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** What an engine owes to code that changes, to delay slots and to time. */
class InterpreterTest {
  private static final int CODE = 0x80001000;
  private static final int NEXT_PAGE = 0x80002000;
  private static final int GENERAL_VECTOR = TestMachine.FLASH + 0x180;
  private static final int DEVICE = 0x1F800000;
  private static final int A0 = 4;
  private static final int A1 = 5;
  private static final int A2 = 6;
  private static final int A3 = 7;
  private static final int T0 = 8;
  private static final int T1 = 9;

  private final Assembler assembler = new Assembler(InstructionSet.m5150());
  private final TestMachine machine = TestMachine.running();

  private void code(int va, String... lines) {
    machine.put(va, assembler.assemble(va, String.join("\n", lines)));
    machine.hart.pc = va;
  }

  private int word(String line) {
    return assembler.assemble(CODE, line)[0];
  }

  /** Executes for that many cycles in one go. */
  private void run(long cycles) {
    long until = machine.scheduler.now() + cycles;
    while (machine.scheduler.now() < until) {
      machine.scheduler.beginSlice(until);
      machine.interpreter.run();
      machine.scheduler.fireDue();
    }
  }

  private int gpr(int number) {
    return machine.hart.gpr[number];
  }

  private void set(int number, int value) {
    machine.hart.gpr[number] = value;
  }

  @Test
  void aStoreChangesTheInstructionsOfItsOwnPage() {
    code(CODE, "addiu t0, t0, 1", "sw a1, 0(a0)", "b 0x80001000", "nop");
    set(A0, CODE);
    set(A1, word("addiu t0, t0, 100"));

    run(5);

    assertThat(gpr(T0)).isEqualTo(1 + 100);
  }

  @Test
  void aStoreChangesTheInstructionRightBehindIt() {
    code(CODE, "sw a1, 4(a0)", "addiu t0, t0, 1", "b 0x80001000", "move a1, a2");
    set(A0, CODE);
    set(A1, word("addiu t0, t0, 10"));
    set(A2, word("addiu t0, t0, 100"));

    run(6);

    assertThat(gpr(T0)).isEqualTo(10 + 100);
  }

  @Test
  void aStoredByteChangesAnInstruction() {
    code(CODE, "addiu t0, t0, 1", "sb a1, 0(a0)", "b 0x80001000", "nop");
    set(A0, CODE);
    set(A1, 50);

    run(5);

    assertThat(gpr(T0)).isEqualTo(1 + 50);
  }

  @Test
  void aStoreInADelaySlotChangesTheBranchItBelongsTo() {
    code(CODE, "b 0x80001010", "sw a1, 0(a0)");
    machine.put(CODE + 0x10, assembler.assemble(CODE + 0x10, "b 0x80001000\nnop"));
    set(A0, CODE);
    set(A1, word("addiu t0, t0, 1"));

    run(5);

    assertThat(gpr(T0)).isEqualTo(1);
  }

  @Test
  void aStoreChangesAPageThatWasWrittenBeforeItWasExecuted() {
    code(
        CODE,
        "sw a1, 0(a0)",
        "sw a2, 4(a0)",
        "sw zero, 8(a0)",
        "jalr ra, a0",
        "nop",
        "sw a3, 0(a0)",
        "jalr ra, a0",
        "nop");
    set(A0, NEXT_PAGE);
    set(A1, word("addiu t0, t0, 1"));
    set(A2, word("jr ra"));
    set(A3, word("addiu t0, t0, 100"));

    run(14);

    assertThat(gpr(T0)).isEqualTo(1 + 100);
    assertThat(machine.hart.pc).isEqualTo(CODE + 0x20);
  }

  @Test
  void aDelaySlotMayStandInTheNextPage() {
    code(NEXT_PAGE - 4, "b 0x80003000", "addiu t0, t0, 1");

    run(1);

    assertThat(gpr(T0)).isEqualTo(1);
    assertThat(machine.hart.pc).isEqualTo(0x80003000);
    assertThat(machine.scheduler.now()).isEqualTo(2);
  }

  @Test
  void aDelaySlotWhosePageIsMissingIsAnExceptionOfItsBranch() {
    mapUser(0x1000, 0x1000);
    code(CODE + 0xFFC, "b 0x80001800");
    machine.hart.pc = 0x1FFC;

    run(1);

    assertThat(machine.excCode()).isEqualTo(ExcCode.TLBL.code());
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x2000);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x1FFC);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.BD).isNotZero();
    assertThat(machine.scheduler.now()).isEqualTo(1);
  }

  @Test
  void aLikelyBranchThatIsNotTakenSkipsItsDelaySlot() {
    code(CODE, "bnel zero, zero, 0x80003000", "addiu t0, t0, 1", "addiu t1, t1, 1");

    run(2);

    assertThat(gpr(T0)).isZero();
    assertThat(gpr(T1)).isEqualTo(1);
    assertThat(machine.hart.pc).isEqualTo(CODE + 0xC);
  }

  @Test
  void aLikelyBranchThatIsTakenExecutesItsDelaySlot() {
    code(CODE, "beql zero, zero, 0x80003000", "addiu t0, t0, 1");

    run(2);

    assertThat(gpr(T0)).isEqualTo(1);
    assertThat(machine.hart.pc).isEqualTo(0x80003000);
  }

  @Test
  void anExceptionInADelaySlotNamesTheBranchAndBothWords() {
    code(CODE, "nop", "jal 0x80003000", "syscall");

    run(2);

    assertThat(machine.hart.pc).isEqualTo(GENERAL_VECTOR);
    assertThat(machine.excCode()).isEqualTo(ExcCode.SYS.code());
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(CODE + 4);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.BD).isNotZero();
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(TestMachine.SYSCALL);
    assertThat(machine.root(Cp0Register.BAD_INSTR_P)).isEqualTo(word("jal 0x80003000"));
  }

  @Test
  void anExceptionBehindADelaySlotIsNoneOfTheDelaySlot() {
    code(CODE, "b 0x80001008", "nop", "syscall");

    run(3);

    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(CODE + 8);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.BD).isZero();
  }

  @Test
  void executionStopsAtTheDeadline() {
    code(CODE, "addiu t0, t0, 1", "addiu t0, t0, 1", "b 0x80001000", "addiu t0, t0, 1");

    run(10);

    assertThat(machine.scheduler.now()).isEqualTo(10);
    assertThat(gpr(T0)).isEqualTo(8);
    assertThat(machine.hart.pc).isEqualTo(CODE + 8);
    assertThat(machine.hart.instructions).isEqualTo(10);
  }

  @Test
  void aDelaySlotIsExecutedBehindTheDeadlineRatherThanParted() {
    code(CODE, "nop", "b 0x80001000", "addiu t0, t0, 1");

    run(2);

    assertThat(machine.scheduler.now()).isEqualTo(3);
    assertThat(gpr(T0)).isEqualTo(1);
    assertThat(machine.hart.pc).isEqualTo(CODE);
  }

  @Test
  void anInstructionMayBringTheDeadlineForward() {
    Event event = machine.scheduler.event("soon", 0, () -> set(T1, gpr(T0)));
    map(
        new Device() {
          @Override
          public int read(int offset, int size) {
            return 0;
          }

          @Override
          public void write(int offset, int size, int value) {
            event.at(machine.scheduler.now() + 2);
          }
        });
    code(CODE, "sw zero, 0(a0)", "addiu t0, t0, 1", "addiu t0, t0, 1", "addiu t0, t0, 1");

    run(4);

    assertThat(gpr(T0)).isEqualTo(3);
    assertThat(gpr(T1)).as("when the event came").isEqualTo(2);
  }

  @Test
  void aDeviceSeesTheTimeOfEachAccess() {
    map(new Clock(machine.scheduler));
    code(CODE, "nop", "lw t0, 0(a0)", "b 0x80003000", "lw t1, 0(a0)");

    run(4);

    assertThat(gpr(T0)).isEqualTo(2);
    assertThat(gpr(T1)).as("in a delay slot").isEqualTo(4);
  }

  @Test
  void aMisalignedJumpIsAnAddressErrorAtItsTarget() {
    code(CODE, "jr a0", "nop");
    set(A0, CODE + 2);

    run(2);
    machine.step();

    assertThat(machine.hart.pc).isEqualTo(GENERAL_VECTOR);
    assertThat(machine.excCode()).isEqualTo(ExcCode.ADEL.code());
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(CODE + 2);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(CODE + 2);
  }

  @Test
  void aPageMappedAnewIsExecutedFromItsNewPlace() {
    code(0x80004000, "jr ra", "addiu t0, t0, 1");
    code(0x80006000, "jr ra", "addiu t0, t0, 100");
    code(CODE, "jalr ra, a0", "nop", "tlbwi", "jalr ra, a0", "nop");
    set(A0, 0x4000);
    mapUser(0x4000, 0x4000);
    selectUser(0x4000, 0x6000);

    run(9);

    assertThat(gpr(T0)).isEqualTo(1 + 100);
    assertThat(machine.hart.pc).isEqualTo(CODE + 0x14);
  }

  @Test
  void anotherAddressSpaceHasItsOwnCode() {
    code(0x80004000, "jr ra", "addiu t0, t0, 1");
    code(0x80006000, "jr ra", "addiu t0, t0, 100");
    code(
        CODE,
        "jalr ra, a0",
        "nop",
        "mtc0 a1, $10",
        "jalr ra, a0",
        "nop",
        "mtc0 a2, $10",
        "jalr ra, a0",
        "nop");
    machine.root(Cp0Register.INDEX, 1);
    selectUser(0x4000 | 7, 0x6000);
    machine.hart.tlb.tlbwi(false);
    mapUser(0x4000, 0x4000);
    set(A0, 0x4000);
    set(A1, 7);
    set(A2, 0);

    run(14);

    assertThat(gpr(T0)).isEqualTo(1 + 100 + 1);
  }

  @Test
  void aRestoredMachineExecutesTheCodeItHadThen() {
    code(CODE, "addiu t0, t0, 1", "sw a1, 0(a0)", "b 0x80001000", "nop");
    set(A0, CODE);
    set(A1, word("addiu t0, t0, 100"));
    run(1);
    Snapshot snapshot = Snapshot.of(machine);
    run(8);
    assertThat(gpr(T0)).isEqualTo(201);
    long end = machine.scheduler.now();

    snapshot.restore(machine);
    assertThat(gpr(T0)).isEqualTo(1);
    run(3);
    assertThat(machine.hart.pc).isEqualTo(CODE);
    run(5);

    assertThat(gpr(T0)).isEqualTo(201);
    assertThat(machine.scheduler.now()).isEqualTo(end);
  }

  /** Where it stops and starts again does not change what a machine does. */
  @Test
  void slicesOfAnyLengthComeToTheSame() {
    String[] loop = {
      "addiu t0, t0, 3",
      "bnel t0, a1, 0x80001000",
      "sll t1, t0, 1",
      "xor t1, t1, t0",
      "b 0x80001000",
      "nop"
    };
    code(CODE, loop);
    run(1_000);
    long now = machine.scheduler.now();
    int t0 = gpr(T0);
    int t1 = gpr(T1);

    machine.hart.pc = CODE;
    set(T0, 0);
    set(T1, 0);
    while (machine.scheduler.now() < 2 * now) {
      machine.step();
    }

    assertThat(gpr(T0)).isEqualTo(t0).isNotZero();
    assertThat(gpr(T1)).isEqualTo(t1).isNotZero();
    assertThat(machine.scheduler.now()).isEqualTo(2 * now);
  }

  /** Makes entry 0 of the TLB map a page of useg, and nothing beside it. */
  private void mapUser(int va, int pa) {
    selectUser(va, pa);
    machine.root(Cp0Register.INDEX, 0);
    machine.hart.tlb.tlbwi(false);
    machine.root(Cp0Register.ENTRY_HI, 0);
  }

  /** Fills the registers of an entry for a page, valid and dirty. */
  private void selectUser(int entryHi, int pa) {
    boolean odd = (entryHi & 0x1000) != 0;
    int entryLo = pa >>> 6 | 0x1E;
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, entryHi & ~0x1000);
    machine.root(Cp0Register.ENTRY_LO0, odd ? 0 : entryLo);
    machine.root(Cp0Register.ENTRY_LO1, odd ? entryLo : 0);
  }

  private void map(Device device) {
    machine.bus.map(DEVICE, 0x1000, device);
    set(A0, 0xA0000000 | DEVICE);
  }

  /** Reads as the time of the access. */
  private record Clock(Scheduler time) implements Device {
    @Override
    public int read(int offset, int size) {
      return (int) time.now();
    }

    @Override
    public void write(int offset, int size, int value) {}
  }
}
