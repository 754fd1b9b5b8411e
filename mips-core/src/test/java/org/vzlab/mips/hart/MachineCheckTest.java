package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.mips.port.RootPort;

/** Root's TLB writes that would match twice (MD00091 "Machine Check"; our choice which). */
class MachineCheckTest {
  private static final int EHINV = 1 << 10;
  private static final int VALID = 0x1E;

  /** TLBGWI. */
  private static final int TLBGWI = 0x4200000A;

  private static void prepare(TestMachine machine, int index, int entryHi, int mask, int low) {
    machine.root(Cp0Register.INDEX, index);
    machine.root(Cp0Register.ENTRY_HI, entryHi);
    machine.root(Cp0Register.PAGE_MASK, mask);
    machine.root(Cp0Register.ENTRY_LO0, low);
    machine.root(Cp0Register.ENTRY_LO1, low);
  }

  /** Entry 3: a pair of pages of 16 KB at 0x00408000, of root's, ASID 5. */
  private static TestMachine withEntry() {
    TestMachine machine = TestMachine.running();
    prepare(machine, 3, 0x00408005, 0x6000, VALID);
    machine.execute(TestMachine.TLBWI);
    return machine;
  }

  @ParameterizedTest(name = "{0}: {5}")
  @CsvSource({
    "same pages and ASID,         0x00408005, 0x6000,  0x1E, 0, true",
    "not valid,                   0x00408005, 0x6000,  0x00, 0, true",
    "smaller pages inside,        0x0040C005, 0x0000,  0x1E, 0, true",
    "larger pages around,         0x00400005, 0x1E000, 0x1E, 0, true",
    "another ASID,                0x00408006, 0x6000,  0x1E, 0, false",
    "another ASID but global,     0x00408006, 0x6000,  0x1F, 0, true",
    "the pages behind,            0x00410005, 0x6000,  0x1E, 0, false",
    "the pages before,            0x00406005, 0x0000,  0x1E, 0, false",
    "another guest,               0x00408005, 0x6000,  0x1E, 1, false",
    "EHINV,                       0x00408405, 0x6000,  0x1E, 0, false",
  })
  void aWriteThatWouldMatchAsWellIsAMachineCheckAndWritesNothing(
      String name, int entryHi, int mask, int low, int rid, boolean check) {
    for (int word : new int[] {TestMachine.TLBWI, TestMachine.TLBWR}) {
      TestMachine machine = withEntry();
      int index = word == TestMachine.TLBWI ? 7 : machine.root(Cp0Register.RANDOM);
      TlbEntry before = machine.hart.tlb.rootEntry(index);
      prepare(machine, 7, entryHi, mask, low);
      machine.root(Cp0Register.GUEST_CTL1, rid << 16);
      machine.execute(word);
      if (check) {
        assertThat(machine.excCode()).as(name).isEqualTo(ExcCode.MCHECK.code());
        assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.TS | Status.EXL);
        assertThat(machine.root(Cp0Register.EPC)).isEqualTo(RAM + 4);
        assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
        assertThat(machine.root(Cp0Register.BAD_INSTR)).as("not written").isZero();
        assertThat(machine.hart.tlb.rootEntry(index)).isEqualTo(before);
      } else {
        assertThat(machine.hart.pc).as(name).isEqualTo(RAM + 8);
        assertThat(machine.root(Cp0Register.STATUS)).isZero();
      }
    }
  }

  @Test
  void anEntryMayBeWrittenAgainAndAWipedOneIsNoObstacle() {
    TestMachine machine = withEntry();
    prepare(machine, 3, 0x00408005, 0, VALID);
    machine.execute(TestMachine.TLBWI);
    prepare(machine, 3, EHINV, 0, 0);
    machine.execute(TestMachine.TLBWI);
    prepare(machine, 4, 0x00408005, 0, VALID);
    machine.execute(TestMachine.TLBWI);
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
  }

  @Test
  void aPageOfAGuestMayStandUnderTwoAsids() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16);
    for (int i = 0; i < 2; i++) {
      prepare(machine, i, 0x00408000 | i, 0x6000, VALID);
      machine.execute(TestMachine.TLBWI);
    }
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
    assertThat(machine.hart.pc).isEqualTo(RAM + 8);
  }

  @Test
  void wipingAllEntriesAsHypervisorsDoIsNone() {
    TestMachine machine = withEntry();
    for (int index = 15; index >= 0; index--) {
      prepare(machine, index, EHINV, 0x1FFFE000, 0);
      machine.execute(TestMachine.TLBWI);
    }
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
  }

  @Test
  void inDebugModeItIsAnExceptionOfThat() {
    TestMachine machine = withEntry();
    prepare(machine, 7, 0x00408005, 0, VALID);
    machine.execute(TestMachine.SDBBP, TestMachine.TLBWI);
    assertThat(machine.hart.inDebugMode()).isTrue();
    assertThat(machine.root(Cp0Register.DEBUG) & Debug.DEXC_CODE)
        .isEqualTo(ExcCode.MCHECK.code() << Debug.DEXC_CODE_SHIFT);
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
    assertThat(machine.root(Cp0Register.STATUS)).isEqualTo(Status.TS);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {TestMachine.TLBWI, TestMachine.TLBWR})
  void aGuestsTlbTakesWhatItIsGiven(int word) {
    TestMachine machine = TestMachine.guest(0x80000100);
    for (int i = 0; i < 2; i++) {
      machine.guestRegister(Cp0Register.INDEX, i);
      machine.guestRegister(Cp0Register.ENTRY_HI, 0x00408000);
      machine.guestRegister(Cp0Register.ENTRY_LO0, VALID);
      machine.guestRegister(Cp0Register.ENTRY_LO1, VALID);
      machine.execute(word);
    }
    assertThat(machine.hart.pc).isEqualTo(0x80000108);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.guestRegister(Cp0Register.STATUS)).isZero();
  }

  @Test
  void rootsWritesIntoTheGuestsTlbAreNotChecked() {
    TestMachine machine = TestMachine.running();
    for (int i = 0; i < 2; i++) {
      machine.guestRegister(Cp0Register.INDEX, i);
      machine.guestRegister(Cp0Register.ENTRY_HI, 0x00408000);
      machine.execute(TLBGWI);
    }
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
    assertThat(machine.hart.pc).isEqualTo(RAM + 8);
  }

  @Test
  void modelledRootSoftwareIsToldWhichTwoEntries() {
    TestMachine machine = withEntry();
    prepare(machine, 7, 0x0040A005, 0, VALID);
    RootPort port = new ModelledRoot(machine.hart, new Bus(Unmodelled.QUIET));
    assertThatThrownBy(port::tlbwi)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "machine check: root software's TLBWI of EntryHi 0x0040A005, PageMask 0x00000000"
                + " conflicts with TLB entry 3, which has EntryHi 0x00408005, PageMask"
                + " 0x00006000");
    assertThatThrownBy(port::tlbwr).hasMessageContaining("TLBWR of EntryHi 0x0040A005");
  }
}
