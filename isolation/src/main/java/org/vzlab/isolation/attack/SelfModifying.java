package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/**
 * {@link AttackClass#SELF_MODIFYING}: code that is written, made visible to the processor or not,
 * and jumped to, in both instruction sets. RAM that is not executable is only jumped to at the end.
 */
final class SelfModifying implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;

  /** Of microMIPS: JRC ra, then a NOP of 16 bits. */
  private static final int MICROMIPS_RETURN = 0x0C0045BF;

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.oneIn(3) ? Isa.MICROMIPS : Isa.MIPS32);
  }

  @Override
  public void add(Draft draft) {
    List<Place> executable =
        draft.target.memory().stream().filter(p -> p.writable() && p.executable()).toList();
    if (executable.isEmpty()) {
      UnitBuilder unit = draft.mips32();
      write(draft, unit, draft.ram(4), false);
      if (draft.dares()) {
        jump(draft, unit);
      }
      draft.add(unit);
      return;
    }
    Place place = draft.one(executable);
    UnitBuilder unit = draft.mips32();
    int room = 0x40;
    long page = draft.random.nextLong(Math.max(1, place.size() >> 12)) << 12;
    long offset = draft.oneIn(3) ? page - 12 : draft.random.nextLong(place.size()) & -4;
    long fitting = Math.max(0, Math.min(offset, place.size() - room));
    write(draft, unit, place.kseg0(fitting), draft.oneIn(3));
    jump(draft, unit);
    draft.add(unit);
  }

  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    write(draft, unit, draft.oneIn(3) ? draft.target.base() + 0x600 : draft.ram(4), false);
    jump(draft, unit);
    draft.add(unit);
  }

  /** Writes some instructions and a return; T0 is where. */
  private static void write(Draft draft, UnitBuilder unit, int address, boolean micromips) {
    unit.load(T0, address);
    int count = draft.random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      int word =
          micromips
              ? MICROMIPS_RETURN
              : Words.addu(draft.scratch(), draft.scratch(), draft.scratch());
      unit.load(T1, draft.dares() ? draft.random.nextInt() : word);
      unit.words(Words.memory(Words.SW, T1, T0, 4 * i));
    }
    if (!micromips) {
      unit.load(T1, Words.jr(31)).words(Words.memory(Words.SW, T1, T0, 4 * count));
      unit.words(Words.memory(Words.SW, 0, T0, 4 * count + 4));
    }
    switch (draft.random.nextInt(4)) {
      case 0 -> unit.words(Words.synci(T0, 0), Words.synci(T0, 16));
      case 1 -> unit.words(Words.cache(25, T0, 0), Words.cache(16, T0, 0));
      case 2 -> unit.words(0x0F);
      default -> {}
    }
    if (micromips) {
      unit.words(Words.ori(T0, T0, 1));
    }
  }

  private static void jump(Draft draft, UnitBuilder unit) {
    if (draft.oneIn(4)) {
      // Uncached, where the segment is.
      unit.words(Words.lui(T1, 0x2000), Words.or(T0, T0, T1));
    }
    unit.call(T0);
  }
}
