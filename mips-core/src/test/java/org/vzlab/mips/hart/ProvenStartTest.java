package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * Sequences of instructions that hypervisors proven on silicon (tinyVP, prpl-hypervisor) rely on:
 * their own start, and root's own affairs while guests exist.
 */
class ProvenStartTest {
  private static final int ENTRY = 0x9D001000;
  private static final int GUEST = 0x80000100;
  private static final int DATA = 0x4000;
  private static final int DONE = RAM + 0x8000;
  private static final int IV = 1 << 23;
  private static final int DC = 1 << 27;
  private static final int CU0 = 1 << 28;
  private static final int EHINV = 0x400;

  @ParameterizedTest
  @ValueSource(ints = {0x00400004, 0x00400000, 0x00000000, 0x10000000})
  void theStartMeetsAnyStatusAndBevIsSetOnlyWhileEbaseIsWritten(int status) {
    TestMachine machine = new TestMachine();
    machine.root(Cp0Register.STATUS, status);
    machine.root(Cp0Register.CAUSE, DC);
    machine.hart.pc = ENTRY;
    put(
        machine,
        ENTRY,
        li("t0", 0x04000000)
            + "mtc0 t0, $12\nehb\nmfc0 s0, $12\nmtc0 zero, $13, 5\nmtc0 zero, $14, 2\n"
            + li("t1", 0x04400000)
            + "mtc0 t1, $12\nehb\nmfc0 s1, $12\n"
            + li("t2", 0x9D0000F8)
            + "mtc0 t2, $15, 1\nehb\nmtc0 t0, $12\nehb\nmfc0 s2, $15, 1\n"
            + "addiu t3, zero, 0x20\nmtc0 t3, $12, 1\nmtgc0 t3, $12, 1\nehb\n"
            + "mfc0 s3, $12, 1\nmfgc0 s4, $12, 1\n"
            + li("t4", IV)
            + "mfc0 t5, $13\nor t5, t5, t4\nins t5, zero, 27, 1\nmtc0 t5, $13\nmfc0 s5, $13\n"
            + li("t6", 0xC8000000)
            + "mtc0 t6, $5, 1\nehb\nmfc0 s6, $5, 1\nmfc0 s7, $13, 5\nsyscall\n");
    runTo(machine, FLASH + 0x180);
    assertThat(machine.hart.gpr[16]).as("Status").isEqualTo(0x04000000);
    assertThat(machine.hart.gpr[17]).as("Status with BEV").isEqualTo(0x04400000);
    assertThat(machine.hart.gpr[18] & 0xFFFFF000).as("EBase").isEqualTo(0x9D000000);
    assertThat(machine.hart.gpr[19] & 0x3E0).as("IntCtl.VS").isEqualTo(0x20);
    assertThat(machine.hart.gpr[20] & 0x3E0).as("guest IntCtl.VS").isEqualTo(0x20);
    assertThat(machine.hart.gpr[21] & (IV | DC)).as("Cause").isEqualTo(IV);
    assertThat(machine.hart.gpr[22]).as("PageGrain").isEqualTo(0xC8000000);
    assertThat(machine.hart.gpr[23]).as("NestedExc").isZero();
  }

  @Test
  void aColdStartClearsEveryRegisterSetAndEveryWatchAndGoesOnCached() {
    TestMachine machine = new TestMachine();
    for (int set = 0; set < 8; set++) {
      machine.root(Cp0Register.SRS_CTL, set << 6);
      machine.hart.sets().previous(20, 0x1111 * set);
    }
    machine.root(Cp0Register.WIRED, 5);
    machine.root(Cp0Register.WATCH_LO3, 0x80000007);
    StringBuilder program = new StringBuilder();
    program.append("mfc0 t0, $12\next s0, t0, 19, 1\nmfc0 k0, $12, 2\next k0, k0, 26, 4\n");
    program.append("sets: sll k1, k0, 6\nmtc0 k1, $12, 2\nehb\n");
    for (int number = 0; number < 32; number++) {
      program.append("wrpgpr $%d, zero\n".formatted(number == 26 ? 0 : number));
    }
    program.append("addiu k0, k0, -1\nbgez k0, sets\nnop\nwrpgpr $26, zero\n");
    for (int pair = 0; pair < 4; pair++) {
      program.append(
          """
          mfc0 t0, $19, %d
          mtc0 zero, $18, %d
          addiu s1, s1, 1
          bgez t0, unwatched
          nop
          """
              .formatted(pair, pair));
    }
    program.append("addiu s1, s1, 0x100\n");
    program.append("unwatched: mtc0 zero, $6\nmtc0 zero, $9\nmfc0 s2, $16, 2\nmfc0 s3, $16, 7\n");
    program.append("mfc0 t0, $16\naddiu t1, zero, 3\nins t0, t1, 0, 3\nmtc0 t0, $16\nehb\n");
    program.append(li("t2", 0x9FC01000)).append("jr.hb t2\nnop\n");
    machine.hart.pc = 0xBFC00000;
    put(machine, 0xBFC00000, program.toString());
    runTo(machine, 0x9FC01000);
    assertThat(machine.hart.gpr[16]).as("Status.NMI").isZero();
    assertThat(machine.hart.gpr[17]).as("four pairs, of which the last says so").isEqualTo(4);
    assertThat(machine.root(Cp0Register.WATCH_LO3)).isZero();
    assertThat(machine.hart.gpr[18]).as("Config2, and then Config3").isNegative();
    assertThat(machine.hart.gpr[19] >>> 18 & 1).as("Config7.HCI: caches need a start").isZero();
    assertThat(machine.root(Cp0Register.CONFIG) & 7).as("K0").isEqualTo(3);
    assertThat(machine.root(Cp0Register.WIRED)).isZero();
    for (int set = 0; set < 8; set++) {
      machine.root(Cp0Register.SRS_CTL, set << 6);
      assertThat(machine.hart.sets().previous(20)).as("set %d", set).isZero();
    }
  }

  @Test
  void entriesThatABootLoaderWiredAreWipedByIndexAndNoRefillTouchesTheirPlaces() {
    TestMachine machine = TestMachine.running();
    for (int index = 0; index < 3; index++) {
      machine.root(Cp0Register.INDEX, index);
      machine.root(Cp0Register.ENTRY_HI, 0xC0000000 + 0x2000 * index);
      machine.hart.tlb.tlbwi(false);
    }
    machine.root(Cp0Register.WIRED, 3);
    put(
        machine,
        RAM,
        li("t0", EHINV)
            + "mtc0 t0, $10\nmtc0 zero, $2\nmtc0 zero, $3\nmfc0 t1, $16, 1\next t1, t1, 25, 6\n"
            + "next: mtc0 t1, $0\nehb\ntlbwi\nehb\naddiu t1, t1, -1\nbgez t1, next\nnop\n"
            + "addiu t2, zero, 40\nlui t3, 0xd000\n"
            + "again: mtc0 t3, $10\nehb\ntlbwr\naddiu t2, t2, -1\nbgtz t2, again\n"
            + "addiu t3, t3, 0x2000\nj 0x80008000\nnop\n");
    runTo(machine, DONE);
    for (int index = 0; index < 16; index++) {
      machine.root(Cp0Register.INDEX, index);
      machine.hart.tlb.tlbr(false);
      assertThat((machine.root(Cp0Register.ENTRY_HI) & EHINV) != 0)
          .as("entry %d", index)
          .isEqualTo(index < 3);
    }
  }

  @Test
  void aDumpReadsGuestAndEhinvOfEveryEntryAndPutsBackWhatItChanged() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.map(2, 0x4000, DATA, 0);
    machine.execute(TestMachine.WAIT);
    put(
        machine,
        RAM + 0x2000,
        "mfc0 s0, $10, 4\nmfc0 s1, $10\nmfc0 s2, $5\n"
            + li("s3", RAM + 0x6000)
            + "addiu t1, zero, 15\n"
            + "next: mtc0 t1, $0\nehb\ntlbr\nehb\nmfc0 t2, $10, 4\nmfc0 t3, $10\n"
            + "sw t2, 0(s3)\nsw t3, 4(s3)\naddiu s3, s3, 8\naddiu t1, t1, -1\n"
            + "bgez t1, next\nnop\n"
            + "mtc0 s0, $10, 4\nmtc0 s1, $10\nmtc0 s2, $5\nehb\nj 0x80008000\nnop\n");
    machine.hart.pc = RAM + 0x2000;
    runTo(machine, DONE);
    int[] guests = new int[4];
    int wiped = 0;
    for (int row = RAM + 0x6000; row < RAM + 0x6080; row += 8) {
      if ((machine.ram.read((row & 0x7FFFF) + 4, 4) & EHINV) != 0) {
        wiped++;
      } else {
        guests[machine.ram.read(row & 0x7FFFF, 4) >>> 16 & 7]++;
      }
    }
    assertThat(guests).as("entries of root and of guests 1, 2, 3").containsExactly(0, 1, 1, 0);
    assertThat(wiped).isEqualTo(14);
    assertThat(machine.root(Cp0Register.GUEST_CTL1)).isEqualTo(0x00010001);
    machine.enterGuest(1, GUEST + 4);
    machine.put(RAM + 0x104, TestMachine.NOP);
    runTo(machine, GUEST + 8);
    assertThat(machine.hart.inGuest()).isTrue();
  }

  @Test
  void theScratchPageIsWrittenAgainAndAgainAtTheLastIndexWhileTheGuestsEntriesStand() {
    TestMachine machine = TestMachine.running();
    machine.map(3, 0, 0, 0); // Random begins at the last index, which is the scratch page's
    machine.map(1, 0, 0, 0x07FFE000);
    machine.map(2, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.INDEX, 2);
    machine.root(Cp0Register.GUEST_CTL1, 0x00020000);
    machine.root(Cp0Register.ENTRY_HI, 0xFFFFE000);
    machine.hart.tlb.tlbwi(false);
    String rewrite =
        "mtc0 t1, $2\nehb\ntlbwi\nehb\nlw t2, 0(s0)\naddu s1, s1, t2\naddiu t1, t1, 0x40\n";
    put(
        machine,
        RAM + 0x2000,
        "mtc0 zero, $10, 4\naddiu t0, zero, 15\nmtc0 t0, $0\nmtc0 zero, $5\n"
            + li("s0", 0xFFFFE000)
            + "mtc0 s0, $10\nmtc0 zero, $3\naddiu t1, zero, 0x11e\n"
            + rewrite.repeat(3)
            + "addiu t3, zero, 1\nins t3, t3, 16, 1\nmtc0 t3, $10, 4\nj 0x80008000\nnop\n");
    machine.put(RAM + 0x4000, 0x100);
    machine.put(RAM + 0x5000, 0x20);
    machine.put(RAM + 0x6000, 3);
    machine.hart.pc = RAM + 0x2000;
    runTo(machine, DONE);
    assertThat(machine.hart.gpr[17]).as("one word of each page").isEqualTo(0x123);
    assertThat(machine.root(Cp0Register.STATUS) & 1 << 21).as("TS").isZero();
    for (int guest = 1; guest <= 2; guest++) {
      machine.root(Cp0Register.STATUS, 0);
      machine.guestRegister(Cp0Register.STATUS, 0);
      machine.put(RAM + 0x100, TestMachine.NOP);
      machine.enterGuest(guest, GUEST);
      runTo(machine, GUEST + 4);
      assertThat(machine.hart.inGuest()).isTrue();
      assertThat(machine.hart.usage.exits(guest, ExitReason.TLB_REFILL)).isZero();
    }
  }

  /** CU0 is the software's own mark of being on the exception stack. */
  @Test
  void anExceptionWithinAHandlerThatLeftExceptionLevelNestsAndCu0StaysItsMark() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.GUEST_CTL1, 0);
    machine.hart.gpr[29] = RAM + 0x7000;
    put(machine, RAM, "syscall\nj 0x80008000\nnop\n");
    put(
        machine,
        FLASH + 0x180,
        """
        mfc0 k0, $14
        sw k0, 0(sp)
        mfc0 k0, $12
        sw k0, 4(sp)
        ins k0, zero, 0, 3
        lui k1, 0x1000
        or k0, k0, k1
        mtc0 k0, $12
        ehb
        lui t0, 0xc000
        lw s0, 4(t0)
        mfc0 s1, $12
        di
        ehb
        lw k0, 4(sp)
        mtc0 k0, $12
        lw k0, 0(sp)
        addiu k0, k0, 4
        mtc0 k0, $14
        ehb
        eret
        """);
    put(
        machine,
        FLASH,
        """
        mtc0 t3, $31, 3
        mfc0 s2, $12
        addiu t3, zero, 0x11e
        mtc0 t3, $2
        mtc0 zero, $3
        mtc0 zero, $5
        ehb
        tlbwr
        ehb
        mfc0 t3, $31, 3
        eret
        """);
    machine.put(RAM + 0x4004, 0x55AA);
    runTo(machine, DONE);
    assertThat(machine.hart.gpr[16]).isEqualTo(0x55AA);
    assertThat(machine.hart.gpr[17]).as("after the refill").isEqualTo(CU0);
    assertThat(machine.hart.gpr[18]).as("during the refill").isEqualTo(CU0 | 2);
    assertThat(machine.root(Cp0Register.STATUS)).isZero();
  }
}
