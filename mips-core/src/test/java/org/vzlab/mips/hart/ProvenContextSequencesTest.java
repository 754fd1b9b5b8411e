package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Listing.li;
import static org.vzlab.mips.hart.Listing.put;
import static org.vzlab.mips.hart.Listing.runTo;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;

/**
 * The order in which hypervisors proven on silicon (tinyVP, prpl-hypervisor) save and restore a
 * guest's registers and its timer.
 */
class ProvenContextSequencesTest {
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
}
