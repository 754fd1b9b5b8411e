package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;
import static org.vzlab.mips.hart.TestMachine.TINYVP;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * What hypervisors proven on silicon (tinyVP, prpl-hypervisor) emulate for their guests, and what
 * their guests must be able to do without them.
 */
class ProvenExitsTest {
  private static final int GUEST = 0x80000100;
  private static final int GE = 27;
  private static final int GPSI = 0;
  private static final int HYPCALL = 2;
  private static final int GPA = 10;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait",
        "mfc0 t0, $15",
        "mfc0 t0, $9",
        "mfc0 t0, $11",
        "mfc0 t0, $15, 2",
        "mfc0 t0, $12, 2",
        "mfc0 t0, $12, 3",
        "mfc0 t0, $12, 5",
        "mfc0 t0, $28",
        "mfc0 t0, $28, 1",
        "mfc0 t0, $26",
        "mfc0 t0, $27",
        "mfc0 t0, $18",
        "mfc0 t0, $19",
        "mfc0 t0, $23",
        "mfc0 t0, $25",
        "mfc0 t0, $25, 1",
        "mfc0 t0, $25, 2",
        "mfc0 t0, $25, 3",
        "mtc0 t0, $9",
        "mtc0 t0, $11",
        "mtc0 t0, $12, 2",
        "mtc0 t0, $12, 3",
        "mtc0 t0, $12, 5",
        "mtc0 t0, $16",
        "mtc0 t0, $16, 5",
        "mtc0 t0, $16, 6",
        "mtc0 t0, $16, 7",
        "mtc0 t0, $18",
        "mtc0 t0, $19",
        "mtc0 t0, $23",
        "mtc0 t0, $25",
        "mtc0 t0, $26",
        "mtc0 t0, $28",
        "mtc0 t0, $28, 1",
        "rdhwr t0, $2",
        "cache 0x9, 0(t0)"
      })
  void whatTheHypervisorEmulatesIsReportedAsPrivilegedWithItsInstruction(String instruction) {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.guestRegister(Cp0Register.HWRENA, 0xF);
    put(machine, RAM + 0x100, instruction + "\n");
    int word = machine.ram.read(0x100, 4);
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(GE);
    assertThat(machine.gexcCode()).isEqualTo(GPSI);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(word);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST);
  }

  @Test
  void aGuestReadsItsConfigurationSetsUpItsInterruptsAndReturnsWithoutLeaving() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(
        machine,
        RAM + 0x100,
        """
        mfc0 t0, $16
        mfc0 t0, $16, 1
        mfc0 t0, $16, 2
        mfc0 t0, $16, 3
        mfc0 t0, $16, 4
        mfc0 t0, $16, 5
        mfc0 t0, $16, 7
        lui t0, 0x1040
        mtc0 t0, $12
        lui t1, 0x8000
        ori t1, t1, 0x3000
        mtc0 t1, $15, 1
        addiu t1, zero, 0x20
        mtc0 t1, $12, 1
        lui t1, 0x80
        mtc0 t1, $13
        lui t0, 0x1000
        mtc0 t0, $12
        ei
        ehb
        mfc0 s0, $12
        di
        ehb
        mfc0 s1, $12
        mfc0 s2, $13
        mfc0 s3, $15, 1
        lui t2, 0x8000
        ori t2, t2, 0x400
        mtc0 t2, $14
        ori t0, t0, 2
        mtc0 t0, $12
        ehb
        eret
        """);
    runTo(machine, 0x80000400);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(Cp0Register.CAUSE)).as("root met nothing").isZero();
    assertThat(machine.hart.gpr[16]).as("after ei").isEqualTo(0x10000001);
    assertThat(machine.hart.gpr[17]).as("after di").isEqualTo(0x10000000);
    assertThat(machine.hart.gpr[18] & 1 << 23).as("IV").isNotZero();
    assertThat(machine.hart.gpr[19] & 0xFFFFF000).isEqualTo(0x80003000);
  }

  /** RAM that is not for execution, a page that is not dirty, a hole behind the page. */
  @ParameterizedTest
  @CsvSource({
    "0x4000001E, 0x00800008, 20, 0xA0010000", // jr a0: XI
    "0x0000001A, 0xAC850000, 1, 0x80000100", // sw a1, 0(a0): D clear
    "0x8000001E, 0x8C850000, 19, 0x80000100", // lw a1, 0(a0): RI
    "0x0074FFD6, 0x8C850000, 7, 0x80000100" // lw a1, 0(a0): nothing there
  })
  void aPagesFaultLeavesWithItsOwnCauseAndNotAsAGuestExit(
      String entryLo, String word, int excCode, String epc) {
    TestMachine machine = TestMachine.running();
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    machine.map(1, 0, 0, 0);
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, 0x00010000);
    machine.root(Cp0Register.ENTRY_LO0, Long.decode(entryLo).intValue());
    machine.hart.tlb.tlbwr(false);
    machine.enterGuest(1, GUEST);
    machine.hart.gpr[4] = 0xA0010000;
    machine.put(RAM + 0x100, Long.decode(word).intValue(), 0);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(excCode);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(Long.decode(epc).intValue());
  }

  @Test
  void anInvalidLeafOf64MegabytesIsWrittenOnceAndMeetsEveryAccessBehindIt() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(
        machine,
        FLASH,
        li("k0", 0x07FFFC00)
            + "mtc0 k0, $5\nmtc0 zero, $2\nmtc0 zero, $3\nehb\ntlbwr\nehb\neret\n");
    machine.hart.gpr[4] = 0xB4000040;
    machine.hart.gpr[6] = 0xB7FFFFF0;
    machine.put(RAM + 0x100, 0x8C850000, 0x8CC70000);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x14000040);
    machine.root(Cp0Register.EPC, GUEST + 4);
    machine.hart.pc = machine.hart.traps.eret();
    machine.step();
    assertThat(machine.hart.pc).as("no refill").isEqualTo(FLASH + 0x180);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x17FFFFF0);
    assertThat(machine.hart.usage.exits(1, ExitReason.TLB_REFILL)).isEqualTo(1);
  }

  /** What is left in EntryHi is of the emulation's scratch page: EHINV, and no address space. */
  @Test
  void aRefillClearsTheEhinvThatAnEarlierUnmappingLeftInEntryhi() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.ENTRY_HI, 0xFFFFE400);
    put(
        machine,
        FLASH,
        """
        mtc0 zero, $5
        addiu k0, zero, 0x11e
        mtc0 k0, $2
        mtc0 zero, $3
        mfc0 s0, $10
        ins s0, zero, 10, 1
        mtc0 s0, $10
        ehb
        tlbwr
        ehb
        eret
        """);
    machine.put(RAM + 0x4000, 0x77);
    machine.hart.gpr[4] = 0xBF810000;
    machine.put(RAM + 0x100, 0x8C850000);
    runTo(machine, GUEST + 4);
    assertThat(machine.hart.gpr[5]).isEqualTo(0x77);
    assertThat(machine.root(Cp0Register.ENTRY_HI)).isEqualTo(0x1F810000);
    assertThat(machine.hart.usage.exits(1, ExitReason.TLB_REFILL)).isEqualTo(1);
  }

  /** A board without the instructions there: what is there are zeroes up to the next segment. */
  @Test
  void anExcursionIntoZeroesSlidesOutOfItsPageAndLeavesByTheRefillOfGuestPhysicalZero() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 2);
    machine.root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    machine.root(Cp0Register.GUEST_CTL1, 0x00070007);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, 0x1FFFE000);
    machine.root(Cp0Register.ENTRY_LO0, 0);
    machine.root(Cp0Register.ENTRY_LO1, 0x807F001A);
    machine.hart.tlb.tlbwr(false);
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.GUEST_CTL0_EXT, 0x58);
    machine.root(Cp0Register.GUEST_CTL0, TINYVP);
    machine.root(Cp0Register.CONTEXT, 0);
    for (int address = 0xBFC00AA8; address < 0xBFC01000; address += 4) {
      machine.put(address, 0);
    }
    machine.root(Cp0Register.EPC, 0x9FFFFAA8);
    machine.hart.pc = machine.hart.traps.eret();
    runTo(machine, FLASH);
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.gexcCode()).isEqualTo(GPA);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0xA0000000);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isZero();
    assertThat(machine.root(Cp0Register.CONTEXT)).as("the mark of the excursion").isZero();
  }

  @Test
  void viewRiplIsTheLevelThatRootsHandlerWasEnteredWith() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.INT_CTL, 0x20);
    machine.root(Cp0Register.CAUSE, 1 << 23);
    put(machine, FLASH + 0x200, "mfc0 s0, $13, 4\nmfc0 s1, $13\n");
    machine.hart.request(6, 0x200, 0);
    runTo(machine, FLASH + 0x208);
    assertThat(machine.hart.gpr[16]).isEqualTo(6 << 2);
    assertThat(machine.hart.gpr[17] >>> 10 & 0xFF).isEqualTo(6);
  }

  @Test
  void theHypercallOfAGuestsUnusedVectorIsNoneOfTheExitsThatAreEmulated() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.put(RAM + 0x100, 0x42008028);
    machine.step();
    assertThat(machine.excCode()).isEqualTo(GE);
    assertThat(machine.gexcCode()).isEqualTo(HYPCALL);
  }
}
