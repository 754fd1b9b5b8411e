package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/** {@link AttackClass#EXCEPTIONS}: exceptions where they hurt. */
final class Exceptions implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int STATUS_CU0 = 1 << 28;
  private static final int STATUS_BEV = 1 << 22;
  private static final int TEQ = 0x34;
  private static final int BREAK = 0x0D;

  /** Places that are no code: mapped by nobody, or devices, or the edges of segments. */
  private static final int[] NOWHERE = {
    0, 4, 0x3FFFFFFC, 0x7FFFFFFC, 0xC0000000, 0xE0000000, 0xFFFFFFFC, 0x7FFFFFFD, 0xC0000001
  };

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.oneIn(3) ? Isa.MICROMIPS : Isa.MIPS32);
    draft.mode(draft.one(List.of(Manner.Mode.values())));
    draft.status(draft.oneIn(2) ? Draft.STATUS_IE : 0);
  }

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(8)) {
      case 0 -> atLevel(draft, unit, 14, 1 << 1);
      case 1 -> atLevel(draft, unit, 30, 1 << 2);
      case 2 -> unit.words(Words.b(1), fault(draft, unit));
      case 3 -> unit.load(T0, draft.one(NOWHERE)).call(T0);
      case 4 -> boot(draft, unit);
      case 5 -> unit.words(Words.bne(0, 31, 1), fault(draft, unit), fault(draft, unit));
      case 6 -> unit.load(T0, draft.number()).words(Words.mtc0(T0, 14, 0), Words.EHB, Words.ERET);
      default -> unit.words(fault(draft, unit), fault(draft, unit), fault(draft, unit));
    }
    draft.add(unit);
  }

  /** Vectors that lead where no handler is, or to no memory at all. */
  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    int base = draft.oneIn(2) ? draft.foreign(0x1000) : draft.one(draft.ram(4), draft.device(4));
    unit.load(T0, STATUS_CU0 | STATUS_BEV).words(Words.mtc0(T0, 12, 0), Words.EHB);
    unit.load(T0, base).words(Words.mtc0(T0, 15, 1));
    unit.load(T0, STATUS_CU0 | draft.one(0, 2, 4, 6)).words(Words.mtc0(T0, 12, 0), Words.EHB);
    unit.words(fault(draft, unit));
    draft.add(unit);
  }

  /** Raises something at exception or error level, with a way back. */
  private static void atLevel(Draft draft, UnitBuilder unit, int register, int level) {
    unit.address(T1, Link.From.UNIT, unit.size() + 9 * 4 + draft.one(0, 0, 4));
    unit.words(Words.mtc0(T1, register, 0));
    unit.load(T0, STATUS_CU0 | level | draft.one(0, 0, 6, 0x10, 0x12));
    unit.words(Words.mtc0(T0, 12, 0), Words.EHB);
    unit.words(draft.oneIn(2) ? Words.ERET : Words.SYSCALL, Words.ERET);
    unit.words(Words.NOP, Words.NOP);
  }

  /** With boot vectors, if the guest has code there. */
  private static void boot(Draft draft, UnitBuilder unit) {
    boolean has = draft.target.code().base() == 0x1FC00000L;
    if (has || draft.dares()) {
      unit.load(T0, STATUS_CU0 | STATUS_BEV).words(Words.mtc0(T0, 12, 0), Words.EHB);
      unit.words(fault(draft, unit));
    }
    unit.load(T0, STATUS_CU0 | Draft.STATUS_IE).words(Words.mtc0(T0, 12, 0), Words.EHB);
    unit.words(fault(draft, unit));
  }

  /** An instruction that raises an exception of the guest's own. */
  private static int fault(Draft draft, UnitBuilder unit) {
    int register = draft.scratch();
    return switch (draft.random.nextInt(8)) {
      case 0 -> Words.SYSCALL | draft.random.nextInt(1 << 20) << 6;
      case 1 -> BREAK | draft.random.nextInt(1 << 20) << 6;
      case 2 -> TEQ | register << 21 | register << 16;
      case 3 -> Words.memory(draft.one(Words.LW, Words.LH, Words.SW, Words.SH), register, 0, 1);
      case 4 -> Words.memory(draft.one(Words.LW, Words.SB), register, 0, draft.number() & 0x7FFC);
      case 5 -> Words.memory(Words.LW, register, 0, -4);
      case 6 -> 0x70000000 | draft.random.nextInt(1 << 20) << 6 | 0x3E;
      default -> overflow(unit, register);
    };
  }

  /** SUB of 0 and the smallest number, which a refresh or a load has left there or not. */
  private static int overflow(UnitBuilder unit, int register) {
    return unit.size() % 8 == 0 ? 0x22 | register << 16 | 7 << 11 : 0x20 | register << 21 | 7 << 11;
  }
}
