package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.isolation.attack.Manner.Interrupts;

/** {@link AttackClass#TIME}: WAIT, the timer, and what takes long. */
final class TimeAbuse implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int T2 = 10;
  private static final int DIV = 0x1A;
  private static final int MULT = 0x18;

  /** DIV.D, SQRT.D and RECIP.D of registers 2 and 4 into 0. */
  private static final List<Integer> LONG_FLOATS = List.of(0x46241003, 0x46201004, 0x46201015);

  @Override
  public void prepare(Draft draft) {
    draft.status(Draft.STATUS_CU1 | (draft.oneIn(2) ? Draft.STATUS_FR : 0));
    draft.interrupts(draft.oneIn(4) ? Interrupts.OFF : Interrupts.ACKNOWLEDGE);
  }

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(7)) {
      case 0 -> Storm.timer(draft, unit);
      case 1 -> awaitTimer(draft, unit);
      case 2 -> clock(draft, unit);
      case 3 -> chain(draft, unit);
      case 4 -> critical(draft, unit);
      case 5 -> unit.words(Words.rdhwr(T0, draft.one(2, 2, 3, 1, 0)));
      default -> spin(unit, draft.random.nextInt(1, 2000));
    }
    draft.add(unit);
  }

  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(4)) {
      case 0 -> unit.words(Words.DI, Words.WAIT, Words.b(-2), Words.NOP);
      case 1 -> unit.load(T0, draft.number()).words(Words.mtc0(T0, 12, 7));
      case 2 -> unit.words(Words.DI, Words.b(-1), Words.NOP);
      default -> unit.words(Words.EI, Words.b(-1), Words.WAIT);
    }
    draft.add(unit);
  }

  /** WAIT, with the timer's interrupt to end it, if the guest has its interrupt controller. */
  private static void awaitTimer(Draft draft, UnitBuilder unit) {
    if (draft.target.devices().stream().noneMatch(place -> place.contains(Chip.INTERRUPTS))) {
      unit.words(Words.EHB);
      return;
    }
    unit.load(T0, Chip.kseg1(Chip.INTERRUPTS)).words(Words.addiu(T1, 0, 0x1F));
    unit.words(Words.memory(Words.SW, T1, T0, Chip.IPC0 + Chip.SET), Words.addiu(T1, 0, 1));
    unit.words(Words.memory(Words.SW, T1, T0, Chip.IEC0 + Chip.SET));
    unit.words(Words.mfc0(T0, 9, 0), Words.addiu(T0, T0, draft.random.nextInt(200, 8000)));
    unit.words(Words.mtc0(T0, 11, 0), Words.EI, Words.WAIT);
  }

  /** Count and Compare as they should not be. */
  private static void clock(Draft draft, UnitBuilder unit) {
    unit.load(T0, draft.number()).words(Words.mtc0(T0, draft.one(9, 11), 0));
    unit.words(Words.mfc0(T1, 9, 0), Words.mtc0(T1, 11, 0));
  }

  private static void chain(Draft draft, UnitBuilder unit) {
    int count = draft.random.nextInt(1, 8);
    for (int i = 0; i < count; i++) {
      if (draft.random.nextBoolean()) {
        unit.words(draft.one(LONG_FLOATS));
      } else {
        int operands = draft.scratch() << 21 | draft.scratch() << 16;
        unit.words(draft.one(DIV, DIV + 1, MULT, MULT + 1) | operands, 0x4010, 0x4812);
      }
    }
  }

  /** A long time without interrupts. */
  private static void critical(Draft draft, UnitBuilder unit) {
    unit.words(Words.DI);
    spin(unit, draft.random.nextInt(100, 4000));
    unit.words(Words.EI);
  }

  private static void spin(UnitBuilder unit, int count) {
    unit.words(Words.addiu(T2, 0, count), Words.addiu(T2, T2, -1));
    unit.words(Words.bne(T2, 0, -2), Words.NOP);
  }
}
