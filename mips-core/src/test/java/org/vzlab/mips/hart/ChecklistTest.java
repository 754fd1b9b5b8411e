package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;
import static org.vzlab.mips.hart.TestMachine.mfc0;
import static org.vzlab.mips.hart.TestMachine.mtc0;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;

/** What tinyVP, proven on silicon, cannot run without, one test each. */
class ChecklistTest {
  private static final int GE = 27;
  private static final int GPSI = 0;
  private static final int GHFC = 9;

  @Test
  void statusComesOutOfResetWithBevAndErlAndTakesFr() {
    TestMachine machine = new TestMachine();
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(0x00400004);
    machine.root(Cp0Register.STATUS, 0x04000000);
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(0x04000000);
  }

  @Test
  void anInterruptGoesWhereTheControllerSaysAndTo0x200InItsSingleVectorMode() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.INT_CTL, 0x20);
    machine.root(Cp0Register.CAUSE, 1 << 23);
    machine.root(Cp0Register.STATUS, 1);
    machine.hart.request(2, 0x200, 0);
    machine.hart.prepare();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x200);
    assertThat(machine.excCode()).isZero();
    assertThat(machine.root(Cp0Register.CAUSE) >>> 10 & 0xFF).isEqualTo(2);
  }

  @Test
  void eBaseDropsItsLowBits() {
    TestMachine machine = new TestMachine();
    machine.root(Cp0Register.EBASE, 0x9D0000F8);
    assertThat(machine.root(Cp0Register.EBASE)).isEqualTo(0x9D000000);
  }

  @Test
  void thereAreEightShadowSetsAndAGuestRunsInItsOwn() {
    TestMachine machine = TestMachine.guest(0x80000100);
    assertThat(machine.root(Cp0Register.SRS_CTL) >>> 26 & 0xF).isEqualTo(7);
    machine.hart.gpr[5] = 0x1234;
    machine.execute(TestMachine.WAIT);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).as("CSS").isZero();
    assertThat(machine.root(Cp0Register.SRS_CTL) >>> 6 & 0xF).as("PSS").isEqualTo(1);
    assertThat(machine.hart.gpr[5]).isZero();
    // rdpgpr $6, $5; wrpgpr $5, $7
    machine.hart.pc = RAM + 0x1000;
    machine.hart.gpr[7] = 0x77;
    machine.execute(0x41453000, 0x41C72800);
    assertThat(machine.hart.gpr[6]).isEqualTo(0x1234);
    assertThat(machine.hart.sets().previous(5)).isEqualTo(0x77);
  }

  @Test
  void gmStaysSetAcrossAnExitAndExlIsWhatEndsGuestMode() {
    TestMachine machine = TestMachine.guest(0x80000100);
    assertThat(machine.hart.inGuest()).isTrue();
    machine.execute(TestMachine.WAIT);
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.root(Cp0Register.GUEST_CTL0)).isNegative();
    assertThat(machine.root(Cp0Register.STATUS) & 2).isEqualTo(2);
    machine.root(Cp0Register.STATUS, 1);
    assertThat(machine.hart.inGuest()).isTrue();
    machine.root(Cp0Register.STATUS, 4);
    assertThat(machine.hart.inGuest()).isFalse();
  }

  @Test
  void rootTlbEntriesBelongToTheGuestInRidAndServeTheGuestInId() throws GuestTrap {
    TestMachine machine = TestMachine.running();
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.map(1, 0, 0x1000, 0);
    machine.map(2, 0, 0x5000, 0);
    machine.put(RAM + 0x1010, 111);
    machine.put(RAM + 0x5010, 222);
    machine.enterGuest(1, 0x80000000);
    assertThat(machine.hart.mmu.loadWord(0x80000010)).isEqualTo(111);
    machine.root(Cp0Register.STATUS, 2);
    machine.enterGuest(2, 0x80000000);
    assertThat(machine.hart.mmu.loadWord(0x80000010)).isEqualTo(222);
  }

  @Test
  void aRootTlbMissOfAGuestRefillsByGuestPhysicalAddress() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.root(Cp0Register.CONTEXT, 0x81800000);
    machine.hart.gpr[4] = 0xBF810040;
    int load = 0x8C850000; // lw $5, 0($4)
    machine.execute(load);
    assertThat(machine.hart.pc).isEqualTo(FLASH);
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.gexcCode()).isEqualTo(10);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x1F810040);
    assertThat(machine.root(Cp0Register.CONTEXT)).isEqualTo(0x81800000 | 0x1F810040 >>> 13 << 4);
    assertThat(machine.root(Cp0Register.ENTRY_HI) & 0xFFFFE000).isEqualTo(0x1F810000);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(load);
    assertThat(machine.hart.usage.exits(1, ExitReason.TLB_REFILL)).isEqualTo(1);
  }

  @Test
  void badInstrAndBadInstrPShowTheInstructionAndItsBranch() {
    TestMachine machine = TestMachine.guest(0x80000100);
    int branch = 0x1000000F;
    machine.put(RAM + 0x100, branch, TestMachine.WAIT);
    machine.step();
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(TestMachine.WAIT);
    assertThat(machine.root(Cp0Register.BAD_INSTR_P)).isEqualTo(branch);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.root(Cp0Register.CAUSE)).as("BD").isNegative();
  }

  @Test
  void badInstrIsValidForARootSyscall() {
    TestMachine machine = TestMachine.running();
    machine.execute(0x03C0000C);
    assertThat(machine.excCode()).isEqualTo(8);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(0x03C0000C);
  }

  @Test
  void waitCountAndCompareTrapButConfigReadsDoNot() {
    for (int word :
        new int[] {
          TestMachine.WAIT,
          mfc0(2, Cp0Register.COUNT),
          mtc0(2, Cp0Register.COUNT),
          mfc0(2, Cp0Register.COMPARE),
          mtc0(2, Cp0Register.COMPARE)
        }) {
      TestMachine machine = TestMachine.guest(0x80000100);
      machine.execute(word);
      assertThat(machine.hart.pc).as("%08x", word).isEqualTo(FLASH + 0x180);
      assertThat(machine.excCode()).isEqualTo(GE);
      assertThat(machine.gexcCode()).isEqualTo(GPSI);
      assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x80000100);
    }
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.execute(
        mfc0(2, Cp0Register.CONFIG),
        mfc0(3, Cp0Register.CONFIG1),
        mfc0(4, Cp0Register.CONFIG2),
        mfc0(5, Cp0Register.CONFIG3),
        mfc0(6, Cp0Register.CONFIG4),
        mfc0(7, Cp0Register.CONFIG5),
        mfc0(8, Cp0Register.CONFIG7));
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr)
        .startsWith(
            0, 0, 0x80240482, 0x9E9B0D9B, 0x80000000, 0x8C22BD68, 0x800C0000, 1, 0x80000000);
  }

  @Test
  void anInjectedInterruptClearsGriplAndIsReportedByGhfc() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, 1);
    machine.guestRegister(Cp0Register.INT_CTL, 0x20);
    machine.guestRegister(Cp0Register.CAUSE, 1 << 23);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x50);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    machine.hart.prepare();
    assertThat(machine.root(Cp0Register.GUEST_CTL2)).isEqualTo(0x200);
    assertThat(machine.guestRegister(Cp0Register.EPC)).isEqualTo(0x80000100);
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isEqualTo(3);
    assertThat(machine.guestRegister(Cp0Register.CAUSE) >>> 10 & 0xFF).isEqualTo(3);
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.excCode()).isEqualTo(GE);
    assertThat(machine.gexcCode()).isEqualTo(GHFC);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x9FC00200);
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
  }

  @Test
  void anInjectedInterruptIsNotReportedWithFcd() {
    TestMachine machine = TestMachine.guest(0x80000100);
    machine.guestRegister(Cp0Register.STATUS, 1);
    machine.guestRegister(Cp0Register.INT_CTL, 0x20);
    machine.guestRegister(Cp0Register.CAUSE, 1 << 23);
    machine.root(Cp0Register.GUEST_CTL2, 3 << 24 | 0x200);
    machine.hart.prepare();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x9FC00200);
  }

  @Test
  void rootWaitEndsAtAnEnabledRequestThoughInterruptsAreOff() {
    TestMachine machine = TestMachine.running();
    machine.execute(TestMachine.WAIT);
    assertThat(machine.hart.pc).isEqualTo(RAM + 4);
    long before = machine.scheduler.now();
    machine.scheduler.beginSlice(before + 1000);
    machine.interpreter.run();
    assertThat(machine.hart.pc).isEqualTo(RAM + 4);
    assertThat(machine.scheduler.now()).isEqualTo(before + 1000);
    machine.hart.request(1, 0x200, 0);
    machine.execute(TestMachine.NOP);
    assertThat(machine.hart.pc).isEqualTo(RAM + 8);
    assertThat(machine.root(Cp0Register.STATUS) & 2).as("EXL").isZero();
  }

  @Test
  void theTimerRaisesOneEdgeAndCompareEndsIt() {
    TestMachine machine = TestMachine.running();
    int[] edges = new int[2];
    machine.hart.connect(
        new IrqLine(0, (number, level) -> edges[level ? 1 : 0]++),
        IrqLine.unconnected(),
        IrqLine.unconnected(),
        IrqLine.unconnected());
    machine.root(Cp0Register.COMPARE, machine.root(Cp0Register.COUNT) + 100);
    advance(machine, 199);
    assertThat(machine.root(Cp0Register.CAUSE) >>> 30).isZero();
    advance(machine, 1);
    assertThat(machine.root(Cp0Register.COUNT)).isEqualTo(machine.root(Cp0Register.COMPARE));
    assertThat(machine.root(Cp0Register.CAUSE) >>> 30).isEqualTo(1);
    assertThat(edges).containsExactly(0, 1);
    machine.root(Cp0Register.COMPARE, machine.root(Cp0Register.COUNT) + 100);
    assertThat(machine.root(Cp0Register.CAUSE) >>> 30).isZero();
    assertThat(edges).containsExactly(1, 1);
    advance(machine, 200);
    assertThat(edges).containsExactly(1, 2);
  }

  @Test
  void statusBit3IsAlwaysZero() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 8);
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
  }

  private static void advance(TestMachine machine, int cycles) {
    machine.scheduler.advance(cycles);
    machine.scheduler.fireDue();
  }
}
