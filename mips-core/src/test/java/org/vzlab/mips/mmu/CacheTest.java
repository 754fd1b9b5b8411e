package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrays of a cache: which line an address is about, and which line gives way. */
class CacheTest {
  /** Instruction cache: set in bits 11 to 4, way in 13 and 12. Data cache: 9 to 4, 11 and 10. */
  @ParameterizedTest
  @CsvSource({"256, 0x3FF0", "64, 0xFF0"})
  void anIndexNamesEveryLineOnceAndOtherBitsDoNotMatter(int sets, int significant) {
    Cache cache = new Cache(sets);
    Set<Integer> lines = new HashSet<>();
    for (int way = 0; way < Cache.WAYS; way++) {
      for (int set = 0; set < sets; set++) {
        int index = (way * sets + set) * Cache.LINE;
        int line = cache.indexed(index);
        assertThat(line).isEqualTo(set * Cache.WAYS + way);
        assertThat(cache.indexed(index | ~significant)).isEqualTo(line);
        lines.add(line);
      }
    }
    assertThat(lines).hasSize(sets * Cache.WAYS);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 64})
  void aLineIsFoundByItsTagAndOnlyInItsSetAndIfValid(int sets) {
    Cache cache = new Cache(sets);
    int base = 0x1D000000;
    for (int line = 0; line < sets * Cache.WAYS; line++) {
      int set = line / Cache.WAYS;
      int pa = base + (line % Cache.WAYS * sets + set) * Cache.LINE;
      assertThat(cache.find(pa)).isEqualTo(Cache.NONE);
      cache.tag(line, pa & Cache.PA);
      assertThat(cache.find(pa)).isEqualTo(Cache.NONE);
      cache.tag(line, (pa & Cache.PA) | Cache.V);
      assertThat(cache.find(pa)).isEqualTo(line);
      assertThat(cache.find(pa + Cache.LINE - 1)).isEqualTo(line);
      assertThat(cache.find(pa + Cache.LINE)).isNotEqualTo(line);
      assertThat(cache.find(pa ^ 1 << 31)).isEqualTo(Cache.NONE);
      assertThat(cache.address(line)).isEqualTo(pa);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void theLineThatGivesWayIsTheOneUsedLongestAgo(long seed) {
    Random random = new Random(seed);
    Cache cache = new Cache(64);
    List<Integer> byAge = new ArrayList<>(List.of(0, 1, 2, 3));
    int[] tags = {0, Cache.V, Cache.L, Cache.V | Cache.L};
    for (int step = 0; step < 5000; step++) {
      int way = random.nextInt(Cache.WAYS);
      if (random.nextBoolean()) {
        cache.use(5 * Cache.WAYS + way);
        byAge.remove((Integer) way);
        byAge.add(way);
      } else {
        cache.tag(5 * Cache.WAYS + way, tags[random.nextInt(tags.length)]);
      }
      assertThat(cache.victim(5 * Cache.LINE))
          .as("seed %d step %d", seed, step)
          .isEqualTo(victim(cache, byAge));
    }
    assertThat(cache.victim(6 * Cache.LINE)).as("another set").isEqualTo(6 * Cache.WAYS);
  }

  private static int victim(Cache cache, List<Integer> byAge) {
    for (int way : byAge) {
      if ((cache.tag(5 * Cache.WAYS + way) & Cache.V) == 0) {
        return 5 * Cache.WAYS + way;
      }
    }
    for (int way : byAge) {
      if ((cache.tag(5 * Cache.WAYS + way) & Cache.L) == 0) {
        return 5 * Cache.WAYS + way;
      }
    }
    return Cache.NONE;
  }
}
