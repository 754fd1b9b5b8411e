package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;

/**
 * Random accesses and CACHE operations against a model that is written another way: for each set a
 * queue of lines, the one used last in front.
 */
class CachePropertyTest {
  private static final int STEPS = 20_000;

  /** Data that has six lines for each of eight sets. */
  private static final int BASE = 0x8000;

  private static final int WAY = 1024;
  private static final int TAGS = 6;
  private static final int SPAN = 128;
  private static final int KSEG0 = 0x80000000;
  private static final int KSEG1 = 0xA0000000;

  private static final int HIT_INVALIDATE = 0x11;
  private static final int HIT_WRITEBACK_INVALIDATE = 0x15;
  private static final int HIT_WRITEBACK = 0x19;
  private static final int FETCH_AND_LOCK = 0x1D;
  private static final int INDEX_WRITEBACK_INVALIDATE = 0x01;

  /** A line of the model. */
  private static final class Line {
    private final int pa;
    private final byte[] bytes;
    private boolean dirty;
    private boolean locked;

    Line(int pa, byte[] bytes) {
      this.pa = pa;
      this.bytes = bytes;
    }
  }

  private final TestMachine machine = TestMachine.small();
  private final byte[] memory = new byte[BASE + TAGS * WAY];
  private final Map<Integer, Deque<Line>> sets = new HashMap<>();
  private Random random = new Random(0);
  private long fills;
  private long evictions;

  private void begin(long seed, boolean stale) {
    random = new Random(seed);
    machine.root(Cp0Register.STATUS, 0);
    machine.hart.mmu.keepStaleLines(stale);
  }

  private int address(int size) {
    return BASE + random.nextInt(TAGS) * WAY + (random.nextInt(SPAN) & -size);
  }

  private int load(int va, int size) throws GuestTrap {
    return switch (size) {
      case 1 -> machine.hart.mmu.loadByte(va);
      case 2 -> machine.hart.mmu.loadHalf(va);
      default -> machine.hart.mmu.loadWord(va);
    };
  }

  private void store(int va, int size, int value) throws GuestTrap {
    switch (size) {
      case 1 -> machine.hart.mmu.storeByte(va, value);
      case 2 -> machine.hart.mmu.storeHalf(va, value);
      default -> machine.hart.mmu.storeWord(va, value);
    }
  }

  private static int get(byte[] bytes, int at, int size) {
    int value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  private static void put(byte[] bytes, int at, int size, int value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private Deque<Line> set(int pa) {
    return sets.computeIfAbsent(pa / Cache.LINE % 64, set -> new ArrayDeque<>());
  }

  private Line find(int pa, boolean renew) {
    Deque<Line> set = set(pa);
    for (Iterator<Line> lines = set.iterator(); lines.hasNext(); ) {
      Line line = lines.next();
      if (line.pa == (pa & -Cache.LINE)) {
        if (renew) {
          lines.remove();
          set.addFirst(line);
        }
        return line;
      }
    }
    return null;
  }

  private Line findOrFill(int pa) {
    Line line = find(pa, true);
    if (line != null) {
      return line;
    }
    Deque<Line> set = set(pa);
    if (set.size() == Cache.WAYS) {
      Line oldest = null;
      for (Line other : set) {
        oldest = other.locked ? oldest : other;
      }
      if (oldest == null) {
        return null;
      }
      evictions += oldest.dirty ? 1 : 0;
      remove(oldest, true);
    }
    byte[] bytes = new byte[Cache.LINE];
    System.arraycopy(memory, pa & -Cache.LINE, bytes, 0, Cache.LINE);
    fills++;
    Line filled = new Line(pa & -Cache.LINE, bytes);
    set.addFirst(filled);
    return filled;
  }

  private void clean(Line line) {
    if (line.dirty) {
      System.arraycopy(line.bytes, 0, memory, line.pa, Cache.LINE);
      line.dirty = false;
    }
  }

  private void remove(Line line, boolean writeBack) {
    if (writeBack) {
      clean(line);
    }
    set(line.pa).remove(line);
  }

  private int modelLoad(int pa, int size, int k0) {
    Line line = k0 == 2 ? null : findOrFill(pa);
    return line == null ? get(memory, pa, size) : get(line.bytes, pa % Cache.LINE, size);
  }

  private void modelStore(int pa, int size, int value, int k0) {
    Line line =
        switch (k0) {
          case 0 -> find(pa, false);
          case 2 -> null;
          default -> findOrFill(pa);
        };
    if (line != null) {
      put(line.bytes, pa % Cache.LINE, size, value);
      line.dirty |= k0 == 3;
    }
    if (line == null || k0 != 3) {
      put(memory, pa, size, value);
    }
  }

  private void modelOperation(int operation, int pa) {
    if (operation == FETCH_AND_LOCK) {
      Line line = findOrFill(pa);
      if (line != null) {
        line.locked = true;
      }
      return;
    }
    Line line = find(pa, false);
    if (line != null) {
      switch (operation) {
        case HIT_INVALIDATE -> remove(line, false);
        case HIT_WRITEBACK_INVALIDATE -> remove(line, true);
        default -> clean(line);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void staleLinesAreThoseOfAQueueForEachSet(long seed) throws GuestTrap {
    begin(seed, true);
    int[] operations = {
      HIT_INVALIDATE, HIT_WRITEBACK_INVALIDATE, HIT_WRITEBACK, FETCH_AND_LOCK, HIT_INVALIDATE
    };
    for (int step = 0; step < STEPS; step++) {
      int size = 1 << random.nextInt(3);
      int pa = address(size);
      int k0 = random.nextInt(4);
      int value = random.nextInt();
      machine.root(Cp0Register.CONFIG, k0);
      switch (random.nextInt(8)) {
        case 0 -> {
          int operation = operations[random.nextInt(operations.length)];
          machine.hart.mmu.cacheInstructions.cache(operation, pa);
          modelOperation(operation, pa);
        }
        case 1 -> { // another master
          machine.ram.write(pa, size, value);
          put(memory, pa, size, value);
        }
        case 2 ->
            assertThat(load(KSEG1 | pa, size))
                .as("uncached, seed %d step %d", seed, step)
                .isEqualTo(get(memory, pa, size));
        case 3, 4, 5 -> {
          store(KSEG0 | pa, size, value);
          modelStore(pa, size, value, k0);
        }
        default ->
            assertThat(load(KSEG0 | pa, size))
                .as("K0 %d, seed %d step %d", k0, seed, step)
                .isEqualTo(modelLoad(pa, size, k0));
      }
    }
    assertThat(fills).as("lines filled").isGreaterThan(STEPS / 40);
    assertThat(evictions).as("dirty lines evicted").isGreaterThan(STEPS / 200);
  }

  /** With nothing that throws data away, and everything written back in the end. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void staleLinesAreMemoryToAProgramThatUsesOneAlias(long seed) throws GuestTrap {
    begin(seed, true);
    machine.root(Cp0Register.CONFIG, 3);
    int[] harmless = {HIT_WRITEBACK_INVALIDATE, HIT_WRITEBACK, FETCH_AND_LOCK, 0x10, 0x14, 0x00};
    for (int step = 0; step < STEPS; step++) {
      access(harmless, KSEG0, seed, step);
    }
    for (int index = KSEG0; index < KSEG0 + 4096; index += Cache.LINE) {
      machine.hart.mmu.cacheInstructions.cache(INDEX_WRITEBACK_INVALIDATE, index);
    }
    assertMemory();
  }

  /** Whatever CACHE does, whichever alias is used. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23, 24})
  void coherentCachesAreMemoryWhateverCacheDoes(long seed) throws GuestTrap {
    begin(seed, false);
    machine.root(Cp0Register.CONFIG, 3);
    int[] all = new int[32];
    for (int operation = 0; operation < all.length; operation++) {
      all[operation] = operation;
    }
    for (int step = 0; step < STEPS; step++) {
      machine.root(Cp0Register.TAG_LO, BASE | random.nextInt());
      access(all, random.nextBoolean() ? KSEG0 : KSEG1, seed, step);
    }
    assertMemory();
  }

  private void access(int[] operations, int segment, long seed, int step) throws GuestTrap {
    int size = 1 << random.nextInt(3);
    int pa = address(size);
    switch (random.nextInt(4)) {
      case 0 ->
          machine.hart.mmu.cacheInstructions.cache(
              operations[random.nextInt(operations.length)], pa);
      case 1, 2 -> {
        int value = random.nextInt();
        store(segment | pa, size, value);
        put(memory, pa, size, value);
      }
      default ->
          assertThat(load(segment | pa, size))
              .as("seed %d step %d", seed, step)
              .isEqualTo(get(memory, pa, size));
    }
  }

  private void assertMemory() {
    for (int pa = BASE; pa < BASE + TAGS * WAY; pa += 4) {
      assertThat(machine.ram.read(pa, 4)).as("%08x", pa).isEqualTo(get(memory, pa, 4));
    }
  }
}
