package org.vzlab.isolation.attack;

/** {@link AttackClass#DEVICES}: registers, those of the guest and their neighbours. */
final class Devices implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;

  private static final int[] STORES = {Words.SW, Words.SW, Words.SH, Words.SB};
  private static final int[] LOADS = {Words.LW, Words.LW, Words.LHU, Words.LH, Words.LBU, Words.LB};
  private static final int[] STRANGE = {
    Words.LWL, Words.LWR, Words.SWL, Words.SWR, Words.LL, Words.SC, Words.LDC1, Words.SDC1
  };

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    if (draft.target.devices().isEmpty()) {
      unit.words(Words.SYSCALL);
    } else {
      Place place = draft.one(draft.target.devices());
      int count = draft.random.nextInt(1, 5);
      for (int i = 0; i < count; i++) {
        access(draft, unit, place);
      }
    }
    draft.add(unit);
  }

  private static void access(Draft draft, UnitBuilder unit, Place place) {
    boolean store = place.kind() != Place.Kind.DEVICE || place.writable();
    boolean stores = store && place.writable() && draft.oneIn(2);
    int opcode = stores ? draft.one(STORES) : draft.one(LOADS);
    int alignment =
        switch (opcode) {
          case Words.SW, Words.LW -> 4;
          case Words.SH, Words.LH, Words.LHU -> 2;
          default -> 1;
        };
    // Misaligned now and then: an address error of the guest's own.
    int misaligned = draft.oneIn(16) ? 1 : 0;
    int offset = (draft.random.nextInt((int) place.size()) & -alignment) | misaligned;
    unit.load(T0, draft.oneIn(4) ? place.kseg0(offset) : place.kseg1(offset));
    if (stores) {
      unit.load(T1, draft.number());
    }
    unit.words(Words.memory(opcode, T1, T0, 0));
  }

  /** Somebody else's registers, the next ones behind its own, or an instruction none takes. */
  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    int address = draft.foreign(4);
    if (draft.oneIn(2) && !draft.target.devices().isEmpty()) {
      Place place = draft.one(draft.target.devices());
      address = place.kseg1(draft.oneIn(2) ? place.size() : -4);
    }
    unit.load(T0, address).load(T1, draft.number());
    int opcode = draft.oneIn(3) ? draft.one(STRANGE) : draft.one(Words.LW, Words.SW, Words.SB);
    unit.words(Words.memory(opcode, T1, T0, draft.one(0, 0, 4, 8, 12)));
    draft.add(unit);
  }
}
