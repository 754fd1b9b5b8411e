package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Watches.ADDIU_V0_1;
import static org.vzlab.mips.hart.Watches.CODE;
import static org.vzlab.mips.hart.Watches.DATA;
import static org.vzlab.mips.hart.Watches.G;
import static org.vzlab.mips.hart.Watches.HI;
import static org.vzlab.mips.hart.Watches.I;
import static org.vzlab.mips.hart.Watches.LO;
import static org.vzlab.mips.hart.Watches.LW_V0_A0;
import static org.vzlab.mips.hart.Watches.R;
import static org.vzlab.mips.hart.Watches.SW_V0_A0;
import static org.vzlab.mips.hart.Watches.VECTOR;
import static org.vzlab.mips.hart.Watches.W;
import static org.vzlab.mips.hart.Watches.WATCH;
import static org.vzlab.mips.hart.Watches.assertWatch;
import static org.vzlab.mips.hart.Watches.machine;
import static org.vzlab.mips.hart.Watches.matches;
import static org.vzlab.mips.hart.Watches.seen;
import static org.vzlab.mips.hart.Watches.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.mmu.Access;

/** Watch registers: which addresses match, and which exception comes first. */
class WatchTest {
  private static final int BEQ_ZERO_ZERO_16 = 0x10000004;
  private static final int JR_A0 = 0x00800008;

  @Test
  void aMatchIsADoublewordUnderTheMaskInTheAddressSpaceOfTheRightKind() {
    TestMachine machine = machine();
    Random random = new Random(1);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      int pair = random.nextInt(4);
      int lo = (random.nextInt() & -8) | random.nextInt(8);
      int some = random.nextInt(0x200);
      int others = random.nextInt(0x200);
      int mask = random.nextBoolean() ? 0 : (some & others) << 3;
      int asid = random.nextInt(4);
      int hi = random.nextInt(3) == 0 ? G | 7 << 16 | mask : asid << 16 | mask;
      machine.root(LO[pair], 0);
      machine.root(Cp0Register.ENTRY_HI, random.nextInt(4));
      watch(machine, pair, lo, hi);
      int va = lo ^ (random.nextInt(4) == 0 ? 1 << random.nextInt(32) : 0);
      va = random.nextBoolean() ? va : va ^ (mask & random.nextInt());
      int kind = random.nextInt(4);
      Access access = List.of(Access.FETCH, Access.LOAD, Access.STORE, Access.CACHE).get(kind);
      int bit = new int[] {I, R, W, 0}[kind];
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
      Snapshot.of(machine).restore(other);
      machine.step();
      other.step();
      expected.add(machine.hart.pc);
      seen.add(other.hart.pc);
    }
    assertWatch(machine, CODE + 8, 0);
    assertWatch(other, CODE + 8, 0);
    assertThat(seen).isEqualTo(expected);
    Snapshot.of(machine()).restore(other);
    other.hart.gpr[4] = DATA;
    other.execute(LW_V0_A0);
    assertThat(other.excCode()).as("a machine without watches").isZero();
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
