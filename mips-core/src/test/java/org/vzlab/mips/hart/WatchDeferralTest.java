package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Watches.ADDIU_V0_1;
import static org.vzlab.mips.hart.Watches.CODE;
import static org.vzlab.mips.hart.Watches.DATA;
import static org.vzlab.mips.hart.Watches.G;
import static org.vzlab.mips.hart.Watches.I;
import static org.vzlab.mips.hart.Watches.LO;
import static org.vzlab.mips.hart.Watches.LW_V0_A0;
import static org.vzlab.mips.hart.Watches.R;
import static org.vzlab.mips.hart.Watches.SW_V0_A0;
import static org.vzlab.mips.hart.Watches.W;
import static org.vzlab.mips.hart.Watches.assertWatch;
import static org.vzlab.mips.hart.Watches.machine;
import static org.vzlab.mips.hart.Watches.matches;
import static org.vzlab.mips.hart.Watches.seen;
import static org.vzlab.mips.hart.Watches.watch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.mmu.Access;

/** When a match waits for its exception, and what becomes of watches where there is a guest. */
class WatchDeferralTest {
  @Test
  void aDeferredExceptionComesBehindAnInterruptAndAgainUntilSoftwareClearsIt() {
    TestMachine machine = machine();
    machine.root(Cp0Register.STATUS, Status.IE | Status.EXL);
    watch(machine, 0, CODE | I, G);
    machine.put(CODE, ADDIU_V0_1);
    machine.step();
    assertThat(machine.hart.gpr[2]).isEqualTo(1);
    assertThat(machine.root(Cp0Register.CAUSE)).isEqualTo(Cause.WP);
    assertThat(seen(machine, 0)).isEqualTo(I);
    machine.hart.request(3, 0x200, 0);
    machine.root(Cp0Register.STATUS, Status.IE);
    machine.hart.prepare();
    assertThat(machine.excCode()).as("the interrupt").isZero();
    machine.hart.request(0, 0, 0);
    for (int i = 0; i < 2; i++) {
      machine.hart.pc = machine.hart.traps.eret();
      machine.step();
      assertWatch(machine, CODE + 4, 0);
      assertThat(machine.root(Cp0Register.CAUSE) & Cause.WP).isEqualTo(Cause.WP);
    }
    machine.root(Cp0Register.CAUSE, 0);
    machine.root(LO[0], 0);
    machine.hart.pc = machine.hart.traps.eret();
    machine.execute(ADDIU_V0_1);
    assertThat(machine.hart.gpr[2]).isEqualTo(2);
    machine.root(Cp0Register.CAUSE, Cause.WP);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.WP).as("software sets it").isZero();
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  void inDebugModeWatchesAreDeferredUntilDeret(Access access) {
    TestMachine machine = machine();
    watch(machine, 0, DATA | I | R | W, G);
    machine.execute(TestMachine.SDBBP);
    assertThat(matches(machine, DATA, access)).isFalse();
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.WP)
        .isEqualTo(access == Access.CACHE ? 0 : Cause.WP);
    machine.root(Cp0Register.DEPC, CODE + 0x40);
    machine.hart.pc = machine.hart.traps.deret();
    machine.put(CODE + 0x40, ADDIU_V0_1);
    machine.step();
    assertThat(machine.root(Cp0Register.DEBUG) & Debug.DM).isZero();
    if (access == Access.CACHE) {
      assertThat(machine.hart.pc).isEqualTo(CODE + 0x44);
    } else {
      assertWatch(machine, CODE + 0x40, 0);
    }
  }

  /** A guest's addresses are not root's, whatever matches. */
  @ParameterizedTest
  @ValueSource(ints = {0, Status.UM})
  void aGuestMeetsNoWatch(int mode) {
    TestMachine machine = TestMachine.guest(mode == 0 ? CODE : 0x1000);
    machine.guestRegister(Cp0Register.STATUS, mode);
    if (mode != 0) {
      mapInGuest(machine);
    }
    int data = mode == 0 ? DATA : 0x2000;
    watch(machine, 0, (machine.hart.pc & -8) | I | R | W, G | 0xFF8);
    watch(machine, 1, data | I | R | W, G | 0xFF8);
    watch(machine, 2, 0x1000 | I | R | W, G);
    watch(machine, 3, 0x2000 | I | R | W, G);
    machine.hart.gpr[4] = data;
    machine.put(CODE, SW_V0_A0, LW_V0_A0, ADDIU_V0_1);
    machine.step();
    machine.step();
    machine.step();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[2]).isEqualTo(1);
    for (int pair = 0; pair < 4; pair++) {
      assertThat(seen(machine, pair)).isZero();
    }
  }

  private static void mapInGuest(TestMachine machine) {
    machine.guestRegister(Cp0Register.ENTRY_HI, 0);
    machine.guestRegister(Cp0Register.PAGE_MASK, 0x6000);
    machine.guestRegister(Cp0Register.ENTRY_LO0, 7);
    machine.guestRegister(Cp0Register.ENTRY_LO1, 0x4000 >>> 6 | 7);
    machine.hart.tlb.tlbgwi();
  }

  @Test
  void whatRootDeferredForAGuestIsTakenBeforeTheGuestsNextInstruction() {
    TestMachine machine = TestMachine.guest(CODE);
    machine.put(CODE, 0x42000028);
    machine.step();
    assertThat(machine.excCode()).as("HYPCALL").isEqualTo(ExcCode.GE.code());
    watch(machine, 0, DATA | R, G);
    assertThat(matches(machine, DATA, Access.LOAD)).as("at exception level").isFalse();
    machine.root(Cp0Register.EPC, CODE + 4);
    machine.put(CODE + 4, ADDIU_V0_1);
    machine.hart.pc = machine.hart.traps.eret();
    assertThat(machine.hart.inGuest()).isTrue();
    machine.step();
    assertWatch(machine, CODE + 4, 0);
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.hart.usage.exits(1, ExitReason.WATCH)).isEqualTo(1);
    machine.root(Cp0Register.CAUSE, 0);
    machine.hart.pc = machine.hart.traps.eret();
    machine.step();
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(CODE + 8);
  }

  @Test
  void rootAtExceptionLevelForAGuestDefersToo() {
    TestMachine machine = TestMachine.guest(CODE);
    machine.root(Cp0Register.STATUS, Status.EXL);
    watch(machine, 0, DATA | W, G);
    machine.hart.pc = CODE;
    machine.hart.gpr[4] = DATA;
    machine.execute(SW_V0_A0);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.WP).isEqualTo(Cause.WP);
    assertThat(machine.root(Cp0Register.GUEST_CTL0) & GuestCtl.GM).isEqualTo(GuestCtl.GM);
  }
}
