package org.vzlab.soc.peripheral;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;

/**
 * A target of the system bus: its regions and its log (DS60001320 section 4.3).
 *
 * <p>Region 0 is the whole target, whatever its BASE and SIZE say: the device pack has both 0 after
 * a reset, which would leave unconfigured software without any region, and the data sheet presets
 * them to the target's range. Its permissions hold wherever no other region does. Of the others a
 * region whose SIZE is 0 is absent. Where two of them overlap, the one with PRI set is the
 * stronger; the device pack has PRI read only and 0, so that it is the lower number here. tinyVP,
 * proven on silicon, opens windows for DMA in the same way: region 1 inside a region 0 for the
 * processor only. After a reset RD and WR hold what the device pack has, 0xF; the data sheet says
 * 7, and which is right is not known. Only group 3 could tell them apart.
 */
final class BusTarget {
  static final int COUNT = 14;

  /** No target answers to the address. */
  static final int NONE = -1;

  private static final int MOST_REGIONS = 9;
  private static final int KILOBYTE_SHIFT = 10;

  /** A range of addresses by its first one and its size. */
  private record Range(int target, int base, int size) {}

  /** The targets of DS60001320 table 4-6. */
  private static final List<Range> MAP =
      List.of(
          new Range(2, 0x0000_0000, 0x4_0000),
          new Range(3, 0x0004_0000, 0x4_0000),
          new Range(1, 0x1D00_0000, 0x20_0000),
          new Range(1, 0x1FC0_0000, 0x8_0000),
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
          new Range(4, 0x2000_0000, 0x400_0000),
          new Range(11, 0x3000_0000, 0x400_0000));

  private final List<Region> regions = new ArrayList<>();
  private final Log log;

  /**
   * Claims a target's registers.
   *
   * @param exists whether the part has a register of a name
   * @param register claims the register of a name
   */
  BusTarget(int number, Predicate<String> exists, Function<String, Register> register) {
    String name = "SBT" + number;
    log = new Log(name, register);
    for (int i = 0; i < MOST_REGIONS; i++) {
      if (exists.test(name + "REG" + i)) {
        regions.add(
            new Region(
                i,
                register.apply(name + "REG" + i),
                register.apply(name + "RD" + i),
                register.apply(name + "WR" + i)));
      }
    }
  }

  /** The number of the target that answers to a physical address, or {@link #NONE}. */
  static int at(int address) {
    for (Range range : MAP) {
      if (Integer.compareUnsigned(address - range.base(), range.size()) < 0) {
        return range.target();
      }
    }
    return NONE;
  }

  List<Region> regions() {
    return regions;
  }

  /** Whether a group lacks a right in any region. */
  boolean shuts(int group) {
    return regions.stream().anyMatch(region -> region.shuts(group));
  }

  Log log() {
    return log;
  }

  /** The registers that CFGCON.PGLOCK locks. */
  List<Register> locked() {
    List<Register> locked = new ArrayList<>(List.of(log.econ));
    for (Region region : regions) {
      locked.addAll(List.of(region.reg, region.rd, region.wr));
    }
    return locked;
  }

  /** The region whose permissions hold at an address of this target. */
  Region regionOf(int address) {
    Region found = regions.get(0);
    for (Region region : regions) {
      boolean stronger = found.number == 0 || (region.pri.isSet() && !found.pri.isSet());
      if (stronger && region.number != 0 && region.contains(address)) {
        found = region;
      }
    }
    return found;
  }

  /** SBTxREGy, RDy and WRy. */
  static final class Region {
    private final int number;
    private final Register reg;
    private final Register rd;
    private final Register wr;
    private final Field size;
    private final Field pri;
    private final Field base;

    private Region(int number, Register reg, Register rd, Register wr) {
      this.number = number;
      this.reg = reg;
      this.rd = rd;
      this.wr = wr;
      size = reg.field("SIZE");
      pri = reg.field("PRI");
      base = reg.field("BASE");
    }

    int number() {
      return number;
    }

    boolean permits(int group, boolean write) {
      return (((write ? wr : rd).get() >>> group) & 1) != 0;
    }

    /** Tells each time that software has changed what the region permits, or where. */
    void onChange(Runnable listener) {
      for (Register register : List.of(reg, rd, wr)) {
        register.onWrite(
            (before, after) -> {
              if (before != after) {
                listener.run();
              }
            });
      }
    }

    /** Whether a group lacks a right in the region, unless it is absent. */
    boolean shuts(int group) {
      boolean present = number == 0 || size.isSet();
      return present && !(permits(group, false) && permits(group, true));
    }

    /** SIZE counts from 1 for 1 KB, each step twice as much; BASE is in KB. */
    private boolean contains(int address) {
      if (!size.isSet()) {
        return false;
      }
      long first = (long) base.get() << KILOBYTE_SHIFT;
      long bytes = 1L << (size.get() - 1 + KILOBYTE_SHIFT);
      long offset = Integer.toUnsignedLong(address) - first;
      return offset >= 0 && offset < bytes;
    }
  }

  /**
   * The log of refused accesses: ELOG1 and ELOG2 keep the first, MULTI says that there were more.
   * Ones written to CODE and MULTI clear them; a read of ECLRS clears a log without MULTI, a read
   * of ECLRM any. A log whose CODE is 0 is empty.
   */
  static final class Log {
    /** "Permission violation", the only code that is not reserved. */
    private static final int VIOLATION = 3;

    private static final int WRITE = 1;
    private static final int READ = 2;

    private final Register elog1;
    private final Register elog2;
    private final Register econ;
    private final Field cmd;
    private final Field region;
    private final Field initid;
    private final Field code;
    private final Field multi;
    private final Field errp;
    private Runnable onChange = () -> {};

    private Log(String name, Function<String, Register> register) {
      elog1 = register.apply(name + "ELOG1");
      elog2 = register.apply(name + "ELOG2");
      econ = register.apply(name + "ECON").onWrite((before, after) -> onChange.run());
      cmd = elog1.field("CMD");
      region = elog1.field("REGION");
      initid = elog1.field("INITID");
      code = elog1.field("CODE");
      multi = elog1.field("MULTI");
      errp = econ.field("ERRP");
      int clearable = elog1.spec().writable();
      elog1.stores(raw -> elog1.get() & ~(raw & clearable));
      elog1.onWrite((before, after) -> settle());
      register.apply(name + "ECLRS").afterRead(() -> clear(!multi.isSet()));
      register.apply(name + "ECLRM").afterRead(() -> clear(true));
    }

    void onChange(Runnable listener) {
      onChange = listener;
    }

    void refused(boolean write, int regionNumber, int initiator, int group) {
      if (code.isSet()) {
        multi.set(true);
        return;
      }
      cmd.set(write ? WRITE : READ);
      region.set(regionNumber);
      initid.set(initiator);
      code.set(VIOLATION);
      elog2.set(group);
      onChange.run();
    }

    /** Whether there is something in it, and ERRP says that it be reported. */
    boolean isReported() {
      return code.isSet() && errp.isSet();
    }

    private void clear(boolean really) {
      if (really) {
        elog1.set(0);
        settle();
      }
    }

    private void settle() {
      if (!code.isSet()) {
        elog1.set(0);
        elog2.set(0);
      }
      onChange.run();
    }
  }
}
