package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.PerfCtl;
import org.vzlab.mips.cp0.Status;

/** Registers, timer, memory accesses and snapshots of the processor. */
class HartTest {
  @Test
  void identificationRegistersAreThoseOfTheM5150() {
    TestMachine machine = new TestMachine();
    assertThat(machine.root(Cp0Register.PRID)).isEqualTo(0x0001A700);
    assertThat(machine.root(Cp0Register.CONFIG)).isEqualTo(0x80240482);
    assertThat(machine.root(Cp0Register.CONFIG1)).isEqualTo(0x9E9B0D9B);
    assertThat(machine.root(Cp0Register.CONFIG3)).isEqualTo(0x8CA2BD68);
    assertThat(machine.root(Cp0Register.CONFIG4)).isEqualTo(0x800C0000);
    assertThat(machine.root(Cp0Register.CONFIG7)).isEqualTo(0x80000000);
    assertThat(machine.root(Cp0Register.SRS_CTL)).isEqualTo(0x1C000000);
    assertThat(machine.root(Cp0Register.GUEST_CTL0)).isEqualTo(0x0C480080);
    assertThat(machine.hart.pc).isEqualTo(0xBFC00000);
  }

  @Test
  void guestControlRegistersKeepOnlyTheBitsTheyHave() {
    TestMachine machine = new TestMachine();
    machine.root(Cp0Register.GUEST_CTL1, -1);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isEqualTo(0x00070007);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    assertThat(machine.root(Cp0Register.GUEST_CTL0)).isEqualTo(TestMachine.TINYVP | 0x00480080);
    machine.root(Cp0Register.GUEST_CTL0_EXT, -1);
    assertThat(machine.root(Cp0Register.GUEST_CTL0_EXT)).isEqualTo(0xDF);
    machine.root(Cp0Register.GUEST_CTL2, -1);
    assertThat(machine.root(Cp0Register.GUEST_CTL2)).isEqualTo(0xFF3CFFFF);
  }

  @Test
  void viewsShowAndSetTheLevels() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.VIEW_IPL, 0x85 << 2);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(1 << 18 | 5 << 10);
    assertThat(machine.root(Cp0Register.VIEW_IPL)).isEqualTo(0x85 << 2);
    machine.root(Cp0Register.VIEW_RIPL, 3);
    assertThat(machine.root(Cp0Register.CAUSE)).isEqualTo(0x300);
    assertThat(machine.root(Cp0Register.VIEW_RIPL)).isEqualTo(3);
  }

  @Test
  void nmiSrAndTsCanBeClearedButNotSet() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 0x00380000);
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
    machine.hart.root.set(Cp0Register.STATUS, 0x00380000);
    machine.root(Cp0Register.STATUS, 0x00180000);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(0x00180000);
  }

  @Test
  void softwareInterruptBitsDriveTheirLines() {
    TestMachine machine = TestMachine.running();
    IrqLine ip0 = new IrqLine(1, (number, level) -> {});
    IrqLine ip1 = new IrqLine(2, (number, level) -> {});
    machine.hart.connect(IrqLine.unconnected(), ip0, ip1, IrqLine.unconnected());
    machine.root(Cp0Register.CAUSE, 0x200);
    assertThat(ip0.level()).isFalse();
    assertThat(ip1.level()).isTrue();
    machine.root(Cp0Register.CAUSE, 0x100);
    assertThat(ip0.level()).isTrue();
    assertThat(ip1.level()).isFalse();
  }

  @Test
  void guestCountIsRootsWithAnOffsetAndItsMatchSetsTiButInterruptsNobody() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, 1);
    machine.root(Cp0Register.GT_OFFSET, 5000);
    assertThat(machine.guestRegister(Cp0Register.COUNT))
        .isEqualTo(machine.root(Cp0Register.COUNT) + 5000);
    machine.guestRegister(Cp0Register.COMPARE, machine.guestRegister(Cp0Register.COUNT) + 50);
    machine.scheduler.advance(100);
    machine.scheduler.fireDue();
    assertThat(machine.guestRegister(Cp0Register.CAUSE)).isEqualTo(1 << 30);
    assertThat(machine.root(Cp0Register.CAUSE) & 1 << 30).isZero();
    machine.hart.prepare();
    assertThat(machine.hart.pc).isEqualTo(0x80000100);
    machine.guestRegister(Cp0Register.COMPARE, 0);
    assertThat(machine.guestRegister(Cp0Register.CAUSE)).isZero();
    machine.guestRegister(Cp0Register.CAUSE, 1 << 30);
    assertThat(machine.guestRegister(Cp0Register.CAUSE)).as("root restores TI").isNotZero();
  }

  @Test
  void countCanBeSetAndStopped() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.COUNT, -10);
    machine.scheduler.advance(25);
    assertThat(machine.root(Cp0Register.COUNT)).isEqualTo(2);
    machine.root(Cp0Register.CAUSE, 1 << 27);
    machine.scheduler.advance(1000);
    assertThat(machine.root(Cp0Register.COUNT)).isEqualTo(2);
    machine.root(Cp0Register.CAUSE, 0);
    machine.scheduler.advance(4);
    assertThat(machine.root(Cp0Register.COUNT)).isEqualTo(4);
  }

  @Test
  void whatIsNotModelledIsReportedWhenSoftwareAsksForIt() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.PERF_CTL0, PerfCtl.K);
    machine.root(Cp0Register.STATUS, 1 << 28);
    assertThat(machine.unmodelled).isEmpty();
    machine.root(Cp0Register.PERF_CTL0, 2 << PerfCtl.EVENT_SHIFT | PerfCtl.K);
    machine.root(Cp0Register.STATUS, Status.RE);
    assertThat(machine.unmodelled).containsExactly("PerfCtl0", "Status");
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.RE);
  }

  @Test
  void hardwareRegistersAreReadInUserModeAsHwrenaAllows() {
    TestMachine machine = TestMachine.running();
    machine.execute(0x7C02183B); // rdhwr $2, $3
    assertThat(machine.hart.gpr[2]).isEqualTo(2);
    machine.root(Cp0Register.USER_LOCAL, 0x1234);
    machine.execute(0x7C03E83B); // rdhwr $3, $29
    assertThat(machine.hart.gpr[3]).isEqualTo(0x1234);
    machine.root(Cp0Register.ENTRY_LO0, 0x1E);
    machine.hart.tlb.tlbwi(false);
    machine.root(Cp0Register.STATUS, 0x10);
    machine.put(TestMachine.RAM, 0x7C04183B);
    machine.hart.pc = 0;
    machine.step();
    assertThat(machine.excCode()).isEqualTo(10);
    machine.root(Cp0Register.HWRENA, 8);
    machine.root(Cp0Register.STATUS, 0x10);
    machine.hart.pc = 0;
    machine.step();
    assertThat(machine.hart.gpr[4]).isEqualTo(2);
  }

  @Test
  void aStoreIntoCodeIsSeenWhenItIsExecutedNext() {
    TestMachine machine = TestMachine.running();
    machine.put(TestMachine.RAM + 0x100, 0x24050001);
    machine.hart.pc = TestMachine.RAM + 0x100;
    machine.step();
    assertThat(machine.hart.gpr[5]).isEqualTo(1);
    machine.hart.gpr[4] = TestMachine.RAM + 0x100;
    machine.hart.gpr[6] = 0x24050002;
    machine.hart.pc = TestMachine.RAM + 0x2000;
    machine.execute(0x8C870000, 0xAC860000); // lw $7, 0($4); sw $6, 0($4)
    machine.hart.pc = TestMachine.RAM + 0x100;
    machine.step();
    assertThat(machine.hart.gpr[5]).isEqualTo(2);
  }

  @Test
  void bytesAndHalvesAreZeroExtendedInLittleEndianOrder() throws GuestTrap {
    TestMachine machine = TestMachine.running();
    machine.hart.mmu.storeWord(TestMachine.RAM + 0x40, 0x81828384);
    machine.hart.mmu.storeByte(TestMachine.RAM + 0x40, 0xFFFFFF91);
    machine.hart.mmu.storeHalf(TestMachine.RAM + 0x42, 0xFFFFA1A2);
    for (int pass = 0; pass < 2; pass++) {
      assertThat(machine.hart.mmu.loadByte(TestMachine.RAM + 0x40)).isEqualTo(0x91);
      assertThat(machine.hart.mmu.loadHalf(TestMachine.RAM + 0x40)).isEqualTo(0x8391);
      assertThat(machine.hart.mmu.loadWord(TestMachine.RAM + 0x40)).isEqualTo(0xA1A28391);
    }
  }

  @Test
  void aPageRemovedFromTheTlbIsGoneAtOnce() throws GuestTrap {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.hart.mmu.storeWord(0x80000040, 1);
    machine.execute(TestMachine.WAIT);
    machine.root(Cp0Register.INDEX, 15);
    machine.root(Cp0Register.ENTRY_HI, 1 << 10);
    machine.hart.tlb.tlbwi(false);
    machine.hart.pc = machine.hart.traps.eret();
    machine.step();
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x100);
  }

  /** The processor with the time it lives in and the memory it changes. */
  @Test
  void aRestoredProcessorGoesOnAsTheOriginalDid() {
    TestMachine machine = looping();
    run(machine, 500);
    Snapshot snapshot = Snapshot.of(machine);
    final String atSnapshot = describe(machine);
    run(machine, 1000);
    final String expected = describe(machine);

    TestMachine other = looping();
    snapshot.restore(other);
    assertThat(describe(other)).isEqualTo(atSnapshot);
    run(other, 1000);
    assertThat(describe(other)).isEqualTo(expected).isNotEqualTo(atSnapshot);
  }

  /** A guest that counts, stores and makes system calls to itself. */
  private static TestMachine looping() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.EBASE, 0x80000000);
    // addiu $8, $8, 1; sw $8, 0x40($4); syscall; b .-12; nop
    machine.put(0x80000100, 0x25080001, 0xAC880040, TestMachine.SYSCALL, 0x1000FFFC, 0);
    // mfc0 $9, EPC; addiu $9, $9, 4; mtc0 $9, EPC; eret
    machine.put(0x80000180, 0x40097000, 0x25290004, 0x40897000, TestMachine.ERET);
    machine.hart.gpr[4] = 0x80000000;
    machine.guestRegister(Cp0Register.COMPARE, 200);
    return machine;
  }

  private static void run(TestMachine machine, int steps) {
    for (int i = 0; i < steps; i++) {
      machine.step();
    }
  }

  private static String describe(TestMachine machine) {
    StringBuilder text = new StringBuilder();
    for (Cp0Register register : Cp0Register.values()) {
      text.append(
          String.format(
              "%s %08x %08x%n", register, machine.root(register), machine.guestRegister(register)));
    }
    return text.append(machine.hart.pc)
        .append(' ')
        .append(machine.hart.gpr[8])
        .append(' ')
        .append(machine.hart.instructions)
        .append(' ')
        .append(machine.scheduler.now())
        .append(' ')
        .append(machine.hart.usage.instructions(1))
        .append(' ')
        .append(machine.ram.read(0x40, 4))
        .toString();
  }
}
