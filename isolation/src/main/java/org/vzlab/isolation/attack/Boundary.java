package org.vzlab.isolation.attack;

/** {@link AttackClass#BOUNDARY}: accesses and jumps at the edges of pages, places and segments. */
final class Boundary implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;

  /** Edges of segments that are the guest's own to translate, or its own memory if it has that. */
  private static final int[] SEGMENTS = {
    0x7FFFFFFC, 0x7FFFFFFF, -1, -4, -8, 0xC0000000, 0xE0000000
  };

  private static final int[] EVEN = {Words.LWL, Words.LWR, Words.SWL, Words.SWR};
  private static final int[] ANY = {
    Words.LW, Words.SW, Words.LH, Words.SH, Words.LB, Words.SB, Words.LWL, Words.SWL, Words.LWR,
    Words.SWR, Words.LL, Words.SC
  };

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(5)) {
      case 0 -> inRam(draft, unit);
      case 1 -> {
        unit.load(T0, draft.one(SEGMENTS));
        unit.words(Words.memory(draft.one(ANY), T1, T0, draft.one(0, 0, 1, 2, 3, 4, -1, 0x7FFF)));
      }
      case 2 -> unit.load(T0, draft.one(SEGMENTS)).call(T0);
      case 3 -> aliased(draft, unit);
      default -> inCode(draft, unit);
    }
    draft.add(unit);
  }

  /** Across an edge of something of its own. */
  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    Place place =
        draft.oneIn(2) || draft.target.devices().isEmpty()
            ? draft.one(draft.target.memory())
            : draft.one(draft.target.devices());
    boolean first = draft.oneIn(2);
    unit.load(T0, draft.oneIn(2) ? place.kseg0(0) : place.kseg1(0));
    unit.load(T1, (int) (first ? 0 : place.size()));
    unit.words(Words.addu(T0, T0, T1));
    if (draft.oneIn(3)) {
      unit.words(Words.addiu(T0, T0, draft.one(-4, -2, -8, -1)), Words.jr(T0), Words.NOP);
    } else {
      unit.words(Words.memory(draft.one(ANY), T1, T0, draft.one(-4, -3, -2, -1, 0, 4)));
      unit.words(Words.cache(draft.random.nextInt(32), T0, 0));
    }
    draft.add(unit);
  }

  /** The first and the last bytes of its RAM, and of pages of it. */
  private static void inRam(Draft draft, UnitBuilder unit) {
    if (draft.target.ram().isEmpty()) {
      unit.words(Words.SYSCALL);
      return;
    }
    Place place = draft.one(draft.target.ram());
    int pages = (int) (place.size() >> 12);
    long page = (long) draft.random.nextInt(pages) << 12;
    long offset = draft.oneIn(2) ? page : page + 0xFFC;
    unit.load(T0, draft.oneIn(2) ? place.kseg0(offset) : place.kseg1(offset));
    boolean inside = page > 0 && page + 0x1000 < place.size();
    int opcode = inside ? draft.one(ANY) : draft.one(Words.LW, Words.SW, Words.LB, Words.SH);
    unit.words(Words.memory(opcode, T1, T0, inside ? draft.random.nextInt(-8, 8) : 0));
    unit.words(Words.memory(draft.one(EVEN), T1, T0, draft.random.nextInt(4)));
  }

  /** A pair of pages of the guest's own TLB, and what lies across its middle and behind it. */
  private static void aliased(Draft draft, UnitBuilder unit) {
    int own = draft.ram(0x2000) & 0x1FFFE000;
    int low = own >>> 6 | 0x1F;
    unit.load(T0, 0x00800000).words(Words.mtc0(T0, 10, 0), Words.mtc0(0, 5, 0));
    unit.load(T1, low).words(Words.mtc0(T1, 2, 0));
    unit.load(T1, draft.one(low, low | 1 << 6, 0)).words(Words.mtc0(T1, 3, 0));
    unit.words(Words.addiu(T1, 0, draft.random.nextInt(2, 16)), Words.mtc0(T1, 0, 0));
    unit.words(Words.EHB, Words.TLBWI, Words.EHB);
    int offset = draft.one(0, 0xFFC, 0xFFD, 0xFFE, 0xFFF, 0x1FFC, 0x1FFE, 0x2000);
    unit.words(Words.memory(draft.one(ANY), T1, T0, offset));
  }

  /** Jumps into its own code at any byte. */
  private static void inCode(Draft draft, UnitBuilder unit) {
    int size = (int) draft.target.code().size();
    int offset = draft.dares() ? size - draft.random.nextInt(1, 9) : draft.random.nextInt(size / 2);
    unit.address(T0, Link.From.PROGRAM, draft.oneIn(3) ? offset : offset & -4);
    if (draft.oneIn(2)) {
      unit.words(Words.memory(draft.one(Words.LW, Words.LH, Words.LWL, Words.LB), T1, T0, 0));
    } else {
      unit.address(T0, Link.From.UNIT, unit.size() + 16 + draft.random.nextInt(0x20) * 4).call(T0);
    }
  }
}
