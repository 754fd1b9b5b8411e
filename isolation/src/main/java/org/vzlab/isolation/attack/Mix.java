package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/** {@link AttackClass#MIX}: some units of each of several classes. */
final class Mix implements Generator {
  private final List<Generator> others;

  Mix(List<Generator> others) {
    this.others = others;
  }

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.oneIn(3) ? Isa.MICROMIPS : Isa.MIPS32);
    draft.mode(draft.one(List.of(Manner.Mode.values())));
    draft.interrupts(draft.one(List.of(Manner.Interrupts.values())));
    draft.status(draft.random.nextInt() & (Draft.STATUS_CU1 | Draft.STATUS_FR | Draft.STATUS_MX));
    draft.status(draft.oneIn(2) ? Draft.STATUS_IE : 0);
  }

  @Override
  public void add(Draft draft) {
    Generator generator = draft.one(others);
    for (int i = draft.random.nextInt(1, 6); i > 0; i--) {
      generator.add(draft);
    }
  }

  @Override
  public void end(Draft draft) {
    draft.one(others).end(draft);
  }
}
