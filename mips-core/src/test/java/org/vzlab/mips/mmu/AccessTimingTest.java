package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;

/** What accesses take, each for itself: no instruction is issued between them. */
class AccessTimingTest {
  private static final int KSEG0 = 0x80000000;
  private static final int KSEG1 = 0xA0000000;
  private static final int DATA = KSEG0 + 0x4000;
  private static final int UNCACHED_DATA = KSEG1 + 0x4000;
  private static final int LINE = 16;

  /** Bytes after which addresses fall into the same set of the data cache. */
  private static final int WAY = 1024;

  private static final int PAGE = 4096;
  private static final int WRITE_BACK = 3;
  private static final int FETCH_AND_LOCK = 0x1D;
  private static final int WRITE_BACK_INVALIDATE = 0x15;
  private static final int HIT_WRITE_BACK = 0x19;
  private static final int REFILL = TimingConstant.LINE_REFILL.standard();
  private static final int REST = TimingConstant.LINE_REST.standard();
  private static final int UNCACHED = TimingConstant.UNCACHED.standard();
  private static final int WRITE_WORD = TimingConstant.WRITE_WORD.standard();
  private static final int WRITE_LINE = TimingConstant.WRITE_LINE.standard();
  private static final int MICRO_TLB = TimingConstant.MICRO_TLB_MISS.standard();
  private static final int OPERATION = TimingConstant.CACHE_OPERATION.standard();

  private final TestMachine machine = TestMachine.timed();
  private final Mmu mmu = machine.hart.mmu;

  AccessTimingTest() {
    machine.root(Cp0Register.STATUS, 0);
    machine.root(Cp0Register.CONFIG, WRITE_BACK);
  }

  @FunctionalInterface
  private interface Accesses {
    void make() throws GuestTrap;
  }

  private long cost(Accesses accesses) {
    long before = machine.scheduler.now();
    try {
      accesses.make();
    } catch (GuestTrap trap) {
      throw new AssertionError(trap);
    }
    return machine.scheduler.now() - before;
  }

  private long load(int va) {
    return cost(() -> mmu.loadWord(va));
  }

  private long store(int va) {
    return cost(() -> mmu.storeWord(va, 0));
  }

  /** Lets everything that is on its way arrive. */
  private void rest() {
    machine.scheduler.advance(100);
  }

  private long counted(Tally what) {
    return machine.hart.timing.account.counted(machine.hart.guestId(), what);
  }

  private long stalled(Stall reason) {
    return machine.hart.timing.account.stalled(machine.hart.guestId(), reason);
  }

  /** Misses of a walk through an array, line by line, that has been made before. */
  private static long expectedMisses(int bytes, int way) {
    long misses = 0;
    for (int set = 0; set < way; set += LINE) {
      int lines = (bytes - set + way - 1) / way;
      misses += lines > Cache.WAYS ? lines : 0;
    }
    return misses;
  }

  @ParameterizedTest(name = "{0} KB")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 12, 16, 17, 20, 24, 32})
  void aWalkThroughDataMissesAsLeastRecentlyUsedReplacementSays(int kilobytes) {
    int bytes = kilobytes * 1024;
    Accesses walk =
        () -> {
          for (int at = 0; at < bytes; at += LINE) {
            mmu.loadWord(DATA + at);
            rest();
          }
        };
    cost(walk);
    assertThat(counted(Tally.DATA_MISS)).as("first").isEqualTo(bytes / LINE);
    long first = stalled(Stall.DATA_MISS);
    cost(walk);
    long misses = counted(Tally.DATA_MISS) - bytes / LINE;
    assertThat(misses).isEqualTo(expectedMisses(bytes, WAY));
    assertThat(misses == 0).as("as large as the cache").isEqualTo(kilobytes <= 4);
    assertThat(stalled(Stall.DATA_MISS) - first).isEqualTo(misses * REFILL);
  }

  @ParameterizedTest(name = "{0} KB")
  @ValueSource(ints = {1, 4, 8, 12, 15, 16, 17, 18, 20, 24, 32})
  void aWalkThroughCodeMissesAsLeastRecentlyUsedReplacementSays(int kilobytes) {
    int bytes = kilobytes * 1024;
    Accesses walk =
        () -> {
          for (int at = 0; at < bytes; at += 4) {
            mmu.timing.fetch(KSEG0 + at, (at & -PAGE) | AccessTiming.CACHED | WRITE_BACK);
          }
        };
    cost(walk);
    assertThat(counted(Tally.INSTRUCTION_MISS)).as("first").isEqualTo(bytes / LINE);
    cost(walk);
    long misses = counted(Tally.INSTRUCTION_MISS) - bytes / LINE;
    assertThat(misses).isEqualTo(expectedMisses(bytes, PAGE));
    assertThat(misses == 0).as("as large as the cache").isEqualTo(kilobytes <= 16);
  }

  @Test
  void theRestOfALineKeepsOnlyWhatNeedsTheBusWaiting() {
    assertThat(load(DATA)).as("until the critical word").isEqualTo(REFILL);
    assertThat(load(DATA + 4)).as("the same line").isZero();
    assertThat(load(DATA + LINE)).as("the next line").isEqualTo(REST + REFILL);
    assertThat(load(UNCACHED_DATA)).as("past the cache").isEqualTo(REST + UNCACHED);
  }

  @ParameterizedTest(name = "C {0}: load {1}, again {2}; store {3}, again {4}; load {5}")
  @CsvSource({
    // loads that miss and hit, stores that miss and hit, and a load of the line stored to
    "0, 4, 0, 0, 0, 4",
    "1, 4, 0, 4, 0, 0",
    "2, 3, 3, 0, 0, 3",
    "3, 4, 0, 4, 0, 0",
    "4, 4, 0, 4, 0, 0",
    "5, 4, 0, 4, 0, 0",
    "6, 4, 0, 4, 0, 0",
    "7, 3, 3, 0, 0, 3",
  })
  void eachAttributeCostsWhatItDoes(
      int attribute, long load, long again, long store, long storeAgain, long loadStored) {
    machine.root(Cp0Register.CONFIG, attribute);
    assertThat(load(DATA)).isEqualTo(load);
    rest();
    assertThat(load(DATA)).isEqualTo(again);
    rest();
    assertThat(store(DATA + LINE)).isEqualTo(store);
    rest();
    assertThat(store(DATA + LINE)).isEqualTo(storeAgain);
    rest();
    assertThat(load(DATA + LINE)).isEqualTo(loadStored);
  }

  @Test
  void aChangeOfTheAttributeCountsForTheNextAccessToAPageThatWasUsedBefore() {
    load(DATA);
    assertThat(load(DATA)).isZero();
    machine.root(Cp0Register.CONFIG, 2);
    assertThat(load(DATA)).isEqualTo(REST + UNCACHED);
    machine.root(Cp0Register.CONFIG, WRITE_BACK);
    assertThat(load(DATA)).isZero();
  }

  @Test
  void storesWaitOnceTheWriteBufferIsFull() {
    assertThat(store(UNCACHED_DATA)).isZero();
    assertThat(store(UNCACHED_DATA + 4)).isZero();
    assertThat(store(UNCACHED_DATA + 8)).as("until the first has arrived").isEqualTo(WRITE_WORD);
    assertThat(store(UNCACHED_DATA + 12)).as("the second").isEqualTo(WRITE_WORD);
    assertThat(stalled(Stall.BUS)).isEqualTo(2L * WRITE_WORD);
  }

  @Test
  void anUncachedLoadWaitsForAllStoresAndAFillForNone() {
    store(UNCACHED_DATA);
    store(UNCACHED_DATA + 4);
    assertThat(load(UNCACHED_DATA + 8)).isEqualTo(2L * WRITE_WORD + UNCACHED);
    store(UNCACHED_DATA);
    store(UNCACHED_DATA + 4);
    assertThat(load(DATA)).isEqualTo(REFILL);
  }

  @Test
  void storesThatAreWrittenThroughJoinOneOfTheirLineThatWaits() {
    machine.root(Cp0Register.CONFIG, 0);
    for (int word = 0; word < LINE; word += 4) {
      assertThat(store(DATA + word)).isZero();
    }
    assertThat(store(DATA + LINE)).as("behind the first, not behind four").isEqualTo(WRITE_WORD);
    assertThat(counted(Tally.DATA_MISS)).isEqualTo(5);
  }

  @Test
  void aDirtyLineThatIsReplacedGoesThroughTheWriteBuffer() {
    for (int way = 0; way < Cache.WAYS; way++) {
      store(DATA + way * WAY);
      rest();
    }
    assertThat(load(DATA + 4 * WAY)).as("the fill does not wait").isEqualTo(REFILL);
    assertThat(load(UNCACHED_DATA))
        .as("for the line")
        .isEqualTo(Math.max(WRITE_LINE - REFILL, REST) + UNCACHED);
    assertThat(load(DATA + WAY)).as("the others are still there").isZero();
  }

  @Test
  void aSetThatIsLockedSendsEverythingElseToMemory() throws GuestTrap {
    for (int way = 0; way < Cache.WAYS; way++) {
      mmu.cacheInstructions.cache(FETCH_AND_LOCK, (DATA & ~KSEG0) + way * WAY);
      rest();
    }
    long before = counted(Tally.DATA_MISS);
    assertThat(load(DATA + 4 * WAY)).isEqualTo(UNCACHED);
    assertThat(load(DATA + 4 * WAY)).isEqualTo(UNCACHED);
    assertThat(store(DATA + 4 * WAY)).isZero();
    assertThat(load(DATA)).as("a locked line").isZero();
    assertThat(counted(Tally.DATA_MISS) - before).isEqualTo(3);
  }

  @Test
  void cacheOperationsTakeTheirTimeAndThatOfTheLinesTheyMove() {
    int pa = DATA & ~KSEG0;
    Accesses clean = () -> mmu.cacheInstructions.cache(WRITE_BACK_INVALIDATE, pa);
    assertThat(cost(clean)).as("no line").isEqualTo(OPERATION);
    assertThat(cost(() -> mmu.cacheInstructions.cache(FETCH_AND_LOCK, pa)))
        .isEqualTo(OPERATION + REFILL);
    rest();
    store(DATA);
    assertThat(cost(clean)).as("dirty: posted").isEqualTo(OPERATION);
    assertThat(load(UNCACHED_DATA)).isEqualTo(WRITE_LINE + UNCACHED);
    assertThat(counted(Tally.DATA_MISS)).as("no access has missed").isZero();
  }

  @ParameterizedTest(name = "{0} pages: {1} misses a round")
  @CsvSource({"1, 0", "3, 0", "4, 0", "5, 5", "6, 6"})
  void aMicroTlbHoldsFourPagesOf4KbWhateverTheirEntryMaps(int pages, int misses) {
    machine.map(0, 0x40000000, 0, 0x0007E000);
    Accesses round =
        () -> {
          for (int page = 0; page < pages; page++) {
            mmu.loadWord(0x40000000 + page * PAGE);
          }
        };
    cost(round);
    long before = counted(Tally.DATA_TLB_MISS);
    assertThat(before).isEqualTo(pages);
    rest();
    cost(round);
    assertThat(counted(Tally.DATA_TLB_MISS) - before).isEqualTo(misses);
    assertThat(stalled(Stall.TLB)).isEqualTo((long) MICRO_TLB * (pages + misses));
    assertThat(counted(Tally.DATA_MAPPED)).isEqualTo(2L * pages);
  }

  @Test
  void microTlbsAreEmptiedByATlbWriteAndByAnotherAddressSpace() {
    machine.map(0, 0x40000000, 0, 0x0007E000);
    assertThat(load(0x40004000)).isEqualTo(MICRO_TLB + REFILL);
    rest();
    assertThat(load(0x40004000)).isZero();
    machine.map(0, 0x50000000, 0, 0x0007E000);
    assertThat(load(0x40004000)).as("after a write").isEqualTo(MICRO_TLB);
    assertThat(load(0x40004000)).isZero();
    machine.root(Cp0Register.ENTRY_HI, machine.root(Cp0Register.ENTRY_HI) ^ 1);
    machine.root(Cp0Register.ENTRY_HI, machine.root(Cp0Register.ENTRY_HI) ^ 1);
    assertThat(load(0x40004000)).as("after another ASID").isEqualTo(MICRO_TLB);
  }

  @Test
  void aGuestsPageIsLookedUpTwiceIfTheGuestMapsIt() {
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.guestRegister(Cp0Register.CONFIG, WRITE_BACK);
    machine.map(1, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16 | 1);
    machine.guestRegister(Cp0Register.ENTRY_HI, 0x00400000);
    machine.guestRegister(Cp0Register.PAGE_MASK, 0x0001E000);
    machine.guestRegister(Cp0Register.ENTRY_LO0, WRITE_BACK << 3 | 7);
    machine.guestRegister(Cp0Register.ENTRY_LO1, WRITE_BACK << 3 | 7);
    machine.hart.tlb.tlbgwi();
    machine.enterGuest(1, KSEG0);
    int twice = MICRO_TLB + TimingConstant.SECOND_STAGE.standard();
    assertThat(load(DATA)).as("root's TLB alone").isEqualTo(MICRO_TLB + REFILL);
    rest();
    assertThat(load(0x00400000)).as("both").isEqualTo(twice + REFILL);
    assertThat(load(0x00400000)).isZero();
    assertThat(stalled(Stall.TLB)).isEqualTo(MICRO_TLB + twice);
  }

  @Test
  void theLineUsedLastIsOfWhoeverUsedIt() {
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.guestRegister(Cp0Register.CONFIG, WRITE_BACK);
    machine.map(1, 0, 0, 0x07FFE000);
    machine.root(Cp0Register.GUEST_CTL1, 1 << 16 | 1);
    load(DATA);
    store(DATA);
    assertThat(load(DATA) + store(DATA)).isZero();
    machine.enterGuest(1, KSEG0);
    assertThat(load(DATA)).as("the same address, mapped for the guest").isEqualTo(MICRO_TLB);
    assertThat(load(DATA) + store(DATA)).isZero();
    assertThat(counted(Tally.DATA_MAPPED)).as("of the guest").isEqualTo(3);
    assertThat(counted(Tally.DATA_ACCESS)).as("of the guest").isEqualTo(3);
    assertThat(machine.hart.timing.account.counted(0, Tally.DATA_ACCESS)).isEqualTo(4);
    assertThat(machine.hart.timing.account.counted(0, Tally.DATA_MAPPED)).isZero();
  }

  @Test
  void theLineUsedLastIsLookedForAnewAfterAnOperationOnIt() {
    int pa = DATA & ~KSEG0;
    store(DATA);
    rest();
    assertThat(store(DATA) + load(DATA)).isZero();
    assertThat(cost(() -> mmu.cacheInstructions.cache(WRITE_BACK_INVALIDATE, pa)))
        .isEqualTo(OPERATION);
    rest();
    assertThat(load(DATA)).isEqualTo(REFILL);
    rest();
    store(DATA);
    cost(() -> mmu.cacheInstructions.cache(HIT_WRITE_BACK, pa));
    rest();
    store(DATA);
    cost(() -> mmu.cacheInstructions.cache(WRITE_BACK_INVALIDATE, pa));
    assertThat(load(UNCACHED_DATA)).as("dirty again").isEqualTo(WRITE_LINE + UNCACHED);
  }

  @Test
  void theDevicesOfTheCoreNeedNoBus() {
    int window = 0x1FC10000;
    machine.root(Cp0Register.CDMM_BASE, window >>> 4 | 1 << 10);
    assertThat(load(KSEG1 | window)).isZero();
    assertThat(store(KSEG1 | window)).isZero();
    assertThat(load(UNCACHED_DATA)).as("nothing waits for the store").isEqualTo(UNCACHED);
  }

  @Test
  void twoShortInstructionsOfAWordAreFetchedTogetherIfTheyFollowEachOther() {
    int page = 0;
    assertThat(cost(() -> mmu.timing.fetch(KSEG1 + 0x101, page))).isEqualTo(UNCACHED);
    assertThat(cost(() -> mmu.timing.fetch(KSEG1 + 0x103, page))).isZero();
    assertThat(cost(() -> mmu.timing.fetch(KSEG1 + 0x105, page))).isEqualTo(UNCACHED);
    assertThat(cost(() -> mmu.timing.fetch(KSEG1 + 0x101, page))).as("a loop").isEqualTo(UNCACHED);
    assertThat(cost(() -> mmu.timing.fetch(KSEG1 + 0x107, page))).as("a jump").isEqualTo(UNCACHED);
    assertThat(counted(Tally.UNCACHED_FETCH)).isEqualTo(5);
  }
}
