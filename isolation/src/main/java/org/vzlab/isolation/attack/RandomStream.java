package org.vzlab.isolation.attack;

import java.util.List;
import java.util.Set;
import org.vzlab.mips.isa.Flow;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** {@link AttackClass#RANDOM_STREAM}: instructions of any kind, with random operands. */
final class RandomStream implements Generator {
  private static final int FIRST_MEMORY_OPCODE = 0x20;
  private static final int[] POINTERS = {16, 17, 28, 29};

  /** What a guest seldom survives, or does not come back from. */
  private static final Set<String> RISKY =
      Set.of(
          "hypcall",
          "wait",
          "sdbbp",
          "mtc0",
          "mfc0",
          "rdpgpr",
          "wrpgpr",
          "cop0",
          "jr",
          "jalr",
          "j",
          "jal",
          "jalx",
          "jr.hb",
          "jalr.hb",
          "jals",
          "jalrs",
          "jalrs.hb",
          "jraddiusp",
          "jrc",
          "eret",
          "iret",
          "deret",
          "mtgc0");

  @Override
  public void prepare(Draft draft) {
    draft.mode(draft.one(List.of(Manner.Mode.values())));
    draft.isa(draft.one(List.of(Isa.values())));
    draft.status(draft.random.nextInt() & (Draft.STATUS_CU1 | Draft.STATUS_FR | Draft.STATUS_MX));
    draft.status(draft.oneIn(3) ? Draft.STATUS_IE : 0);
  }

  @Override
  public void add(Draft draft) {
    Isa isa = draft.isa();
    UnitBuilder unit = new UnitBuilder(isa);
    if (draft.oneIn(2)) {
      unit.refresh();
    }
    int count = draft.random.nextInt(1, 6);
    for (int i = 0; i < count; i++) {
      random(draft, unit, isa);
    }
    draft.add(unit.build());
  }

  /** Adds an instruction to a unit. */
  static void random(Draft draft, UnitBuilder unit, Isa isa) {
    if (draft.dares() && draft.oneIn(4)) {
      unit.instruction(draft.random.nextInt(), 4);
      return;
    }
    Operation operation = draft.one(draft.encodings.all(isa));
    while (RISKY.contains(operation.mnemonic()) && !draft.dares()) {
      operation = draft.one(draft.encodings.all(isa));
    }
    int word = draft.encodings.random(operation, draft.random);
    if (!draft.dares()) {
      word = tame(draft, operation, word);
    }
    unit.instruction(word, operation.length());
  }

  /** The same with operands that a guest survives, if that is known of the operation. */
  static int tame(Draft draft, Operation operation, int word) {
    int tamed = word;
    if (operation.length() == 4 && operation.flow() != Flow.NEXT) {
      tamed = (word & ~0xFFFF) | draft.random.nextInt(1, 7);
    } else if (operation.isa() == Isa.MIPS32 && word >>> 26 >= FIRST_MEMORY_OPCODE) {
      int reach = draft.reach();
      int offset = draft.random.nextInt(-reach, reach) & (draft.oneIn(8) ? -1 : -4);
      tamed = (word & ~(31 << 21 | 0xFFFF)) | draft.one(POINTERS) << 21 | (offset & 0xFFFF);
    }
    boolean same =
        operation.length() == 2
            || draft.encodings.instructionSet().decode(operation.isa(), tamed).operation()
                == operation;
    return same ? tamed : word;
  }
}
