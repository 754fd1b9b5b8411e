package org.vzlab.isolation.attack;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/**
 * {@link AttackClass#PRIVILEGED}: every privileged and VZ instruction. What a guest does not
 * survive under this hypervisor stands in the finale, each seed beginning with another: all
 * registers and selects of MFC0 and MTC0 in turn, then the instructions.
 */
final class Privileged implements Generator {
  private static final int MFC0 = 0;
  private static final int MTC0 = 0x80;
  private static final int PAIRS = 256;
  private static final int MOVES_AT_THE_END = 16;
  private static final int INSTRUCTIONS_AT_THE_END = 6;

  /** From one instruction of the finale to the next, among those that it may have. */
  private static final int STRIDE = 3;

  private static final Set<String> MOVES = Set.of("mfc0", "mtc0");

  /** What ends the guest, or may send it where its code is not. */
  private static final Set<String> LAST =
      Set.of("hypcall", "wait", "sdbbp", "rdpgpr", "wrpgpr", "cop0", "eret", "iret", "deret");

  /** Registers that the hypervisor emulates for reading, as number and select. */
  private static final List<Integer> READ_FOR_IT =
      List.of(
          key(9, 0),
          key(11, 0),
          key(12, 2),
          key(12, 3),
          key(12, 5),
          key(15, 0),
          key(15, 2),
          key(18, 0),
          key(19, 0),
          key(23, 0),
          key(25, 0),
          key(25, 1),
          key(25, 2),
          key(25, 3),
          key(26, 0),
          key(27, 0),
          key(28, 0),
          key(28, 1));

  /** The same for writing. */
  private static final List<Integer> WRITTEN_FOR_IT =
      List.of(
          key(9, 0),
          key(11, 0),
          key(16, 0),
          key(16, 7),
          key(18, 0),
          key(19, 0),
          key(23, 0),
          key(25, 0),
          key(25, 1),
          key(25, 2),
          key(25, 3),
          key(26, 0),
          key(27, 0),
          key(28, 0));

  /** Registers that are the guest's own, without those on which its handlers depend. */
  private static final List<Integer> OWN =
      List.of(
          key(0, 0),
          key(1, 0),
          key(2, 0),
          key(3, 0),
          key(4, 0),
          key(4, 2),
          key(5, 0),
          key(5, 1),
          key(6, 0),
          key(7, 0),
          key(8, 0),
          key(10, 0),
          key(13, 5),
          key(14, 2),
          key(17, 0),
          key(30, 0),
          key(31, 2),
          key(31, 3));

  private static int key(int number, int select) {
    return number << 3 | select;
  }

  @Override
  public void prepare(Draft draft) {
    draft.isa(draft.oneIn(3) ? Isa.MICROMIPS : Isa.MIPS32);
    draft.mode(draft.oneIn(4) ? draft.one(List.of(Manner.Mode.values())) : Manner.Mode.KERNEL);
    draft.status(draft.oneIn(3) ? Draft.STATUS_IE : 0);
    guestMoves(draft);
  }

  @Override
  public void add(Draft draft) {
    if (draft.oneIn(3)) {
      move(draft);
    } else if (draft.oneIn(3)) {
      UnitBuilder unit = draft.mips32();
      guestMove(draft, unit, draft.random.nextInt(2 * PAIRS));
      draft.add(unit);
    } else {
      instruction(draft);
    }
  }

  /** MFC0 or MTC0 that a guest survives. */
  private static void move(Draft draft) {
    int register = draft.scratch();
    boolean write = draft.random.nextBoolean();
    int emulated = draft.one(write ? WRITTEN_FOR_IT : READ_FOR_IT);
    int key = draft.oneIn(2) ? emulated : draft.one(OWN);
    if (draft.isa() == Isa.MICROMIPS) {
      int word = Words.micromipsMove(write, register, key >> 3, key & 7);
      draft.add(new UnitBuilder(Isa.MICROMIPS).refresh().instruction(word, 4).build());
      return;
    }
    UnitBuilder unit = draft.mips32();
    if (write) {
      unit.load(register, draft.number()).words(Words.mtc0(register, key >> 3, key & 7));
    } else {
      unit.words(Words.mfc0(register, key >> 3, key & 7));
    }
    draft.add(unit);
  }

  /** What only root may do, the next registers in their order: Reserved Instruction. */
  private static void guestMoves(Draft draft) {
    UnitBuilder unit = draft.mips32();
    for (int i = 0; i < MOVES_AT_THE_END; i++) {
      long number = Math.floorMod(MOVES_AT_THE_END * draft.ordinal + i, 2L * PAIRS);
      guestMove(draft, unit, (int) number);
    }
    draft.add(unit);
  }

  private static void guestMove(Draft draft, UnitBuilder unit, int number) {
    int direction = number < PAIRS ? 0 : 0x200;
    int pair = number % PAIRS;
    unit.words(0x40600000 | direction | draft.scratch() << 16 | pair >> 3 << 11 | (pair & 7));
  }

  private static void instruction(Draft draft) {
    Isa isa = draft.isa();
    Operation operation = draft.one(draft.encodings.privileged(isa));
    while (MOVES.contains(operation.mnemonic())
        || (LAST.contains(operation.mnemonic()) && !draft.dares())) {
      operation = draft.one(draft.encodings.privileged(isa));
    }
    UnitBuilder unit = new UnitBuilder(isa);
    unit.refresh();
    int word = draft.encodings.random(operation, draft.random);
    unit.instruction(RandomStream.tame(draft, operation, word), operation.length());
    draft.add(unit.build());
  }

  /** The moves that are the next in their order, and the instructions that are in theirs. */
  @Override
  public void end(Draft draft) {
    boolean movesFirst = Math.floorMod(draft.ordinal, 2L) == 0;
    if (movesFirst) {
      endWithMoves(draft);
    }
    endWithInstructions(draft);
    if (!movesFirst) {
      endWithMoves(draft);
    }
  }

  private static void endWithMoves(Draft draft) {
    long start = MOVES_AT_THE_END * draft.ordinal + draft.ordinal / (2 * PAIRS / MOVES_AT_THE_END);
    for (int i = 0; i < MOVES_AT_THE_END; i++) {
      int number = (int) Math.floorMod(start + i, (long) (2 * PAIRS));
      int direction = number < PAIRS ? MFC0 : MTC0;
      int pair = number % PAIRS;
      int word =
          0x40000000 | direction << 16 | draft.scratch() << 16 | pair >> 3 << 11 | (pair & 7);
      draft.add(draft.mips32().words(word));
    }
  }

  private static void endWithInstructions(Draft draft) {
    List<Operation> last =
        Stream.of(Isa.values())
            .flatMap(isa -> draft.encodings.privileged(isa).stream())
            .filter(operation -> LAST.contains(operation.mnemonic()))
            .toList();
    for (int i = 0; i < INSTRUCTIONS_AT_THE_END; i++) {
      long number = draft.ordinal / 2 + (long) i * STRIDE;
      Operation operation = last.get((int) Math.floorMod(number, (long) last.size()));
      int word = draft.encodings.random(operation, draft.random);
      UnitBuilder unit = draft.mips32();
      if (operation.isa() == Isa.MICROMIPS) {
        unit.toMicromips().instruction(word, operation.length()).toMips32();
      } else {
        unit.words(word);
      }
      draft.add(unit);
    }
  }
}
