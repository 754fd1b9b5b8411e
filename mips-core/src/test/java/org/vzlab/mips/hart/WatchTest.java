package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.WatchFields;
import org.vzlab.mips.mmu.Access;

/** Watch registers: which addresses match, which exception comes first, what a guest has of it. */
class WatchTest {
  private static final int WATCH = ExcCode.WATCH.code();
  private static final int I = WatchFields.I;
  private static final int R = WatchFields.R;
  private static final int W = WatchFields.W;
  private static final int G = WatchFields.G;
  private static final int VECTOR = TestMachine.FLASH + 0x180;
  private static final int CODE = RAM + 0x1000;
  private static final int DATA = RAM + 0x2000;
  private static final int ADDIU_V0_1 = 0x24420001;
  private static final int BEQ_ZERO_ZERO_16 = 0x10000004;
  private static final int LW_V0_A0 = 0x8C820000;
  private static final int SW_V0_A0 = 0xAC820000;
  private static final int JR_A0 = 0x00800008;
  private static final Cp0Register[] LO = {
    Cp0Register.WATCH_LO0, Cp0Register.WATCH_LO1, Cp0Register.WATCH_LO2, Cp0Register.WATCH_LO3
  };
  private static final Cp0Register[] HI = {
    Cp0Register.WATCH_HI0, Cp0Register.WATCH_HI1, Cp0Register.WATCH_HI2, Cp0Register.WATCH_HI3
  };

  private static TestMachine machine() {
    TestMachine machine = TestMachine.running();
    machine.hart.pc = CODE;
    return machine;
  }

  private static void watch(TestMachine machine, int pair, int lo, int hi) {
    machine.root(HI[pair], hi | I | R | W);
    machine.root(LO[pair], lo);
  }

  private static int seen(TestMachine machine, int pair) {
    return machine.root(HI[pair]) & (I | R | W);
  }

  private static void assertWatch(TestMachine machine, int epc, int bd) {
    assertThat(machine.excCode()).isEqualTo(WATCH);
    assertThat(machine.hart.pc).isEqualTo(VECTOR);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(epc);
    assertThat(machine.root(Cp0Register.CAUSE) & Cause.BD).isEqualTo(bd);
    assertThat(machine.root(Cp0Register.STATUS) & Status.EXL).isEqualTo(Status.EXL);
  }

  private static boolean matches(TestMachine machine, int va, Access access) {
    try {
      machine.hart.mmu.watch(va, access);
      return false;
    } catch (GuestTrap watch) {
      return true;
    }
  }

  @Test
  void aMatchIsADoublewordUnderTheMaskInTheAddressSpaceOfTheRightKind() {
    TestMachine machine = machine();
    Random random = new Random(1);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      int pair = random.nextInt(4);
      int lo = (random.nextInt() & -8) | random.nextInt(8);
      int mask = random.nextBoolean() ? 0 : (random.nextInt(0x200) & random.nextInt(0x200)) << 3;
      int asid = random.nextInt(4);
      int hi = random.nextInt(3) == 0 ? G | 7 << 16 | mask : asid << 16 | mask;
      machine.root(LO[pair], 0);
      machine.root(Cp0Register.ENTRY_HI, random.nextInt(4));
      watch(machine, pair, lo, hi);
      int va = lo ^ (random.nextInt(4) == 0 ? 1 << random.nextInt(32) : 0);
      va = random.nextBoolean() ? va : va ^ (mask & random.nextInt());
      Access access = Access.values()[random.nextInt(4)];
      int bit = access == Access.CACHE ? 0 : new int[] {I, R, W}[access.ordinal()];
      boolean expected =
          (lo & bit) != 0
              && (va >>> 3 | mask >>> 3) == (lo >>> 3 | mask >>> 3)
              && ((hi & G) != 0 || machine.root(Cp0Register.ENTRY_HI) == (hi >>> 16 & 0xFF));
      assertThat(matches(machine, va, access))
          .as("%s of %x, watch %x %x", access, va, lo, hi)
          .isEqualTo(expected);
      assertThat(seen(machine, pair)).isEqualTo(expected ? bit : 0);
      matched += expected ? 1 : 0;
      machine.root(LO[pair], 0);
    }
    assertThat(matched).isGreaterThan(20_000);
  }

  @Test
  void everyPairThatMatchesSaysSoAndAOneClearsIt() {
    TestMachine machine = machine();
    for (int pair = 0; pair < 4; pair++) {
      watch(machine, pair, DATA | (pair == 2 ? W : R), G);
    }
    machine.hart.gpr[4] = DATA + 4;
    machine.execute(LW_V0_A0);
    assertWatch(machine, CODE, 0);
    assertThat(new int[] {seen(machine, 0), seen(machine, 1), seen(machine, 2), seen(machine, 3)})
        .containsExactly(R, R, 0, R);
    machine.root(HI[0], G | W | I);
    assertThat(seen(machine, 0)).isEqualTo(R);
    machine.root(HI[0], R);
    assertThat(machine.root(HI[0])).isEqualTo(0x80000000);
    machine.root(HI[3], -1);
    assertThat(machine.root(HI[3])).isEqualTo(0x40FF0FF8);
  }

  @Test
  void anInstructionIsWatchedBeforeItExecutesAndGoesOnOnceTheWatchIsGone() {
    TestMachine machine = machine();
    machine.put(CODE, ADDIU_V0_1, ADDIU_V0_1, ADDIU_V0_1, ADDIU_V0_1);
    machine.step();
    watch(machine, 0, (CODE + 8) | I, G);
    machine.step();
    machine.step();
    assertWatch(machine, CODE + 8, 0);
    assertThat(machine.hart.gpr[2]).isEqualTo(2);
    assertThat(seen(machine, 0)).isEqualTo(I);
    machine.root(LO[0], 0);
    machine.hart.pc = machine.hart.traps.eret();
    machine.step();
    machine.step();
    assertThat(machine.hart.gpr[2]).isEqualTo(4);
  }

  /** MTC0 WatchLo1, four NOPs, a branch back to the beginning and its delay slot. */
  @ParameterizedTest
  @CsvSource({"0, 4, false", "8, 8, false", "16, 16, false", "24, 20, true"})
  void codeThatHasBeenExecutedIsWatchedOnceItArmsAWatchOnItself(
      int watched, int epc, boolean inSlot) {
    TestMachine machine = machine();
    machine.root(HI[1], G);
    machine.put(CODE, TestMachine.mtc0(4, LO[1]), 0, 0, 0, 0, 0x1000FFFA, 0);
    for (int cycles = 0; machine.hart.pc != VECTOR && cycles < 100; cycles++) {
      machine.hart.gpr[4] = cycles < 20 ? 0 : (CODE + watched) | I;
      machine.scheduler.beginSlice(machine.scheduler.now() + 10);
      machine.interpreter.run();
    }
    assertWatch(machine, CODE + epc, inSlot ? Cause.BD : 0);
  }

  @Test
  void anInstructionInADelaySlotIsThatOfItsBranch() {
    for (boolean stepping : new boolean[] {false, true}) {
      TestMachine machine = machine();
      machine.put(CODE + 4, BEQ_ZERO_ZERO_16, ADDIU_V0_1);
      watch(machine, 3, (CODE + 8) | I, G);
      machine.hart.pc = CODE + 4;
      if (stepping) {
        machine.interpreter.step();
        machine.interpreter.step();
      } else {
        machine.step();
      }
      assertWatch(machine, CODE + 4, Cause.BD);
      assertThat(machine.hart.gpr[2]).isZero();
    }
  }

  /** microMIPS: at its first halfword, wherever the second is. */
  @ParameterizedTest
  @ValueSource(ints = {CODE + 4, CODE + 6, CODE + 0xFFE})
  void aLongInstructionIsWatchedAtItsFirstHalfword(int at) {
    for (boolean first : new boolean[] {true, false}) {
      TestMachine machine = machine();
      machine.ram.write(at & 0xFFFF, 2, 0x3042);
      machine.ram.write((at + 2) & 0xFFFF, 2, 0x0001);
      machine.hart.pc = at | 1;
      int watched = first ? at : at + 2;
      boolean same = (at & -8) == ((at + 2) & -8);
      watch(machine, 0, (watched & -8) | I, G);
      machine.step();
      if (first || same) {
        assertWatch(machine, at | 1, 0);
      } else {
        assertThat(machine.hart.gpr[2]).as("ADDIU32").isEqualTo(1);
        assertThat(machine.hart.pc).isEqualTo((at + 4) | 1);
      }
    }
  }

  @Test
  void onAFetchWatchComesBeforeAddressErrorAndTlbRefill() {
    TestMachine machine = machine();
    machine.put(CODE, JR_A0, 0);
    for (int target : new int[] {CODE + 0x102, 0x00400000, 0xC0000000}) {
      for (boolean watched : new boolean[] {false, true}) {
        machine.root(Cp0Register.STATUS, 0);
        watch(machine, 0, (target & -8) | (watched ? I : R | W), G);
        machine.hart.gpr[4] = target;
        machine.hart.pc = CODE;
        machine.step();
        machine.step();
        int without = (target & 2) != 0 ? ExcCode.ADEL.code() : ExcCode.TLBL.code();
        assertThat(machine.excCode()).as("%x", target).isEqualTo(watched ? WATCH : without);
        assertThat(machine.root(Cp0Register.EPC)).isEqualTo(target);
      }
    }
  }

  @Test
  void onDataWatchComesBeforeAddressErrorAndEveryExceptionOfTheTlb() {
    int[] addresses = {DATA + 1, DATA + 2, 0x00400000, 0x00400003, 0xC0000000};
    for (int word : new int[] {LW_V0_A0, SW_V0_A0}) {
      for (int va : addresses) {
        TestMachine machine = machine();
        machine.hart.gpr[4] = va;
        machine.execute(word);
        assertThat(machine.excCode()).isBetween(2, 5);
        machine.root(Cp0Register.STATUS, 0);
        int badVaddr = machine.root(Cp0Register.BAD_VADDR);
        watch(machine, 2, (va & -8) | R | W, G);
        machine.hart.gpr[4] = va;
        machine.hart.pc = CODE;
        machine.step();
        assertWatch(machine, CODE, 0);
        assertThat(machine.root(Cp0Register.BAD_VADDR)).isEqualTo(badVaddr);
      }
    }
  }

  @Test
  void inUserModeAnAddressOfTheKernelIsWatchedBeforeItIsRefused() {
    TestMachine machine = machine();
    machine.map(0, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.STATUS, Status.UM);
    machine.hart.pc = 0x1000;
    machine.hart.gpr[4] = DATA;
    watch(machine, 0, DATA | R, G);
    machine.put(CODE, LW_V0_A0);
    machine.step();
    assertWatch(machine, 0x1000, 0);
  }

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
  void aGuestsAccessToTheRegistersLeavesToRootAndMtgc0DoesNotReachThem() {
    for (int i = 0; i < 4; i++) {
      for (Cp0Register register : List.of(LO[i], HI[i])) {
        for (int word : new int[] {TestMachine.mfc0(2, register), TestMachine.mtc0(2, register)}) {
          TestMachine machine = TestMachine.guest(CODE);
          machine.hart.gpr[2] = -1;
          machine.execute(word);
          assertThat(machine.excCode()).isEqualTo(ExcCode.GE.code());
          assertThat(machine.gexcCode()).isEqualTo(GuestExit.GPSI.code());
          machine.guestRegister(register, -1);
          assertThat(machine.guestRegister(register)).isZero();
          assertThat(machine.root(register)).isEqualTo(register.reset(false));
        }
      }
    }
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

  /** The registers are all there is: where they are restored, their pages are watched. */
  @Test
  void aRestoredMachineWatchesTheSame() {
    TestMachine machine = machine();
    machine.put(CODE, ADDIU_V0_1, ADDIU_V0_1, LW_V0_A0, ADDIU_V0_1);
    machine.hart.gpr[4] = DATA;
    watch(machine, 0, DATA | R, G);
    watch(machine, 1, (CODE + 0x800) | I, G);
    List<Integer> expected = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    TestMachine other = machine();
    other.put(CODE, ADDIU_V0_1, ADDIU_V0_1, ADDIU_V0_1, ADDIU_V0_1);
    other.step();
    for (int i = 0; i < 3; i++) {
      Snapshot.of(parts(machine)).restore(parts(other));
      machine.step();
      other.step();
      expected.add(machine.hart.pc);
      seen.add(other.hart.pc);
    }
    assertWatch(machine, CODE + 8, 0);
    assertWatch(other, CODE + 8, 0);
    assertThat(seen).isEqualTo(expected);
    Snapshot.of(parts(machine())).restore(parts(other));
    other.hart.gpr[4] = DATA;
    other.execute(LW_V0_A0);
    assertThat(other.excCode()).as("a machine without watches").isZero();
  }

  private static Stateful parts(TestMachine machine) {
    return new Stateful() {
      @Override
      public void visit(StateVisitor visitor) {
        visitor.enter("scheduler", machine.scheduler);
        visitor.enter("hart", machine.hart);
        visitor.enter("ram", machine.ram);
      }
    };
  }

  @Test
  void aResetEndsAllWatching() {
    TestMachine machine = machine();
    watch(machine, 0, DATA | R, G);
    machine.hart.reset();
    machine.root(Cp0Register.STATUS, 0);
    assertThat(matches(machine, DATA, Access.LOAD)).isFalse();
    assertThat(machine.root(LO[0])).isZero();
  }
}
