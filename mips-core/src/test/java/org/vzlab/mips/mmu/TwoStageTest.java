package org.vzlab.mips.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.mips.hart.Hart;

/**
 * Translation by the processor against a statement of the rules that is written another way: a list
 * of entries as a program wrote them, searched page by page.
 */
class TwoStageTest {
  private static final int STEPS = 4000;
  private static final int[] PAGE_MASKS = {
    0, 0x6000, 0x1E000, 0x7E000, 0x1FE000, 0x7FE000, 0x1FFE000, 0x7FFE000, 0x1FFFE000
  };

  /** What software wrote. */
  private record Written(
      long vpn, long size, int asid, boolean global, int id, int low0, int low1) {
    boolean covers(long address, int wantedId, Integer wantedAsid) {
      return id == wantedId
          && address / (2 * size) == vpn / (2 * size)
          && (global || wantedAsid == null || wantedAsid == asid);
    }

    boolean meets(Written other) {
      return id == other.id
          && (asid == other.asid || global || other.global)
          && first() < other.first() + 2 * other.size
          && other.first() < first() + 2 * size;
    }

    private long first() {
      return vpn / (2 * size) * (2 * size);
    }
  }

  private final Random random;
  private final Scheduler scheduler = new Scheduler();
  private final Hart hart = new Hart(scheduler, new Bus(Unmodelled.QUIET));
  private final Written[] rootEntries = new Written[Tlb.ENTRIES];
  private final Written[] guestEntries = new Written[Tlb.ENTRIES];
  private final List<ExceptionTaken> taken = new ArrayList<>();
  private int conflicts;

  TwoStageTest() {
    random = new Random(0);
    hart.traps.trace().listen(taken::add);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void translationIsWhatAListOfEntriesSays(long seed) {
    random.setSeed(seed);
    root(Cp0Register.PAGE_GRAIN, 0xC8000000);
    guest(Cp0Register.PAGE_GRAIN, 0xC8000000);
    int mapped = 0;
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(4) == 0 || step < 64) {
        writeEntry(random.nextBoolean());
      }
      String expected = access();
      if (expected.startsWith("pa")) {
        mapped++;
      }
    }
    assertThat(conflicts).as("the cases include conflicts").isGreaterThan(STEPS / 1000);
    assertThat(mapped).as("the cases include successes").isBetween(STEPS / 20, STEPS * 19 / 20);
  }

  private String access() {
    final boolean inGuest = random.nextBoolean();
    final boolean user = random.nextInt(3) == 0;
    final boolean erl = inGuest && random.nextInt(5) == 0;
    final boolean rootMmu = inGuest && random.nextInt(4) == 0;
    final int id = random.nextInt(3);
    final int rootAsid = random.nextInt(2);
    final int guestAsid = random.nextInt(2);
    final Access access = List.of(Access.values()).get(random.nextInt(3));
    int va = address();
    root(Cp0Register.STATUS, 2);
    root(Cp0Register.ENTRY_HI, rootAsid);
    guest(Cp0Register.ENTRY_HI, guestAsid);
    guest(Cp0Register.STATUS, (user ? 0x10 : 0) | (erl ? 4 : 0));
    root(Cp0Register.GUEST_CTL1, id);
    root(Cp0Register.GUEST_CTL0, (inGuest ? 0x9C000001 : 0x1C000001) ^ (rootMmu ? 0x08000000 : 0));
    root(Cp0Register.STATUS, user && !inGuest ? 0x10 : 0);

    String expected =
        inGuest
            ? guestAccess(va, access, user && !erl, erl, rootMmu, id, guestAsid)
            : stage("root", rootEntries, va, access, user, false, 0, rootAsid);
    String actual = translate(va, access);
    assertThat(actual)
        .as(
            "%08x %s guest=%s user=%s erl=%s rootMmu=%s id=%d asids %d %d",
            va, access, inGuest, user, erl, rootMmu, id, rootAsid, guestAsid)
        .isEqualTo(expected);
    return expected;
  }

  private String translate(int va, Access access) {
    taken.clear();
    try {
      return String.format("pa %08x", hart.mmu.translate(va, access));
    } catch (GuestTrap trap) {
      hart.traps.enter(0, 0);
      ExceptionTaken e = taken.get(0);
      boolean refill = (e.vector() & 0xFFF) == 0 || (e.vector() & 0xFFF) == 0x200;
      return String.format(
          "%s %s %08x%s",
          e.inGuest() ? "guest" : "root", e.code(), e.badVAddr(), refill ? " refill" : "");
    }
  }

  private String guestAccess(
      int va, Access access, boolean user, boolean erl, boolean rootMmu, int id, int guestAsid) {
    // Without a TLB of the guest's, what it would map is where it is, as with ERL the lower half.
    String first =
        rootMmu && (va >= 0 || (va >= 0xC0000000 && !user))
            ? String.format("pa %08x", va)
            : stage("guest", guestEntries, va, access, user, erl, id, guestAsid);
    return first.startsWith("pa")
        ? lookUp(
            "root", rootEntries, Integer.parseUnsignedInt(first.substring(3), 16), access, id, null)
        : first;
  }

  private static String stage(
      String who,
      Written[] entries,
      int va,
      Access access,
      boolean user,
      boolean erl,
      int id,
      int asid) {
    long address = Integer.toUnsignedLong(va);
    if (user && address >= 0x80000000L) {
      return String.format("%s %s %08x", who, access == Access.STORE ? "ADES" : "ADEL", va);
    }
    if (address >= 0x80000000L && address < 0xC0000000L) {
      return String.format("pa %08x", address % 0x20000000L);
    }
    if (erl && address < 0x80000000L) {
      return String.format("pa %08x", va);
    }
    return lookUp(who, entries, va, access, id, asid);
  }

  private static String lookUp(
      String who, Written[] entries, int va, Access access, int id, Integer asid) {
    long address = Integer.toUnsignedLong(va);
    String miss = access == Access.STORE ? "TLBS" : "TLBL";
    for (Written entry : entries) {
      if (entry == null || !entry.covers(address, id, asid)) {
        continue;
      }
      int low = address / entry.size % 2 == 0 ? entry.low0 : entry.low1;
      String fault = null;
      if ((low >> 1) % 2 == 0) {
        fault = miss;
      } else if (access == Access.LOAD && low < 0) {
        fault = "TLBRI";
      } else if (access == Access.FETCH && low << 1 < 0) {
        fault = "TLBXI";
      } else if (access == Access.STORE && (low >> 2) % 2 == 0) {
        fault = "MOD";
      }
      if (fault != null) {
        return String.format("%s %s %08x", who, fault, va);
      }
      long frame = (low & 0x03FFFFC0L) << 6;
      return String.format("pa %08x", frame / entry.size * entry.size + address % entry.size);
    }
    return String.format("%s %s %08x refill", who, miss, va);
  }

  private void writeEntry(boolean ofGuest) {
    final int index = random.nextInt(Tlb.ENTRIES);
    final int pageMask = PAGE_MASKS[random.nextInt(PAGE_MASKS.length)];
    final int va = address();
    final int asid = random.nextInt(2);
    final int id = random.nextInt(3);
    final boolean invalid = random.nextInt(6) == 0;
    final int low0 = entryLo();
    final int low1 = entryLo();
    root(Cp0Register.STATUS, 2);
    root(Cp0Register.GUEST_CTL1, id << 16);
    Accessor accessor = ofGuest ? Accessor.ROOT_FOR_GUEST : Accessor.ROOT;
    hart.registers.write(Cp0Register.INDEX, index, accessor);
    hart.registers.write(
        Cp0Register.ENTRY_HI, (va & 0xFFFFE000) | asid | (invalid ? 1 << 10 : 0), accessor);
    hart.registers.write(Cp0Register.PAGE_MASK, pageMask | 0x1FFF, accessor);
    hart.registers.write(Cp0Register.ENTRY_LO0, low0, accessor);
    hart.registers.write(Cp0Register.ENTRY_LO1, low1, accessor);
    long size = (Integer.toUnsignedLong(pageMask) + 0x2000) / 2;
    boolean global = (low0 & low1 & 1) != 0 || (!ofGuest && id != 0);
    Written entry = new Written(Integer.toUnsignedLong(va), size, asid, global, id, low0, low1);
    if (ofGuest) {
      hart.tlb.tlbgwi();
      guestEntries[index] = invalid ? null : entry;
      return;
    }
    int conflict = invalid || id != 0 ? Tlb.NONE : conflict(index, entry);
    assertThat(hart.tlb.tlbwi(false)).as("the entry that matches as well").isEqualTo(conflict);
    if (conflict == Tlb.NONE) {
      rootEntries[index] = invalid ? null : entry;
    } else {
      conflicts++;
    }
  }

  /** The first other entry of root's that has an address in common with an entry. */
  private int conflict(int index, Written entry) {
    for (int i = 0; i < Tlb.ENTRIES; i++) {
      if (i != index && rootEntries[i] != null && entry.meets(rootEntries[i])) {
        return i;
      }
    }
    return Tlb.NONE;
  }

  /** Valid and dirty more often than not, anything else too. */
  private int entryLo() {
    int flags = random.nextInt(3) == 0 ? random.nextInt(8) : 6 | random.nextInt(2);
    int inhibit = random.nextInt(4) == 0 ? random.nextInt(4) << 30 : 0;
    return inhibit | random.nextInt(0x1FF) << 17 | random.nextInt(8) << 6 | flags;
  }

  /** Few different places, so that entries meet accesses. */
  private int address() {
    int segment = random.nextInt(8) << 29;
    return segment | random.nextInt(2) << 23 | random.nextInt(8) << 12 | random.nextInt(16) << 2;
  }

  private void root(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT);
  }

  private void guest(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT_FOR_GUEST);
  }
}
