package org.vzlab.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.PartTable;

/**
 * What the system bus arbiter permits each permission group, computed from its registers
 * (DS60001320 section 4.3, registers 4-2 to 4-10): region 0 of a target holds wherever no other
 * region does; another whose SIZE is 0 is absent; where two overlap the one with PRI is the
 * stronger, and then the lower number. Addresses without a target are open to everybody.
 */
public final class Arbiter {
  private static final int MOST_REGIONS = 9;
  private static final int KILOBYTE_SHIFT = 10;
  private static final int TARGETS = 14;

  /** A part of the address space and the target that answers there, as in table 4-6. */
  private record Range(int target, long first, long size) {
    long end() {
      return first + size;
    }

    long clamp(long address) {
      return Math.max(first, Math.min(address, end()));
    }
  }

  private static final List<Range> MAP =
      List.of(
          new Range(2, 0x0000_0000, 0x4_0000),
          new Range(3, 0x0004_0000, 0x4_0000),
          new Range(1, 0x1D00_0000, 0x20_0000),
          new Range(5, 0x1F80_0000, 0x2_0000),
          new Range(6, 0x1F82_0000, 0x2_0000),
          new Range(7, 0x1F84_0000, 0x2_0000),
          new Range(8, 0x1F86_0000, 0x2_0000),
          new Range(9, 0x1F88_0000, 0x6_0000),
          new Range(1, 0x1F8E_0000, 0x1000),
          new Range(4, 0x1F8E_1000, 0x1000),
          new Range(11, 0x1F8E_2000, 0x1000),
          new Range(10, 0x1F8E_3000, 0x1000),
          new Range(12, 0x1F8E_5000, 0x1000),
          new Range(13, 0x1F8E_6000, 0x1000),
          new Range(0, 0x1F8F_0000, 0x1_0000),
          new Range(1, 0x1FC0_0000, 0x8_0000),
          new Range(4, 0x2000_0000, 0x400_0000),
          new Range(11, 0x3000_0000, 0x400_0000));

  /**
   * Bytes and what a group may do to them.
   *
   * @param first physical address
   * @param size bytes
   * @param source the registers that say so: {@code SBT2REG1 = 0x00000038, SBT2RD1 = 0x00000003,
   *     SBT2WR1 = 0x00000003}
   */
  public record Permission(long first, long size, boolean read, boolean write, String source) {
    /** The first address behind it. */
    public long end() {
      return first + size;
    }
  }

  /** SBTxREGy, RDy and WRy. */
  private record Region(String target, int number, int reg, int rd, int wr) {
    boolean contains(long address) {
      return number == 0 || (first() <= address && address < end());
    }

    boolean isAbsent() {
      return number != 0 && size() == 0;
    }

    boolean isStronger() {
      return number != 0 && (reg >>> 9 & 1) != 0;
    }

    long first() {
      return Integer.toUnsignedLong(reg & -1 << KILOBYTE_SHIFT);
    }

    long end() {
      return first() + (1L << (size() - 1 + KILOBYTE_SHIFT));
    }

    private int size() {
      return reg >>> 3 & 0x1F;
    }

    String source() {
      return String.format(
          Locale.ROOT,
          "%sREG%d = 0x%08x, %sRD%d = 0x%08x, %sWR%d = 0x%08x",
          target,
          number,
          reg,
          target,
          number,
          rd,
          target,
          number,
          wr);
    }
  }

  private final List<List<Region>> targets = new ArrayList<>();

  /**
   * @param part which registers there are
   * @param register the value of the register at a physical address
   */
  public Arbiter(PartTable part, IntUnaryOperator register) {
    for (int target = 0; target < TARGETS; target++) {
      String name = "SBT" + target;
      List<Region> regions = new ArrayList<>();
      for (int i = 0; i < MOST_REGIONS; i++) {
        if (part.hasRegister(name + "REG" + i)) {
          regions.add(
              new Region(
                  name,
                  i,
                  value(part, name + "REG" + i, register),
                  value(part, name + "RD" + i, register),
                  value(part, name + "WR" + i, register)));
        }
      }
      targets.add(List.copyOf(regions));
    }
  }

  private static int value(PartTable part, String name, IntUnaryOperator register) {
    RegisterSpec spec = part.register(name);
    return register.applyAsInt(spec.address());
  }

  /** Where a group may read or write, in ascending order; nothing else that has a target. */
  public List<Permission> of(int group) {
    List<Permission> permissions = new ArrayList<>();
    for (Range range : MAP) {
      List<Region> regions = targets.get(range.target);
      TreeSet<Long> edges = new TreeSet<>(List.of(range.first, range.end()));
      for (Region region : regions) {
        if (region.number != 0 && !region.isAbsent()) {
          edges.add(range.clamp(region.first()));
          edges.add(range.clamp(region.end()));
        }
      }
      long first = range.first;
      for (long end : edges.tailSet(first, false)) {
        Region region = at(regions, first);
        boolean read = (region.rd >>> group & 1) != 0;
        boolean write = (region.wr >>> group & 1) != 0;
        if (read || write) {
          permissions.add(new Permission(first, end - first, read, write, region.source()));
        }
        first = end;
      }
    }
    return List.copyOf(permissions);
  }

  private static Region at(List<Region> regions, long address) {
    Region found = regions.get(0);
    for (Region region : regions) {
      boolean wins = found.number == 0 || (region.isStronger() && !found.isStronger());
      if (region.number != 0 && !region.isAbsent() && wins && region.contains(address)) {
        found = region;
      }
    }
    return found;
  }
}
