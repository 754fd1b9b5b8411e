package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** {@link AttackClass#FPU_DSP}: instructions of the FPU and the DSP, on and off, in all formats. */
final class Units implements Generator {
  private static final int T0 = 8;
  private static final int CTC1 = 0x44C00000;
  private static final int FCSR = 31 << 11;
  private static final int STATUS_CU0 = 1 << 28;
  private static final int WRDSP = 0x7C0004F8;

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.oneIn(3) ? Isa.MICROMIPS : Isa.MIPS32);
    draft.mode(draft.oneIn(4) ? draft.one(List.of(Manner.Mode.values())) : Manner.Mode.KERNEL);
    draft.status(draft.random.nextInt() & (Draft.STATUS_CU1 | Draft.STATUS_FR | Draft.STATUS_MX));
  }

  @Override
  public void add(Draft draft) {
    if (draft.oneIn(8)) {
      UnitBuilder unit = draft.mips32();
      switch (draft.random.nextInt(3)) {
        case 0 -> {
          int units = Draft.STATUS_CU1 | Draft.STATUS_FR | Draft.STATUS_MX;
          unit.load(T0, STATUS_CU0 | (draft.random.nextInt() & units));
          unit.words(Words.mtc0(T0, 12, 0), Words.EHB);
        }
        case 1 -> unit.load(T0, draft.number()).words(CTC1 | T0 << 16 | FCSR);
        default -> unit.load(T0, draft.number()).words(WRDSP | T0 << 21 | 0x3F << 11);
      }
      draft.add(unit);
      return;
    }
    Isa isa = draft.isa();
    UnitBuilder unit = new UnitBuilder(isa).refresh();
    for (int i = draft.random.nextInt(1, 8); i > 0; i--) {
      Operation operation = draft.one(draft.encodings.units(isa));
      int word = draft.encodings.random(operation, draft.random);
      unit.instruction(RandomStream.tame(draft, operation, word), operation.length());
    }
    draft.add(unit.build());
  }
}
