package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;

/** Who listens hears of every page and of all that is done there, and changes nothing. */
class TranslationListenerTest {
  private static final int ACCESSES = 4000;
  private static final int PAGES = 16;

  private final Set<String> heard = new HashSet<>();

  private static TestMachine machine(boolean guest) {
    TestMachine machine = TestMachine.timed();
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.CONFIG, 3);
    if (guest) {
      machine.guestRegister(Cp0Register.STATUS, 0);
      machine.guestRegister(Cp0Register.CONFIG, 3);
      machine.map(1, 0, 0, 0x07FFE000);
      machine.enterGuest(1, 0x80000000);
    }
    return machine;
  }

  private static String use(int va, int pa, Access access) {
    return String.format(Locale.ROOT, "%s %05x at %08x", access, va >>> 12, pa & -4096);
  }

  private void listen(TestMachine machine) {
    machine.hart.mmu.listen((va, pa, access) -> heard.add(use(va, pa, access)));
  }

  /** A random access, and how it is heard of. */
  private static String access(TestMachine machine, Random random) throws GuestTrap {
    Mmu mmu = machine.hart.mmu;
    int va = 0x80000000 | random.nextInt(PAGES) << 12 | random.nextInt(16) << 2;
    Access access = Access.LOAD;
    switch (random.nextInt(12)) {
      case 0 -> mmu.loadWord(va);
      case 1 -> mmu.loadByte(va);
      case 2 -> mmu.loadHalf(va);
      case 3 -> mmu.loadRest(va, 4);
      case 4 -> mmu.loadLinked(va);
      case 5 -> access = Access.FETCH;
      case 6 -> access = Access.CACHE;
      default -> access = Access.STORE;
    }
    switch (access) {
      case FETCH -> mmu.fetches.find(va);
      case CACHE -> mmu.cacheInstructions.synchronize(mmu.translate(va, access));
      case LOAD -> {}
      case STORE -> {
        switch (random.nextInt(5)) {
          case 0 -> mmu.storeByte(va, va);
          case 1 -> mmu.storeHalf(va, va);
          case 2 -> mmu.storeConditional(va, va);
          case 3 -> mmu.storeRest(va, 4, va);
          default -> mmu.storeWord(va, va);
        }
      }
    }
    return use(va, va & 0x1FFFFFFF, access);
  }

  @ParameterizedTest(name = "by a guest: {0}")
  @ValueSource(booleans = {false, true})
  void everyUseOfEveryPageIsHeardOf(boolean guest) throws GuestTrap {
    TestMachine machine = machine(guest);
    Random random = new Random(1);
    for (int i = 0; i < ACCESSES; i++) {
      access(machine, random);
    }
    listen(machine);
    for (int i = 0; i < ACCESSES; i++) {
      assertThat(heard).contains(access(machine, random));
      if (random.nextInt(100) == 0) {
        machine.hart.mmu.translationsChanged();
        heard.clear();
      }
    }
    for (int i = 0; i < ACCESSES; i++) {
      access(machine, random);
    }
    assertThat(heard).as("all there is").hasSize(4 * PAGES);
  }

  @Test
  void nothingElseIsHeardOf() throws GuestTrap {
    TestMachine machine = machine(true);
    listen(machine);
    machine.hart.mmu.loadWord(0x80003000);
    machine.hart.mmu.storeWord(0x80003004, 1);
    machine.hart.mmu.loadWord(0x80003008);
    assertThat(heard)
        .containsExactlyInAnyOrder(
            use(0x80003000, 0x3000, Access.LOAD), use(0x80003000, 0x3000, Access.STORE));
    heard.clear();
    machine.hart.mmu.storeWord(0x8000300C, 1);
    machine.hart.mmu.loadHalf(0x80003006);
    assertThat(heard).as("what is kept").isEmpty();
  }

  @Test
  void aThreadIsNotTakenForAnotherWithTheSameAsid() throws GuestTrap {
    TestMachine machine = machine(false);
    listen(machine);
    Mmu mmu = machine.hart.mmu;
    for (int thread : List.of(0x108, 0x109, 0x108)) {
      mmu.select(false, true, thread);
      mmu.loadWord(0x80001000);
      assertThat(heard)
          .as("thread %x", thread)
          .containsExactly(use(0x80001000, 0x1000, Access.LOAD));
      heard.clear();
    }
  }

  @Test
  void severalCanListen() throws GuestTrap {
    TestMachine machine = machine(false);
    Set<String> others = new HashSet<>();
    listen(machine);
    machine.hart.mmu.loadWord(0x80001000);
    machine.hart.mmu.listen((va, pa, access) -> others.add(use(va, pa, access)));
    machine.hart.mmu.loadWord(0x80001004);
    assertThat(others).containsExactly(use(0x80001000, 0x1000, Access.LOAD)).isEqualTo(heard);
  }

  @ParameterizedTest(name = "by a guest: {0}")
  @ValueSource(booleans = {false, true})
  void whoListensCostsNoBoardTimeAndChangesNothing(boolean guest) throws GuestTrap {
    TestMachine alone = machine(guest);
    TestMachine watched = machine(guest);
    listen(watched);
    Random ofAlone = new Random(2);
    Random ofWatched = new Random(2);
    for (int i = 0; i < ACCESSES; i++) {
      access(alone, ofAlone);
      access(watched, ofWatched);
      assertThat(watched.scheduler.now()).as("access %d", i).isEqualTo(alone.scheduler.now());
    }
    assertThat(watched.ram.bytes()).isEqualTo(alone.ram.bytes());
  }
}
