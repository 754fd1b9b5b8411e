package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.format.Opcode;

/**
 * Spoils compiled programs: opcodes, operands, labels, entries of the native pool, and stretches of
 * code, case tables among them.
 */
final class Spoiler {
  private static final int LENGTH = 4;
  private static final int ENTRY = 4;
  private static final int OPCODES = 0x40;
  private static final int STRETCH = 12;
  private static final int LABELS = 0x10000;

  private Spoiler() {}

  /** One to three places, of some bytes each. */
  static List<Fault> faults(Emitter.Code code, Dice dice) {
    List<Fault> faults = new ArrayList<>();
    for (int left = dice.between(1, 3); left > 0; left--) {
      int at = dice.pick(code.instructions());
      Opcode opcode = Opcode.of(code.image()[code.start() + at]);
      switch (dice.roll(6)) {
        case 0 -> faults.add(new Fault(at, dice.roll(OPCODES)));
        case 1 -> faults.add(new Fault(at, dice.roll(Opcode.count())));
        case 2 -> {
          if (code.natives() > 0) {
            int entry = -LENGTH - ENTRY * dice.between(1, code.natives());
            faults.add(new Fault(entry + dice.between(1, 2), dice.roll(22)));
          }
        }
        case 3 -> {
          for (int i = dice.between(2, STRETCH); i > 0; i--) {
            faults.add(new Fault(at + i - 1, dice.roll(256)));
          }
        }
        default -> operand(code, opcode, at + 1, dice, faults);
      }
    }
    return faults;
  }

  private static void operand(
      Emitter.Code code, Opcode opcode, int at, Dice dice, List<Fault> faults) {
    switch (opcode.operand()) {
      case NONE -> faults.add(new Fault(at - 1, dice.roll(OPCODES)));
      case LABEL -> {
        int inside = code.start() + dice.pick(code.instructions()) + (dice.oneIn(4) ? 1 : 0);
        int target = dice.oneIn(8) ? dice.roll(LABELS) : inside;
        faults.add(new Fault(at, target >> 8));
        faults.add(new Fault(at + 1, target & 0xFF));
      }
      default -> {
        int value = dice.oneIn(2) ? dice.roll(12) : dice.roll(256);
        faults.add(new Fault(at + dice.roll(opcode.operand().bytes()), value));
      }
    }
  }

  /** Puts a fault into a program, if it has such a place. */
  static void spoil(Emitter.Code code, Fault fault) {
    int entries = -LENGTH - ENTRY * code.natives();
    boolean inPool = fault.offset() >= entries && fault.offset() < -LENGTH;
    int place = code.start() + fault.offset();
    if (inPool || (fault.offset() >= 0 && place < code.image().length)) {
      code.image()[place] = (byte) fault.value();
    }
  }
}
