package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/** {@link AttackClass#MIXED_ISA}: from one instruction set to the other and back. */
final class MixedIsa implements Generator {
  private static final int T0 = 8;

  /** Of microMIPS: BREAK16, SYSCALL, ADDIUPC of register 2. */
  private static final int BREAK16 = 0x4680;

  private static final int SYSCALL = 0x00008B7C;

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.one(List.of(Isa.values())));
    draft.status(draft.oneIn(3) ? Draft.STATUS_IE : 0);
  }

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(4)) {
      case 0 -> pingPong(draft, unit);
      case 1 -> byRegister(draft, unit);
      case 2 -> misaligned(draft, unit);
      default -> {
        unit.toMicromips();
        for (int i = draft.random.nextInt(1, 6); i > 0; i--) {
          RandomStream.random(draft, unit, Isa.MICROMIPS);
        }
        unit.toMips32();
      }
    }
    draft.add(unit);
  }

  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    // Config3.ISAOnExc, then a handler that is not of that instruction set.
    unit.words(Words.mfc0(T0, 16, 3), Words.lui(9, 1), Words.or(T0, T0, 9));
    unit.words(draft.oneIn(2) ? Words.mtc0(T0, 16, 3) : Words.SYSCALL, Words.EHB, Words.SYSCALL);
    unit.load(T0, draft.foreign(2) | 1).call(T0);
    draft.add(unit);
  }

  private static void pingPong(Draft draft, UnitBuilder unit) {
    for (int i = draft.random.nextInt(1, 4); i > 0; i--) {
      unit.toMicromips();
      switch (draft.random.nextInt(3)) {
        case 0 -> unit.instruction(BREAK16, 2);
        case 1 -> unit.instruction(SYSCALL, 4);
        default -> unit.instruction(draft.random.nextInt(1 << 10), 4);
      }
      unit.toMips32();
      unit.words(draft.oneIn(2) ? Words.SYSCALL : Words.NOP);
    }
  }

  /** A jump to code of the other instruction set, or to code as if it were of that. */
  private static void byRegister(Draft draft, UnitBuilder unit) {
    unit.address(T0, Link.From.UNIT, unit.size() + 16 + draft.one(0, 0, 1, 3));
    unit.words(Words.jr(T0), draft.oneIn(4) ? Words.SYSCALL : Words.NOP);
    unit.words(Words.NOP, draft.random.nextInt(1 << 16), Words.NOP, Words.NOP);
  }

  /** Somewhere behind it among the units, at any halfword. */
  private static void misaligned(Draft draft, UnitBuilder unit) {
    int behind = unit.size() + 16 + draft.random.nextInt(0x40) * 2 + 1;
    unit.address(T0, Link.From.UNIT, behind).words(Words.jr(T0), Words.NOP);
  }
}
