package org.vzlab.isolation.attack;

/**
 * {@link AttackClass#TLB}: entries of the guest's own TLB, of all sizes, that overlap, and that
 * lead to everything there is; and accesses through them.
 */
final class TlbForging implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int T2 = 10;
  private static final int EHINV = 1 << 10;

  /** Places of the mapped segments: kuseg, kseg2 and kseg3. */
  private static final int[] VIRTUAL = {
    0,
    0x1000,
    0x2000,
    0x00400000,
    0x10000000,
    0x40000000,
    0x7FFFE000,
    0x7FFFF000,
    0xC0000000,
    0xC0002000,
    0xDFFFE000,
    0xE0000000,
    0xFF200000,
    0xFFFFE000
  };

  private static final int[] OPERATIONS = {
    Words.TLBWI, Words.TLBWI, Words.TLBWR, Words.TLBP, Words.TLBR, Words.TLBINV, Words.TLBINVF
  };

  @Override
  public void add(Draft draft) {
    switch (draft.random.nextInt(4)) {
      case 0 -> forge(draft, draft.foreign(0x1000));
      case 1 -> operation(draft);
      case 2 -> touchOwn(draft);
      default -> {
        UnitBuilder unit = draft.mips32();
        unit.load(T0, draft.one(VIRTUAL) + draft.random.nextInt(0x1000) / 4 * 4);
        access(draft, unit);
        if (draft.dares()) {
          draft.add(unit);
        } else {
          touchOwn(draft);
        }
      }
    }
  }

  /** Something foreign, and a look at it. */
  @Override
  public void end(Draft draft) {
    for (int i = 0; i < 3; i++) {
      UnitBuilder unit = draft.mips32();
      int virtual = write(draft, unit, draft.foreign(0x1000), 0);
      unit.load(T0, virtual + draft.random.nextInt(0x400) * 4);
      access(draft, unit);
      draft.add(unit);
    }
  }

  private static void forge(Draft draft, int address) {
    UnitBuilder unit = draft.mips32();
    write(draft, unit, address, draft.one(0, 0, 0, EHINV));
    draft.add(unit);
  }

  /** A page of its own RAM at another place, and an access to it. */
  private static void touchOwn(Draft draft) {
    UnitBuilder unit = draft.mips32();
    boolean codes = draft.oneIn(3);
    if (codes) {
      // PageGrain.RIE, XIE and IEC: inhibited accesses have codes of their own.
      unit.load(T0, 0xC8000000).words(Words.mtc0(T0, 5, 1));
    }
    int virtual = draft.one(VIRTUAL) & ~0x1FFF;
    int own = draft.ram(0x2000) & 0x1FFFE000;
    int inhibits = draft.one(0, 0, 1 << 30, 1 << 31);
    int low = own >>> 6 | draft.random.nextInt(64) | inhibits;
    entry(unit, virtual | draft.random.nextInt(256), low, low | 1 << 6, 0, index(draft));
    unit.words(Words.EHB, Words.TLBWI, Words.EHB);
    unit.load(T0, virtual | (draft.random.nextInt(0x800) * 4 & 0x1FFC));
    if (codes && inhibits == 1 << 30) {
      unit.call(T0);
    } else {
      access(draft, unit);
    }
    draft.add(unit);
  }

  /** Index 0 is what user mode executes from: it is seldom taken away. */
  private static int index(Draft draft) {
    return draft.oneIn(20) ? draft.number() : draft.random.nextInt(1, 16);
  }

  private static int write(Draft draft, UnitBuilder unit, int address, int hidden) {
    int virtual = draft.one(VIRTUAL);
    int frame = (address & 0x1FFFFFFF) >>> 6;
    int flags = draft.random.nextInt(64);
    int inhibits = draft.one(0, 0, 0, 1 << 30, 1 << 31, 3 << 30);
    int mask = draft.oneIn(2) ? 0 : ((1 << (2 * draft.random.nextInt(9))) - 1) << 13;
    int size = mask == 0 ? 1 : (mask >>> 13) + 1;
    int asid = draft.random.nextInt(256);
    // Both pages valid and writable as often as not, so that what is behind them is reached.
    int even = (frame & -(size << 6)) | flags | draft.one(0, 6, 7) | inhibits;
    int odd = even + (size << 6);
    entry(unit, (virtual & ~0x1FFF) | asid | hidden, even, odd, mask, index(draft));
    unit.words(Words.EHB, draft.oneIn(4) ? Words.TLBWR : Words.TLBWI, Words.EHB);
    return virtual;
  }

  private static void entry(UnitBuilder unit, int hi, int lo0, int lo1, int mask, int index) {
    unit.load(T0, hi).words(Words.mtc0(T0, 10, 0));
    unit.load(T0, lo0).words(Words.mtc0(T0, 2, 0));
    unit.load(T0, lo1).words(Words.mtc0(T0, 3, 0));
    unit.load(T0, mask).words(Words.mtc0(T0, 5, 0));
    unit.load(T0, index).words(Words.mtc0(T0, 0, 0));
  }

  private static void operation(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(4)) {
      case 0 -> unit.words(Words.addiu(T0, 0, draft.random.nextInt(18)), Words.mtc0(T0, 6, 0));
      case 1 -> unit.words(Words.addiu(T0, 0, draft.random.nextInt(256)), Words.mtc0(T0, 10, 0));
      case 2 -> unit.load(T0, draft.one(0, 1 << 30, 1 << 31, -1)).words(Words.mtc0(T0, 5, 1));
      default -> unit.load(T0, draft.number()).words(Words.mtc0(T0, 0, 0));
    }
    unit.words(Words.EHB, draft.one(OPERATIONS), Words.EHB);
    draft.add(unit);
  }

  /** Reads, writes, executes, or asks the cache for what T0 points to. */
  private static void access(Draft draft, UnitBuilder unit) {
    switch (draft.random.nextInt(6)) {
      case 0, 1 -> unit.words(Words.memory(Words.LW, T1, T0, 0));
      case 2, 3 -> unit.words(Words.memory(Words.SW, T2, T0, 0));
      case 4 -> unit.words(Words.memory(Words.LL, T1, T0, 0), Words.memory(Words.SC, T2, T0, 0));
      default -> unit.words(Words.cache(draft.one(16, 17, 21, 20, 25), T0, 0));
    }
  }
}
