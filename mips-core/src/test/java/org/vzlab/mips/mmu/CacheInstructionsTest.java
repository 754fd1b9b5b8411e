package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Device;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;

/** What each operation of CACHE does to the arrays, seen through CACHE, TagLo and DataLo alone. */
class CacheInstructionsTest {
  private static final int I = 0;
  private static final int D = 1;
  private static final int INDEX_INVALIDATE = 0;
  private static final int INDEX_LOAD_TAG = 1;
  private static final int INDEX_STORE_TAG = 2;
  private static final int HIT_INVALIDATE = 4;
  private static final int FILL = 5;
  private static final int HIT_WRITEBACK_INVALIDATE = 5;
  private static final int HIT_WRITEBACK = 6;
  private static final int FETCH_AND_LOCK = 7;
  private static final int[] SETS = {256, 64};
  private static final int V = 0x80;
  private static final int DIRTY = 0x40;
  private static final int LOCK = 0x20;

  private final TestMachine machine = TestMachine.running();

  private void stale(boolean stale) {
    machine.hart.mmu.keepStaleLines(stale);
    machine.root(Cp0Register.CONFIG, 3);
  }

  private void cache(int operation, int which, int address) {
    machine.hart.gpr[4] = address;
    machine.hart.pc = 0xA0000100;
    machine.execute(0xBC800000 | (operation << 2 | which) << 16);
  }

  private int index(int which, int set, int way) {
    return 0x80000000 | (way * SETS[which] + set) * Cache.LINE;
  }

  private void store(int which, int set, int way, int tag) {
    machine.root(Cp0Register.TAG_LO, tag);
    cache(INDEX_STORE_TAG, which, index(which, set, way));
  }

  private int tag(int which, int set, int way) {
    machine.root(Cp0Register.TAG_LO, 0);
    cache(INDEX_LOAD_TAG, which, index(which, set, way));
    return machine.root(Cp0Register.TAG_LO);
  }

  private int tagOfHit(int which, int va) {
    int set = (va & 0xFFFFFFF) / Cache.LINE % SETS[which];
    for (int way = 0; way < Cache.WAYS; way++) {
      int tag = tag(which, set, way);
      if ((tag & V) != 0 && (tag & -1024) == (va & 0x1FFFFC00)) {
        return tag;
      }
    }
    return 0;
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "1, true", "1, false"})
  void everyTagIsStoredAndLoadedByItsIndexAlone(int which, boolean stale) {
    stale(stale);
    int[] tags = new int[SETS[which] * Cache.WAYS];
    Random random = new Random(which);
    for (int line = 0; line < tags.length; line++) {
      tags[line] = random.nextInt();
      store(which, line / Cache.WAYS, line % Cache.WAYS, tags[line]);
    }
    for (int line = 0; line < tags.length; line++) {
      assertThat(tag(which, line / Cache.WAYS, line % Cache.WAYS))
          .isEqualTo(tags[line] & 0xFFFFFCE0);
    }
    assertThat(tag(1 - which, 0, 0)).as("the other cache").isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "1, true", "1, false"})
  void anIndexInvalidationClearsValidDirtyAndLockOfThatLineOnly(int which, boolean stale) {
    stale(stale);
    for (int way = 0; way < Cache.WAYS; way++) {
      for (int set = 0; set < SETS[which]; set++) {
        store(which, set, way, V | LOCK | way * 0x4000);
      }
    }
    cache(INDEX_INVALIDATE, which, index(which, 3, 2));
    for (int way = 0; way < Cache.WAYS; way++) {
      for (int set = 0; set < SETS[which]; set++) {
        int state = way == 2 && set == 3 ? 0 : V | LOCK;
        assertThat(tag(which, set, way)).isEqualTo(state | way * 0x4000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hitOperationsFindTheLineInWhicheverWayItIs(boolean stale) {
    stale(stale);
    for (int which = I; which <= D; which++) {
      for (int way = 0; way < Cache.WAYS; way++) {
        for (int set = 0; set < SETS[which]; set++) {
          int pa = 0x10000 + set * Cache.LINE;
          int tag = (pa & -1024) | V;
          store(which, set, way, tag);
          cache(HIT_INVALIDATE, which, 0x80000000 | (pa ^ 0x20000));
          assertThat(tag(which, set, way)).as("another address").isEqualTo(tag);
          cache(HIT_INVALIDATE, which, 0x8000000C | pa);
          assertThat(tag(which, set, way)).as("%d set %d", which, set).isEqualTo(tag & -1024);
        }
      }
    }
  }

  @Test
  void modelledSoftwareDiscardsTheLineOfAnAddressInBothCachesAndNoOther() {
    for (int which : new int[] {I, D}) {
      store(which, 2, 1, 0x10000 | V | LOCK);
      store(which, 3, 1, 0x10000 | V);
    }

    machine.hart.mmu.cacheInstructions.discard(0x1002C);

    for (int which : new int[] {I, D}) {
      assertThat(tag(which, 2, 1)).isEqualTo(0x10000);
      assertThat(tag(which, 3, 1)).isEqualTo(0x10000 | V);
    }
  }

  @ParameterizedTest(name = "operation {0}, stale lines {1}: {2}, written back {3}")
  @CsvSource({
    "4, true, 0x00, false",
    "5, true, 0x00, true",
    "6, true, 0xA0, true",
    "4, false, 0x00, false",
    "5, false, 0x00, false",
    "6, false, 0xA0, false",
  })
  void aDirtyLineIsWrittenBackIfLinesHoldData(
      int operation, boolean stale, int state, boolean writtenBack) {
    stale(stale);
    cache(FETCH_AND_LOCK, D, 0x80010000);
    store(D, 0, 0, 0x10000 | V | DIRTY | LOCK);
    machine.ram.write(0x10000, 4, 0x1234);
    cache(operation, D, 0x80010008);
    assertThat(tag(D, 0, 0)).isEqualTo(0x10000 | state);
    assertThat(machine.ram.read(0x10000, 4)).isEqualTo(writtenBack ? 0 : 0x1234);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void indexWritebackInvalidateWritesBackIfLinesHoldData(boolean stale) {
    stale(stale);
    cache(FETCH_AND_LOCK, D, 0x80010000);
    store(D, 0, 0, 0x10000 | V | DIRTY);
    machine.ram.write(0x10000, 4, 0x1234);
    cache(INDEX_INVALIDATE, D, index(D, 0, 0));
    assertThat(tag(D, 0, 0)).isEqualTo(0x10000);
    assertThat(machine.ram.read(0x10000, 4)).isEqualTo(stale ? 0 : 0x1234);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "1, true", "1, false"})
  void fetchAndLockAllocatesAndLocksAndALineThatIsThereIsLocked(int which, boolean stale) {
    stale(stale);
    cache(FETCH_AND_LOCK, which, 0x80012344);
    assertThat(tagOfHit(which, 0x80012344)).isEqualTo(0x12000 | V | LOCK);
    store(which, 0x35 % SETS[which], 3, 0x12000 | V);
    cache(FETCH_AND_LOCK, which, 0x80012350);
    assertThat(tag(which, 0x35, 3)).isEqualTo(0x12000 | V | LOCK);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fillAllocatesInTheInstructionCacheOnly(boolean stale) {
    stale(stale);
    cache(FILL, I, 0x80012344);
    assertThat(tagOfHit(I, 0x80012344)).isEqualTo(0x12000 | V);
    assertThat(tagOfHit(D, 0x80012344)).isZero();
    cache(HIT_WRITEBACK_INVALIDATE, D, 0x80012344);
    assertThat(tagOfHit(D, 0x80012344)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotMemoryIsNotFilled(boolean stale) {
    stale(stale);
    cache(FILL, I, 0xBF800000);
    cache(FETCH_AND_LOCK, D, 0xBF800000);
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
    assertThat(tagOfHit(I, 0xBF800000) | tagOfHit(D, 0xBF800000)).isZero();
  }

  @Test
  void hitWritebackInTheInstructionCacheDoesNothing() {
    stale(true);
    store(I, 1, 0, 0x10000 | V | DIRTY);
    cache(HIT_WRITEBACK, I, 0x80010010);
    assertThat(tag(I, 1, 0)).isEqualTo(0x10000 | V | DIRTY);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "1, true", "1, false"})
  void indexLoadTagShowsTheAddressedWord(int which, boolean stale) {
    stale(stale);
    for (int i = 0; i < 4; i++) {
      machine.ram.write(0x10000 + 4 * i, 4, 0x11111111 * (i + 1));
    }
    cache(FETCH_AND_LOCK, which, 0x80010000);
    for (int i = 0; i < 4; i++) {
      cache(INDEX_LOAD_TAG, which, 0x80000000 + 4 * i);
      assertThat(machine.root(Cp0Register.DATA_LO)).isEqualTo(stale ? 0x11111111 * (i + 1) : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {I, D})
  void theWaySelectArrayIsReportedAndTheTagsStay(int which) {
    store(which, 2, 1, 0x10000 | V);
    machine.root(Cp0Register.ERR_CTL, 1 << 29);
    machine.unmodelled.clear();
    store(which, 2, 1, -1);
    cache(INDEX_LOAD_TAG, which, index(which, 2, 1));
    assertThat(machine.root(Cp0Register.TAG_LO)).as("as it was").isEqualTo(0xFFFFFCE0);
    assertThat(machine.unmodelled).containsExactly("ErrCtl.WST", "ErrCtl.WST");
    machine.root(Cp0Register.ERR_CTL, 0);
    assertThat(tag(which, 2, 1)).isEqualTo(0x10000 | V);
  }

  @Test
  void operationThreeIsReported() {
    cache(3, I, 0x80000000);
    cache(3, D, 0x80000000);
    assertThat(machine.unmodelled).containsExactly("CACHE 0x0C", "CACHE 0x0D");
  }

  @ParameterizedTest(name = "operation {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void cachesThatDoNotExistIgnoreEverything(int operation) {
    store(I, 0, 0, 0x10000 | V);
    store(D, 0, 0, 0x10000 | V);
    machine.root(Cp0Register.TAG_LO, 0x20000);
    cache(operation, 2, 0x80010000);
    cache(operation, 3, 0x80010000);
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
    assertThat(machine.root(Cp0Register.TAG_LO)).isEqualTo(0x20000);
    assertThat(machine.unmodelled).isEmpty();
    assertThat(tag(I, 0, 0)).isEqualTo(0x10000 | V);
    assertThat(tag(D, 0, 0)).isEqualTo(0x10000 | V);
  }

  /** What boot code for processors of this family does to caches of unknown size. */
  @Test
  void bootCodeThatInitializesEveryKindOfCacheMeetsNoException() {
    for (int selects : new int[] {28 << 11, 28 << 11 | 2, 28 << 11 | 4, 29 << 11, 29 << 11 | 2}) {
      machine.hart.pc = 0xA0000100;
      machine.execute(0x40800000 | selects);
    }
    for (int address = 0x80000000; address < 0x80004000; address += Cache.LINE) {
      cache(INDEX_STORE_TAG, I, address);
      cache(INDEX_STORE_TAG, D, address);
      cache(INDEX_STORE_TAG, 3, address);
    }
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
    assertThat(machine.unmodelled).isEmpty();
  }

  @Test
  void indexOperationsTakeAnyAddress() {
    store(D, 1, 2, 0x10000 | V);
    for (int segment : new int[] {0, 0x40000000, 0xA0000000, 0xC0000000, 0xFFFFF000}) {
      cache(INDEX_LOAD_TAG, D, segment | 0x810);
      assertThat(machine.root(Cp0Register.TAG_LO)).isEqualTo(0x10000 | V);
    }
    assertThat(machine.root(Cp0Register.CAUSE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {INDEX_INVALIDATE, HIT_WRITEBACK_INVALIDATE, HIT_WRITEBACK})
  void aLineThatNothingTakesBackIsABusError(int operation) {
    stale(true);
    store(D, 0, 0, 0x10000 | V | DIRTY);
    store(D, 0, 1, 0x0F000000 | V | DIRTY);
    cache(operation, D, operation == INDEX_INVALIDATE ? index(D, 0, 1) : 0x8F000000);
    assertThat(machine.excCode()).isEqualTo(ExcCode.DBE.code());
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(0xA0000100);
    machine.root(Cp0Register.STATUS, 0);
    assertThat(tag(D, 0, 1) & DIRTY).as("not tried again").isZero();
    assertThat(tag(D, 0, 0)).isEqualTo(0x10000 | V | DIRTY);
  }

  @Test
  void aLoadThatDisplacesALineThatNothingTakesBackRaisesItsBusErrorOnce() throws GuestTrap {
    stale(true);
    for (int way = 0; way < Cache.WAYS; way++) {
      store(D, 0, way, 0x0F000000 + way * 0x1000 | V | DIRTY);
    }
    machine.ram.write(0x10000, 4, 0x1234);
    assertThatThrownBy(() -> machine.hart.mmu.loadWord(0x80010000)).isInstanceOf(GuestTrap.class);
    assertThat(machine.hart.mmu.loadWord(0x80010000)).isEqualTo(0x1234);
  }

  @Test
  void devicesAreNotCachedWhateverTheirAttribute() throws GuestTrap {
    stale(true);
    List<Integer> touches = new ArrayList<>();
    machine.bus.map(
        0x1E000000,
        0x1000,
        new Device() {
          @Override
          public int read(int offset, int size) {
            touches.add(offset);
            return 5;
          }

          @Override
          public void write(int offset, int size, int value) {
            touches.add(-offset);
          }
        });
    machine.hart.mmu.loadWord(0x9E000010);
    machine.hart.mmu.storeWord(0x9E000020, 1);
    machine.hart.mmu.loadWord(0x9E000010);
    assertThat(touches).containsExactly(0x10, -0x20, 0x10);
  }

  @Test
  void aUserMayNotUseCache() {
    machine.root(Cp0Register.STATUS, 0x10);
    machine.root(Cp0Register.ENTRY_LO0, 0x1F);
    machine.root(Cp0Register.ENTRY_LO1, 0x1F);
    machine.hart.tlb.tlbwi(false);
    machine.put(0x80000100, 0xBC800000);
    machine.hart.pc = 0x100;
    machine.step();
    assertThat(machine.excCode()).isEqualTo(ExcCode.CPU.code());
  }
}
