package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.FLASH;
import static org.vzlab.mips.hart.TestMachine.RAM;
import static org.vzlab.mips.hart.TestMachine.TINYVP;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * The order in which hypervisors proven on silicon (tinyVP, prpl-hypervisor) save and restore a
 * guest's registers and its timer.
 */
class ProvenContextSequencesTest {
  private static final int GUEST = 0x80000100;
  private static final int DONE = RAM + 0x8000;
  private static final int IV = 1 << 23;
  private static final int TI = 1 << 30;

  @Test
  void aGuestsCountIsSetThroughTheOffsetToRoots() {
    TestMachine machine = TestMachine.running();
    machine.hart.gpr[8] = 0xFFFFFFF0;
    put(
        machine,
        RAM,
        "mfc0 t1, $9\nsubu t1, t0, t1\nmtc0 t1, $12, 7\nehb\nmfc0 t2, $9\nmfgc0 t3, $9\nmfc0 t4, $9\n");
    runTo(machine, RAM + 28);
    assertThat(machine.hart.gpr[11] - machine.hart.gpr[9])
        .isBetween(machine.hart.gpr[10], machine.hart.gpr[12]);
  }

  /** Cause, GTOffset, Compare and Cause again, since Compare clears TI. */
  @Test
  void aGuestSwitchedInHasItsTimersTickBackAfterCompareClearedIt() {
    TestMachine machine = TestMachine.running();
    machine.hart.gpr[16] = TI | IV;
    put(
        machine,
        RAM,
        """
        mtgc0 s0, $13
        mtc0 zero, $12, 7
        ehb
        mfc0 t0, $9
        addiu t0, t0, 0x7fff
        mtgc0 t0, $11
        ehb
        mfgc0 s1, $13
        mtgc0 s0, $13
        ehb
        mfgc0 s2, $13
        mfgc0 s3, $11
        """);
    runTo(machine, RAM + 48);
    assertThat(machine.hart.gpr[17] & TI).isZero();
    assertThat(machine.hart.gpr[18] & (TI | IV)).isEqualTo(TI | IV);
    assertThat(machine.hart.gpr[19]).isEqualTo(machine.hart.gpr[8]);
  }

  @Test
  void aGuestsContextComesBackAsItWasSavedStatusNestedEpcAndThenEpc() {
    int[][] registers = {
      {0, 0, 9},
      {10, 0, 0x00402033},
      {2, 0, 0x5E},
      {3, 0, 0x9E},
      {5, 0, 0x6000},
      {4, 0, 0x81800000},
      {4, 2, 0x12345678},
      {7, 0, 0x2000000F},
      {8, 0, 0x9FC00123},
      {8, 1, 0x42000020},
      {8, 2, 0x1000000F},
      {12, 0, 0x10400004},
      {14, 2, 0x80001111},
      {14, 0, 0x80002222},
      {15, 1, 0x9D000000},
      {30, 0, 0x80003333},
      {31, 2, 0x44},
      {31, 3, 0x55},
      {12, 1, 0x20}
    };
    TestMachine machine = TestMachine.running();
    StringBuilder program = new StringBuilder(li("s0", RAM + 0x4000));
    for (int[] register : registers) {
      program.append(li("t0", register[2]));
      program.append("mtgc0 t0, $%d, %d\nehb\n".formatted(register[0], register[1]));
    }
    for (int i = 0; i < registers.length; i++) {
      program.append("mfgc0 t0, $%d, %d\n".formatted(registers[i][0], registers[i][1]));
      program.append("sw t0, %d(s0)\n".formatted(4 * i));
    }
    put(machine, RAM, program + "j 0x80008000\nnop\n");
    runTo(machine, DONE);
    for (int i = 0; i < registers.length; i++) {
      assertThat(machine.ram.read(0x4000 + 4 * i, 4))
          .as("$%d, %d", registers[i][0], registers[i][1])
          .isEqualTo(registers[i][2]);
    }
  }

  @Test
  void theFirstAccessToTheGuestsContextAfterResetClearsItsShadowSets() {
    TestMachine machine = new TestMachine();
    machine.hart.pc = RAM;
    put(
        machine,
        RAM,
        """
        mtgc0 zero, $12, 2
        mtgc0 zero, $12, 3
        mtgc0 zero, $12, 5
        ehb
        mfgc0 s0, $12, 2
        mfgc0 s1, $12, 3
        mfgc0 s2, $12, 5
        mfgc0 s3, $13, 5
        """);
    Arrays.fill(machine.hart.gpr, 16, 20, -1);
    runTo(machine, RAM + 32);
    assertThat(machine.hart.gpr[16]).as("SRSCtl").isZero();
    assertThat(machine.hart.gpr[17]).as("SRSMap").isZero();
    assertThat(machine.hart.gpr[18]).as("SRSMap2").isZero();
    assertThat(machine.hart.gpr[19]).as("NestedExc").isZero();
    assertThat(machine.root(Cp0Register.SRS_CTL) >>> 26 & 0xF).as("root's HSS").isEqualTo(7);
  }

  /** The guest clears ERL itself; until then its lower half is not mapped by its TLB. */
  @Test
  void aFreshGuestBeginsAtErrorLevelWithItsLowerHalfUnmapped() {
    TestMachine machine = TestMachine.running();
    machine.map(1, 0, 0x10000, 0);
    machine.root(Cp0Register.GUEST_CTL1, 0x00010001);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_HI, 0x1FC00000);
    machine.root(Cp0Register.ENTRY_LO0, 0x0074041A);
    machine.root(Cp0Register.ENTRY_LO1, 0);
    machine.hart.tlb.tlbwr(false);
    machine.hart.pc = RAM + 0x2000;
    put(
        machine,
        RAM + 0x2000,
        li("t0", 0x10400004)
            + "mtgc0 t0, $12\n"
            + li("t0", 0x9D000000)
            + "mtgc0 t0, $15, 1\naddiu t0, zero, 0x20\nmtgc0 t0, $12, 1\nmfc0 t0, $9\n"
            + "mtgc0 t0, $11\nmtc0 zero, $12, 7\nehb\n");
    runTo(machine, RAM + 0x2000 + 48);
    put(
        machine,
        0x9D010030,
        "lw s0, 0x100(zero)\nlui t0, 0x1000\nmtc0 t0, $12\nehb\nlw s0, 0x104(zero)\n");
    machine.put(RAM + 0x10100, 0x11, 0x22);
    machine.enterGuest(1, 0x9FC00030);
    runTo(machine, 0x9FC00040);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[16]).as("guest physical 0x100").isEqualTo(0x11);
    machine.step();
    assertThat(machine.hart.inGuest()).as("its own refill").isTrue();
    assertThat(machine.hart.pc).isEqualTo(0x9D000000);
    assertThat(machine.guestExcCode()).isEqualTo(2);
    assertThat(machine.guestRegister(Cp0Register.BAD_VADDR)).isEqualTo(0x104);
    assertThat(machine.hart.gpr[16]).isEqualTo(0x11);
  }

  @Test
  void zeroesWrittenToAFreshGuestsConfigConfig3AndLladdrDoNoHarm() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.STATUS, 2);
    machine.hart.pc = RAM + 0x2000;
    int config = machine.guestRegister(Cp0Register.CONFIG);
    int config3 = machine.guestRegister(Cp0Register.CONFIG3);
    put(machine, RAM + 0x2000, "mtgc0 zero, $16\nmtgc0 zero, $16, 3\nmtgc0 zero, $17\nehb\n");
    runTo(machine, RAM + 0x2010);
    put(
        machine,
        RAM + 0x100,
        """
        mfc0 s0, $16
        mfc0 s1, $16, 3
        ll t0, 0x4000(s2)
        addiu t0, t0, 1
        sc t0, 0x4000(s2)
        syscall
        """);
    machine.put(RAM + 0x4000, 41);
    machine.guestRegister(Cp0Register.EBASE, 0x80001000);
    machine.enterGuest(1, GUEST);
    machine.hart.gpr[18] = RAM;
    runTo(machine, 0x80001180);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[16]).as("Config, of which K0 is now 0").isEqualTo(config & ~7);
    assertThat(machine.hart.gpr[17]).isEqualTo(config3);
    assertThat(machine.hart.gpr[8]).as("sc succeeds").isEqualTo(1);
    assertThat(machine.ram.read(0x4000, 4)).isEqualTo(42);
    assertThat(machine.root(Cp0Register.CAUSE)).as("root met nothing").isZero();
  }

  @Test
  void withTheTimerLentToTheGuestItReadsItsCountWithoutLeaving() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.STATUS, 2);
    machine.root(Cp0Register.GUEST_CTL0, TINYVP | 1 << 25);
    machine.root(Cp0Register.GT_OFFSET, 0x12340000);
    machine.hart.pc = machine.hart.traps.eret();
    put(
        machine,
        RAM + 0x100,
        "mfc0 t0, $9\nnop\nnop\nnop\nmfc0 t1, $9\naddiu t2, t1, 0x40\nmtc0 t2, $11\nnop\n");
    int before = machine.root(Cp0Register.COUNT) + 0x12340000;
    runTo(machine, GUEST + 32);
    int after = machine.root(Cp0Register.COUNT) + 0x12340000;
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(Cp0Register.CAUSE)).as("root met nothing").isZero();
    assertThat(machine.hart.gpr[8]).isBetween(before, after);
    assertThat(machine.hart.gpr[9]).isBetween(machine.hart.gpr[8] + 1, after);
    assertThat(machine.guestRegister(Cp0Register.COMPARE)).isEqualTo(machine.hart.gpr[9] + 0x40);
  }

  @Test
  void rootsScratchRegistersAreNotTheGuests() {
    TestMachine machine = TestMachine.guest(GUEST);
    machine.root(Cp0Register.KSCRATCH1, 0x80071420);
    machine.root(Cp0Register.KSCRATCH2, 0x11);
    put(
        machine,
        RAM + 0x100,
        "mtc0 zero, $31, 2\naddiu t0, zero, 5\nmtc0 t0, $31, 3\nmtc0 t0, $4, 2\nwait\n");
    runTo(machine, FLASH + 0x180);
    assertThat(machine.root(Cp0Register.KSCRATCH1)).isEqualTo(0x80071420);
    assertThat(machine.root(Cp0Register.KSCRATCH2)).isEqualTo(0x11);
    assertThat(machine.guestRegister(Cp0Register.KSCRATCH2)).isEqualTo(5);
    assertThat(machine.guestRegister(Cp0Register.USER_LOCAL)).isEqualTo(5);
  }

  /** What a guest writes to Config5 leaves to root, which writes it for the guest. */
  @Test
  void aGuestsConfig5IsWrittenByRoot() {
    TestMachine machine = TestMachine.guest(GUEST);
    put(machine, RAM + 0x100, "addiu t0, zero, 4\nmtc0 t0, $16, 5\nmfc0 s0, $16, 5\n");
    runTo(machine, FLASH + 0x180);
    put(
        machine,
        FLASH + 0x180,
        "rdpgpr k0, $8\nmtgc0 k0, $16, 5\nmfc0 k0, $14\naddiu k0, k0, 4\nmtc0 k0, $14\nehb\neret\n");
    runTo(machine, GUEST + 12);
    assertThat(machine.hart.gpr[16] & 4).as("UFR").isEqualTo(4);
    assertThat(machine.root(Cp0Register.CONFIG5) & 4).as("root's own").isZero();
  }

  /** A moment that has passed comes again when Count has gone round, which takes 43 seconds. */
  @Test
  void aCompareThatCountHasPassedComesAfterAWholeRoundAndOneAheadOfTheWrapInTime() {
    TestMachine machine = TestMachine.running();
    machine.root(Cp0Register.COUNT, -50);
    machine.root(Cp0Register.COMPARE, 50);
    advanceCounts(machine, 99);
    assertThat(machine.root(Cp0Register.CAUSE) & TI).isZero();
    advanceCounts(machine, 1);
    assertThat(machine.root(Cp0Register.CAUSE) & TI).isEqualTo(TI);
    machine.root(Cp0Register.COMPARE, machine.root(Cp0Register.COUNT) - 1);
    advanceCounts(machine, 0xFFFF_FFFEL);
    assertThat(machine.root(Cp0Register.CAUSE) & TI).isZero();
    advanceCounts(machine, 1);
    assertThat(machine.root(Cp0Register.CAUSE) & TI).isEqualTo(TI);
  }

  private static void advanceCounts(TestMachine machine, long counts) {
    machine.scheduler.advance(2 * counts);
    machine.scheduler.fireDue();
  }
}
