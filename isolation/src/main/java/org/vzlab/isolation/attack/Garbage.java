package org.vzlab.isolation.attack;

import java.util.List;
import org.vzlab.mips.isa.Isa;

/** {@link AttackClass#GARBAGE}: bytes. */
final class Garbage implements Generator {
  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.one(List.of(Isa.values())));
    draft.mode(draft.one(List.of(Manner.Mode.values())));
  }

  @Override
  public void add(Draft draft) {
    byte[] bytes = new byte[4 * draft.random.nextInt(1, 5)];
    draft.random.nextBytes(bytes);
    UnitBuilder unit = new UnitBuilder(draft.isa());
    if (draft.oneIn(2)) {
      unit.refresh();
    }
    draft.add(unit.raw(bytes).build());
  }
}
