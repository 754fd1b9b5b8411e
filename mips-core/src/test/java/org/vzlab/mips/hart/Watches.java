package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.WatchFields;
import org.vzlab.mips.mmu.Access;

/** Root's four pairs of Watch registers, as tests set and look at them. */
final class Watches {
  static final int WATCH = ExcCode.WATCH.code();
  static final int I = WatchFields.I;
  static final int R = WatchFields.R;
  static final int W = WatchFields.W;
  static final int G = WatchFields.G;
  static final int VECTOR = TestMachine.FLASH + 0x180;
  static final int CODE = RAM + 0x1000;
  static final int DATA = RAM + 0x2000;
  static final int ADDIU_V0_1 = 0x24420001;
  static final int LW_V0_A0 = 0x8C820000;
  static final int SW_V0_A0 = 0xAC820000;
  static final Cp0Register[] LO = {
    Cp0Register.WATCH_LO0, Cp0Register.WATCH_LO1, Cp0Register.WATCH_LO2, Cp0Register.WATCH_LO3
  };
  static final Cp0Register[] HI = {
    Cp0Register.WATCH_HI0, Cp0Register.WATCH_HI1, Cp0Register.WATCH_HI2, Cp0Register.WATCH_HI3
  };

  private Watches() {}

  /** In root's kernel mode, about to execute at {@link #CODE}. */
  static TestMachine machine() {
    TestMachine machine = TestMachine.running();
    machine.hart.pc = CODE;
    return machine;
  }

  /** Sets a pair that has seen nothing yet. */
  static void watch(TestMachine machine, int pair, int lo, int hi) {
    machine.root(HI[pair], hi | I | R | W);
    machine.root(LO[pair], lo);
  }

  /** Which of I, R and W a pair has seen. */
  static int seen(TestMachine machine, int pair) {
    return machine.root(HI[pair]) & (I | R | W);
  }

  /** Asserts that root has taken a Watch exception for an instruction. */
  static void assertWatch(TestMachine machine, int epc, int bd) {
    assertThat(machine.excCode()).isEqualTo(WATCH);
    assertThat(machine.hart.pc).isEqualTo(VECTOR);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(epc);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.BD).isEqualTo(bd);
    assertThat(machine.root(Cp0Register.STATUS) & Status.EXL).isEqualTo(Status.EXL);
  }

  /** Whether an access raises the exception. */
  static boolean matches(TestMachine machine, int va, Access access) {
    try {
      machine.hart.mmu.watch(va, access);
      return false;
    } catch (GuestTrap watch) {
      return true;
    }
  }
}
