package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;
import static org.vzlab.mips.hart.TestMachine.TINYVP;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.mmu.Tlb;

/**
 * Sequences of instructions that hypervisors proven on silicon (tinyVP, prpl-hypervisor) rely on:
 * TLB maintenance, entering and leaving a guest, a guest's context.
 */
class ProvenSequencesTest {
  private static final int GUEST = 0x80000100;
  private static final int DONE = RAM + 0x8000;
  private static final int DATA = 0x4000;
  private static final int LOAD = 0x8C850000; // lw a1, 0(a0)

  /** Scratch register, page mask, two pages and EHINV, as tinyVP's handler has them. */
  private static String refillHandler(int pageMask, int entryLo0, int entryLo1) {
    return "mtc0 t3, $31, 3\n"
        + li("k0", pageMask)
        + "mtc0 k0, $5\n"
        + li("t3", entryLo0)
        + "ins t3, zero, 0, 1\nmtc0 t3, $2\n"
        + li("k0", entryLo1)
        + "ins k0, zero, 0, 1\nmtc0 k0, $3\n"
        + "mfc0 k1, $10\nins k1, zero, 10, 1\nmtc0 k1, $10\n"
        + "ehb\ntlbwr\nehb\n"
        + "or k1, k0, t3\nbeq k1, zero, empty\nmfc0 t3, $31, 3\neret\n"
        + "empty: j 0x9d000180\nmfc0 t3, $31, 3\n";
  }

  @Test
  void theTlbIsWipedByOneInvalidEntryWrittenAtEveryIndexDownFromConfig1() {
    TestMachine machine = TestMachine.running();
    machine.map(1, 0x2000, 0x2000, 0);
    put(
        machine,
        RAM,
        li("t0", 0x1FFFF800)
            + "mtc0 t0, $5\n"
            + li("t0", 0x1F)
            + "mtc0 t0, $2\n"
            + li("t0", 0x0080001F)
            + "mtc0 t0, $3\n"
            + li("t0", 0x400)
            + "mtc0 t0, $10\nmfc0 t0, $16, 1\next t1, t0, 25, 6\nadd t2, t1, zero\n"
            + "next: mtc0 t1, $0\nehb\ntlbwi\nehb\naddiu t1, t1, -1\nbgez t1, next\nnop\n"
            + "j 0x80008000\nnop\n");
    runTo(machine, DONE);
    assertThat(machine.hart.gpr[10] + 1).isEqualTo(Tlb.ENTRIES);
    assertThat(machine.root(Cp0Register.PAGE_MASK)).isEqualTo(0x1FFFE000);
    for (int index = 0; index < Tlb.ENTRIES; index++) {
      machine.root(Cp0Register.INDEX, index);
      machine.hart.tlb.tlbr(false);
      assertThat(machine.root(Cp0Register.ENTRY_HI) & 0x400).as("EHINV of %d", index).isNotZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x00001C00, 0x00000000, 0x1000",
    "0x00001FFF, 0x00000000, 0x1000",
    "0x00007C65, 0x00006000, 0x4000",
    "0x0001FE31, 0x0001E000, 0x10000"
  })
  void theRefillHandlerMayLeaveJunkInPageMask(String written, String read, String size) {
    TestMachine machine = TestMachine.guest(GUEST);
    int mask = Integer.decode(written);
    int pair = 0x1F810000 & -2 * Integer.decode(size);
    put(machine, FLASH, refillHandler(mask, (DATA >>> 6) | 0x1F, (0x10000 >>> 6) | 0x1F));
    machine.put(RAM + DATA, 0x1234);
    machine.hart.gpr[4] = 0xA0000000 | pair;
    machine.put(RAM + 0x100, LOAD);
    runTo(machine, GUEST + 4);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(Cp0Register.PAGE_MASK)).isEqualTo(Integer.decode(read));
    int offset = DATA & Integer.decode(size) - 1;
    assertThat(machine.hart.gpr[5]).isEqualTo(offset == 0 ? 0x1234 : 0);
    assertThat(machine.hart.gpr[11]).as("t3, kept in KScratch2").isZero();
  }

  @Test
  void aPageMaskOfAllOnesMakesALeafOf256Megabytes() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(machine, FLASH, refillHandler(-1, 0x1E, 0x1E));
    machine.put(RAM + DATA, 0x77, 0x78);
    machine.hart.gpr[4] = 0xB0000000 | DATA;
    machine.put(RAM + 0x100, LOAD, LOAD + 4);
    runTo(machine, GUEST + 8);
    assertThat(machine.hart.gpr[5]).isEqualTo(0x78);
    assertThat(machine.root(Cp0Register.PAGE_MASK)).isEqualTo(0x1FFFE000);
    assertThat(machine.hart.usage.exits(1, ExitReason.TLB_REFILL)).isEqualTo(1);
  }

  @Test
  void aRefillWithTwoEmptyPagesGoesOnAsTheGeneralExceptionWithTheFirstCause() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(machine, FLASH, refillHandler(0x1C00, 0, 0));
    machine.hart.gpr[4] = 0xBF810040;
    machine.put(RAM + 0x100, LOAD);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x1F810040);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(LOAD);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST);
    assertThat(machine.root(Cp0Register.STATUS) & 2).as("EXL").isEqualTo(2);
    // Once more: the invalid pair is there now, so it is no refill any more.
    machine.hart.pc = machine.hart.traps.eret();
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(2);
  }

  @Test
  void aPageLeftInvalidOnPurposeMakesEveryAccessOfTheGuestAnExitWithItsOwnCause() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(machine, FLASH, refillHandler(0x1C00, 0x007E0414, 0x007E0414));
    machine.hart.gpr[4] = 0xBF810040;
    int store = 0xAC850000;
    machine.put(RAM + 0x100, store);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(3);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0x1F810040);
    assertThat(machine.root(Cp0Register.BAD_INSTR)).isEqualTo(store);
    assertThat(machine.root(Cp0Register.CONTEXT) & 0x7FFFFF).isEqualTo(0x1F810040 >>> 13 << 4);
    assertThat(machine.root(Cp0Register.SRS_CTL) >>> 6 & 0xF).as("PSS").isEqualTo(1);
  }

  @Test
  void theScratchPageIsFoundOrWrittenAtRandomUsedAndTakenAwayWithEhinv() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    put(
        machine,
        RAM,
        li("s0", 0xFFFFE000)
            + "mtc0 zero, $5\nmtc0 s0, $10\nmtc0 zero, $10, 4\nehb\ntlbp\nehb\nmfc0 s1, $0\n"
            + li("t0", DATA >>> 6 | 0x16)
            + "mtc0 t0, $2\nmtc0 zero, $3\nehb\ntlbwr\n"
            + "lw s2, 8(s0)\nsw s0, 12(s0)\n"
            + "mtc0 s0, $10\ntlbp\nehb\nmfc0 s3, $0\n"
            + "ori t0, s0, 0x400\nmtc0 t0, $10\nehb\ntlbwi\n"
            + "lui t0, 1\nori t0, t0, 1\nmtc0 t0, $10, 4\nlw s4, 8(s0)\n");
    machine.put(RAM + DATA + 8, 0x5A5A);
    runTo(machine, FLASH);
    assertThat(machine.hart.gpr[17]).as("Index.P of the first probe").isNegative();
    assertThat(machine.hart.gpr[18]).isEqualTo(0x5A5A);
    assertThat(machine.hart.gpr[19]).as("Index of the second probe").isBetween(0, 15);
    assertThat(machine.bus.at(DATA + 12).memory().read(DATA + 12, 4)).isEqualTo(0xFFFFE000);
    assertThat(machine.excCode()).as("the page is gone").isEqualTo(2);
    assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(0xFFFFE008);
    assertThat(machine.root(Cp0Register.STATUS) & 1 << 21).as("TS").isZero();
  }

  @Test
  void aPageOfAGuestMayStandUnderTwoAsids() {
    TestMachine machine = TestMachine.guest(GUEST);
    for (int asid : new int[] {1, 0}) {
      machine.root(Cp0Register.STATUS, 2);
      machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
      machine.root(Cp0Register.PAGE_MASK, 0);
      machine.root(Cp0Register.ENTRY_HI, 0x1F810000 | asid);
      machine.root(Cp0Register.ENTRY_LO0, DATA >>> 6 | 0x1E);
      machine.root(Cp0Register.ENTRY_LO1, 0);
      put(machine, RAM + 0x2000, "tlbwr\nehb\n");
      machine.hart.pc = RAM + 0x2000;
      runTo(machine, RAM + 0x2008);
    }
    assertThat(machine.root(Cp0Register.STATUS) & 1 << 21).as("TS").isZero();
    machine.put(RAM + DATA, 0x99);
    machine.enterGuest(1, GUEST);
    machine.hart.gpr[4] = 0xBF810000;
    machine.put(RAM + 0x100, LOAD);
    runTo(machine, GUEST + 4);
    assertThat(machine.hart.gpr[5]).isEqualTo(0x99);
  }

  @Test
  void aPageForExecutionOnlyIsFetchedButNotRead() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.STATUS, 2);
    machine.root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, 0x1FFFE000);
    machine.root(Cp0Register.ENTRY_LO0, 0);
    machine.root(Cp0Register.ENTRY_LO1, 0x8074001A);
    machine.hart.tlb.tlbwr(false);
    put(
        machine,
        FLASH + 0xA00,
        "addiu a0, zero, 3\nlui a0, 0x9fff\nori a0, a0, 0xf000\nlw a1, 0(a0)\n");
    machine.enterGuest(1, 0x9FFFFA00);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.excCode()).as("TLBRI").isEqualTo(19);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x9FFFFA0C);
  }

  @Test
  void aGuestIsEnteredByEretThroughPssEpcGuestCtl0AndExl() {
    TestMachine machine = TestMachine.running();
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.map(1, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    machine.root(Cp0Register.GUEST_CTL3, 1);
    machine.hart.gpr[29] = 0x80070000;
    machine.hart.gpr[30] = 0x80071000;
    machine.hart.pc = RAM + 0x2000;
    put(
        machine,
        RAM + 0x2000,
        "mfc0 t0, $12\nori t0, t0, 2\nmtc0 t0, $12\nehb\naddiu k1, zero, 0x40\n"
            + li("k0", GUEST)
            + "mtc0 k1, $12, 2\nmtc0 k0, $14\n"
            + li("k1", TINYVP)
            + li("k0", 1 << 23)
            + "mtc0 k1, $12, 6\nmtc0 k0, $4\nehb\n"
            + "addiu k0, zero, 3\nmtc0 k0, $12\nehb\neret\n");
    put(machine, RAM + 0x100, "addiu sp, zero, 5\naddiu s8, zero, 6\nwait\n");
    runTo(machine, GUEST);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).as("CSS").isEqualTo(1);
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0xF).as("CSS").isZero();
    assertThat(machine.root(Cp0Register.SRS_CTL) >>> 6 & 0xF).as("PSS").isEqualTo(1);
    assertThat(machine.hart.gpr[29]).as("root's sp").isEqualTo(0x80070000);
    assertThat(machine.hart.gpr[30]).as("root's fp").isEqualTo(0x80071000);
    assertThat(machine.root(Cp0Register.CONTEXT) >>> 23).as("thread").isEqualTo(1);
  }

  @Test
  void anInterruptOutOfAGuestChangesToTheSetOfTheControllerAndPssIsTheGuests() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.INT_CTL, 0x20);
    machine.root(Cp0Register.CAUSE, 1 << 23);
    machine.hart.request(6, 0x200, 0);
    runTo(machine, FLASH + 0x200);
    assertThat(machine.root(Cp0Register.SRS_CTL) & 0x3CF).isEqualTo(0x40);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST);
    assertThat(machine.excCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 29, 31})
  void aGuestsRegistersAreReachedThroughTheSrsctlThatItsExitLeft(int number) {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.hart.gpr[number == 0 ? Hart.SINK : number] = 0x600 + number;
    machine.execute(TestMachine.WAIT);
    int saved = machine.root(Cp0Register.SRS_CTL);
    machine.root(Cp0Register.SRS_CTL, 3 << 6);
    machine.hart.gpr[16] = saved;
    machine.hart.gpr[17] = 0xABCD;
    machine.hart.pc = RAM + 0x2000;
    put(
        machine,
        RAM + 0x2000,
        "di\nehb\nmtc0 s0, $12, 2\nehb\nrdpgpr s2, $%d\nwrpgpr $%d, s1\nrdpgpr s3, $%d\n"
            .formatted(number, number, number));
    runTo(machine, RAM + 0x201C);
    assertThat(machine.hart.gpr[18]).isEqualTo(number == 0 ? 0 : 0x600 + number);
    assertThat(machine.hart.gpr[19]).isEqualTo(number == 0 ? 0 : 0xABCD);
  }

  @Test
  void aGuestsLinkedLoadEndsWithAnExcursionToAGuestThatOnlyReturnsAndCalls() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.put(RAM + 0x100, 0xC0820000, TestMachine.WAIT, 0xE0820000); // ll; wait; sc
    machine.hart.gpr[4] = 0x80000000 | DATA;
    runTo(machine, FLASH + 0x180);
    machine.root(Cp0Register.STATUS, 1);
    machine.root(Cp0Register.GUEST_CTL0, TINYVP & 0x7FFFFFFF);
    executeOnlyPage(machine, 7);
    machine.root(Cp0Register.CONTEXT, 1 << 23);
    put(machine, FLASH + 0x180, "mfc0 k0, $4\nmfc0 k1, $12, 6\nj 0x9d000ab0\nnop\n");
    put(machine, FLASH + 0xA5C, excursion());
    put(machine, FLASH + 0xAA8, "eret\nhypcall\n");
    put(
        machine,
        FLASH + 0xAB0,
        """
        ins k1, zero, 31, 1
        mtc0 k1, $12, 6
        mfc0 k0, $12
        ori k0, k0, 3
        xori k0, k0, 3
        jr.hb ra
        mtc0 k0, $12
        """);
    machine.hart.gpr[31] = DONE;
    machine.hart.pc = FLASH + 0xA5C;
    runTo(machine, DONE);
    assertThat(machine.hart.gpr[26] >>> 23).as("Context at the exit").isZero();
    assertThat(machine.gexcCode()).as("HC").isEqualTo(2);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0x9FFFFAAC);
    assertThat(machine.root(Cp0Register.STATUS) & 7).as("EXL, ERL, IE").isZero();
    machine.enterGuest(1, GUEST + 8);
    machine.hart.gpr[2] = 9;
    machine.step();
    assertThat(machine.hart.gpr[2]).as("sc fails").isZero();
    assertThat(machine.bus.at(DATA).memory().read(DATA, 4)).isZero();
  }

  private static void executeOnlyPage(TestMachine machine, int guest) {
    machine.root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    machine.root(Cp0Register.GUEST_CTL1, guest << 16);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, 0x1FFFE000);
    machine.root(Cp0Register.ENTRY_LO0, 0);
    machine.root(Cp0Register.ENTRY_LO1, 0x8074001A);
    machine.hart.tlb.tlbwr(false);
  }

  private static String excursion() {
    return "di k0\nehb\nori k0, k0, 2\nmtc0 k0, $12\nehb\nmtgc0 zero, $12\n"
        + li("k0", 0x00070007)
        + "mtc0 k0, $10, 4\nmfc0 k0, $12, 6\naddiu k1, zero, -1\nins k0, k1, 31, 1\n"
        + "mtc0 k0, $12, 6\nmtc0 zero, $4\n"
        + "lui k1, 0x9fff\nori k1, k1, 0xfaa8\nmtc0 k1, $14\naddiu k1, k1, 4\nmtgc0 k1, $14\n";
  }

  @Test
  void guestCtl0WrittenIntoStatusLeavesAStateThatRunsWithBootstrapVectors() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.STATUS, 2);
    machine.root(Cp0Register.GUEST_CTL0, TINYVP);
    put(machine, RAM, "mfc0 k1, $12, 6\nins k1, zero, 31, 1\nmtc0 k1, $12, 6\nmtc0 k1, $12\nehb\n");
    runTo(machine, RAM + 20);
    int status = machine.root(Cp0Register.STATUS);
    assertThat(status & 0x3D00_0000).as("CU1, CU0, RP, FR, MX").isEqualTo(0x3D00_0000);
    assertThat(status & 0x1F).as("UM, bit 3, ERL, EXL, IE").isEqualTo(1);
    assertThat(status >>> 22 & 1).as("BEV, because G1 reads 1").isEqualTo(1);
    assertThat(status >>> 10 & 0xFF).as("IPL, because PT reads 0").isZero();
  }

  @ParameterizedTest
  @CsvSource({"0x44022000, 11, 29", "0x00430818, 26, 24"})
  void aUnitThatRootHoldsBackLeavesTheGuestUntilRootLendsIt(String word, int excCode, int bit) {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.guestRegister(Cp0Register.STATUS, 1 << bit);
    machine.put(RAM + 0x100, Integer.decode(word));
    machine.step();
    assertThat(machine.hart.pc).isEqualTo(FLASH + 0x180);
    assertThat(machine.excCode()).isEqualTo(excCode);
    assertThat(machine.root(Cp0Register.CAUSE) >>> 28 & 3).as("CE").isEqualTo(bit == 29 ? 1 : 0);
    machine.root(Cp0Register.STATUS, 3 | 1 << bit);
    machine.hart.pc = machine.hart.traps.eret();
    runTo(machine, GUEST + 4);
    assertThat(machine.hart.inGuest()).isTrue();
  }

  @Test
  void aGuestsWiredTlbEntriesAreReadAndWrittenBackByIndex() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    machine.guestRegister(Cp0Register.WIRED, 2);
    String restore =
        IntStream.range(0, 2)
            .mapToObj(
                index ->
                    "addiu t0, zero, %d\nmtgc0 t0, $0\n".formatted(index)
                        + li("t1", 0x00400000 + 0x2000 * index)
                        + "mtgc0 t1, $10\n"
                        + li("t1", 0x40 * index | 0x1E)
                        + "mtgc0 t1, $2\nmtgc0 t1, $3\nmtgc0 zero, $5\nehb\ntlbgwi\nehb\n")
            .reduce("", String::concat);
    put(
        machine,
        RAM,
        restore
            + "addiu t0, zero, 1\nmtgc0 t0, $0\nehb\ntlbgr\nehb\n"
            + "mfgc0 s0, $10\nmfgc0 s1, $2\nmfgc0 s2, $3\nmfgc0 s3, $5\nj 0x80008000\nnop\n");
    runTo(machine, DONE);
    assertThat(machine.hart.gpr[16]).isEqualTo(0x00402000);
    assertThat(machine.hart.gpr[17]).isEqualTo(0x5E);
    assertThat(machine.hart.gpr[18]).isEqualTo(0x5E);
    assertThat(machine.hart.gpr[19]).isZero();
    assertThat(machine.guestRegister(Cp0Register.WIRED)).isEqualTo(2);
  }
}
