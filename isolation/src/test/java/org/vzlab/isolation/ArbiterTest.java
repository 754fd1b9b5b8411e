package org.vzlab.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.PartTable;

/** The ranges that the arbiter's registers open, against the arbiter of the chip itself. */
final class ArbiterTest {
  private static final int CFGPG = 0x1F8000E0;
  private static final int KILOBYTE = 1024;
  private static final int REG_1 = 0x20;
  private static final int RD = 0x10;
  private static final int WR = 0x18;

  private static int read(Bench bench, int address) {
    try {
      return bench.bus().read(address, 4);
    } catch (BusError e) {
      throw new AssertionError(e);
    }
  }

  private static Arbiter arbiter(Bench bench) {
    return new Arbiter(bench.chip().part(), address -> read(bench, address));
  }

  /** Regions of random places and sizes, which overlap each other and reach beyond their target. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyKilobyteIsAsTheChipHasIt(long seed) throws UserError, BusError {
    SplittableRandom random = new SplittableRandom(seed);
    Bench bench = Benches.of("two-guests.config");
    int group = random.nextInt(4);
    PartTable part = bench.chip().part();
    for (int target : new int[] {2, 3, 6, 7, 8}) {
      int first = part.register("SBT" + target + "REG0").address();
      for (int region = 0; part.hasRegister("SBT" + target + "REG" + region); region++) {
        int base = (target == 3 ? 0x4_0000 : 0) + random.nextInt(256) * KILOBYTE;
        int place = target > 3 ? 0x1F80_0000 + (target - 5) * 0x2_0000 + base % 0x2_0000 : base;
        int at = first + region * REG_1;
        bench.bus().write(at, 4, place | random.nextInt(11) << 3);
        bench.bus().write(at + RD, 4, random.nextInt(16));
        bench.bus().write(at + WR, 4, random.nextInt(16));
      }
    }
    bench.bus().write(CFGPG, 4, group);
    List<Arbiter.Permission> permissions = arbiter(bench).of(group);

    for (int[] span : new int[][] {{0, 0x8_0000}, {0x1F82_0000, 0x6_0000}}) {
      for (int at = span[0]; at < span[0] + span[1]; at += KILOBYTE) {
        for (boolean write : new boolean[] {false, true}) {
          assertThat(permits(permissions, at, write))
              .as("0x%08x %s in group %d", at, write ? "written" : "read", group)
              .isEqualTo(bench.bus().guard().permits(at, write));
        }
      }
    }
  }

  private static boolean permits(List<Arbiter.Permission> permissions, int at, boolean write) {
    return permissions.stream()
        .anyMatch(
            permission ->
                permission.first() <= at
                    && at + KILOBYTE <= permission.end()
                    && (write ? permission.write() : permission.read()));
  }

  @Test
  void aRegionIsToldWithItsRegisters() throws UserError {
    Bench bench = Benches.booted("dma.config");

    assertThat(arbiter(bench).of(1))
        .extracting(Arbiter.Permission::first, Arbiter.Permission::size)
        .containsExactly(tuple(0L, 0x1_0000L), tuple(0x1F86_0000L, 0x1_0000L));
    assertThat(arbiter(bench).of(1).get(0).source())
        .isEqualTo("SBT2REG1 = 0x00000038, SBT2RD1 = 0x00000003, SBT2WR1 = 0x00000003");
  }

  @Test
  void withoutRegionsAGroupHasWhatRegion0Says() throws UserError {
    Bench bench = Benches.of("two-guests.config");
    PartTable part = bench.chip().part();
    Arbiter afterReset =
        new Arbiter(part, address -> part.at(address).map(RegisterSpec::reset).orElseThrow());

    assertThat(afterReset.of(1).stream().mapToLong(Arbiter.Permission::size).sum())
        .isEqualTo(afterReset.of(0).stream().mapToLong(Arbiter.Permission::size).sum());
    assertThat(afterReset.of(1).get(0).size()).isEqualTo(0x4_0000);
  }
}
