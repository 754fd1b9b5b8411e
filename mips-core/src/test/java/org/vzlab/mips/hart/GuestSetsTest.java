package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.IntCtl;
import org.vzlab.mips.cp0.Status;

/** A guest stays in the shadow sets that root has given it, whatever it brings into SRSCtl. */
class GuestSetsTest {
  private static final int IRET = 0x42000038;
  private static final int SETS = 8;
  private static final int LOWEST = 3;
  private static final int HSS = 1;
  private static final int SP = 29;
  private static final int STACK = RAM + 0x800;
  private static final int MARK = 0x5E700000;

  /** Guest 1 with the chip's sets 3 and 4; $8 of every set names the set. */
  private static TestMachine machine() {
    TestMachine machine = TestMachine.guest(RAM + 0x100);
    machine.root(Cp0Register.GUEST_CTL0, 0);
    for (int set = 0; set < SETS; set++) {
      machine.root(Cp0Register.SRS_CTL, set << 6);
      machine.hart.sets().previous(8, MARK | set);
    }
    machine.root(Cp0Register.GUEST_CTL3, LOWEST);
    machine.guestRegister(Cp0Register.SRS_CTL, HSS << 26);
    machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
    return machine;
  }

  private static int expected(int number) {
    return MARK | LOWEST + (number <= HSS ? number : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 15})
  void currentAndPreviousSetAreItsOwn(int number) {
    TestMachine machine = machine();
    machine.guestRegister(Cp0Register.SRS_CTL, HSS << 26 | number << 6 | number);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[8]).isEqualTo(expected(number));
    assertThat(machine.hart.sets().previous(8)).isEqualTo(expected(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13, 15})
  void aForgedFrameOfIretLeadsToNoOtherSet(int number) {
    TestMachine machine = machine();
    machine.guestRegister(Cp0Register.INT_CTL, IntCtl.APE | 1 << 5);
    machine.guestRegister(Cp0Register.STATUS, Status.EXL);
    machine.hart.gpr[SP] = STACK;
    machine.put(STACK, RAM + 0x200, Status.EXL, number << 6 | number);
    machine.execute(IRET);
    assertThat(machine.hart.pc).isEqualTo(RAM + 0x200);
    assertThat(machine.hart.gpr[8]).isEqualTo(expected(number));
    assertThat(machine.hart.sets().previous(8)).isEqualTo(expected(number));
  }

  @Test
  void rootHasAllSets() {
    TestMachine machine = machine();
    machine.root(Cp0Register.GUEST_CTL0, 0);
    for (int set = 0; set < SETS; set++) {
      machine.root(Cp0Register.SRS_CTL, set << 6);
      assertThat(machine.hart.sets().previous(8)).isEqualTo(MARK | set);
    }
  }
}
