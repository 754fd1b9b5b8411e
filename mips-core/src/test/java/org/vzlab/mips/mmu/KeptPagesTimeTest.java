package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;

/**
 * What an access takes does not depend on what the emulator remembers of pages: random accesses by
 * root or a guest, on a machine that is left alone and on one that forgets, and is replaced by a
 * new one, every now and then.
 */
class KeptPagesTimeTest {
  private static final int ACCESSES = 3000;
  private static final int[] BASES = {0x80004000, 0xA0004000, 0x40004000, 0x50004000};

  private static TestMachine machine(int seed) {
    TestMachine machine = TestMachine.timed();
    machine.hart.mmu.keepStaleLines(seed % 2 == 1);
    machine.root(Cp0Register.STATUS, 0);
    machine.map(0, 0x40000000, 0, 0x0007E000);
    machine.map(0, 0x50000000, 0, 0x0007E000);
    machine.root(Cp0Register.CONFIG, seed % 4);
    if (seed % 3 == 0) {
      machine.guestRegister(Cp0Register.STATUS, 0);
      machine.guestRegister(Cp0Register.CONFIG, seed % 4);
      machine.map(1, 0, 0, 0x07FFE000);
      machine.enterGuest(1, 0x80000000);
    }
    return machine;
  }

  private static void access(TestMachine machine, Random random) throws GuestTrap {
    Mmu mmu = machine.hart.mmu;
    int bases = machine.hart.inGuest() ? 2 : BASES.length;
    int range = 1 << (6 + random.nextInt(9));
    int va = BASES[random.nextInt(bases)] + (random.nextInt(range) & -4);
    switch (random.nextInt(9)) {
      case 0, 1 -> mmu.loadWord(va);
      case 2 -> mmu.loadByte(va);
      case 3 -> mmu.loadHalf(va);
      case 4, 5 -> mmu.storeWord(va, va);
      case 6 -> mmu.storeByte(va, va);
      case 7 -> mmu.cacheInstructions.cache(0x15, va & 0xFFFFC);
      default -> machine.scheduler.advance(random.nextInt(8));
    }
  }

  private static TestMachine renewed(TestMachine machine, int seed) {
    TestMachine other = TestMachine.timed();
    other.hart.mmu.keepStaleLines(seed % 2 == 1);
    Snapshot.of(machine).restore(other);
    return other;
  }

  static IntStream seeds() {
    return IntStream.range(0, 24);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void forgettingCostsNothing(int seed) throws GuestTrap {
    TestMachine left = machine(seed);
    TestMachine forgetful = machine(seed);
    Random ofLeft = new Random(seed);
    Random ofForgetful = new Random(seed);
    Random when = new Random(~seed);
    for (int i = 0; i < ACCESSES; i++) {
      access(left, ofLeft);
      access(forgetful, ofForgetful);
      assertThat(forgetful.scheduler.now()).as("access %d", i).isEqualTo(left.scheduler.now());
      if (when.nextInt(5) == 0) {
        forgetful.hart.mmu.flush();
      }
      if (when.nextInt(60) == 0) {
        forgetful = renewed(forgetful, seed);
      }
    }
    assertThat(left.scheduler.now()).as("something has cost").isGreaterThan(ACCESSES);
  }
}
