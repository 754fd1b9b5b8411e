package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.vzlab.board.Bench;
import org.vzlab.mips.isa.Isa;

/** Guests that attack nobody, to find out what others do beside them. */
final class Scout {
  private static final int T0 = 8;
  private static final int T1 = 9;

  private final Target target;
  private final Encodings encodings;

  Scout(Target target, Encodings encodings) {
    this.target = target;
    this.encodings = encodings;
  }

  /** Does nothing, for ever. */
  void idle(Bench bench) {
    UnitBuilder unit = new UnitBuilder(Isa.MIPS32).words(Words.WAIT, Words.b(-2), Words.NOP);
    program(unit).load(bench);
  }

  /** Keeps the processor, the hypervisor and, if it has one, the console as busy as it can. */
  void noisy(Bench bench) {
    UnitBuilder unit = new UnitBuilder(Isa.MIPS32);
    unit.words(Words.mfc0(T0, 9, 0), Words.SYSCALL);
    for (Place window : target.devices(Place.Kind.WINDOW)) {
      if (window.what().startsWith("console")) {
        unit.load(T1, window.kseg1(0)).load(T0, 0x8000).words(Words.memory(Words.SW, T0, T1, 0));
        unit.load(T0, 0x1400).words(Words.memory(Words.SW, T0, T1, 0x10));
        unit.words(Words.memory(Words.SW, T0, T1, Chip.TXREG));
      }
    }
    unit.words(Words.b(-1 - unit.size() / 4), Words.NOP);
    program(unit).load(bench);
  }

  private Attack program(UnitBuilder unit) {
    List<Integer> pointers = new ArrayList<>(Collections.nCopies(26, 0));
    Manner manner =
        new Manner(
            Manner.Mode.KERNEL, Isa.MIPS32, 0, Manner.Interrupts.OFF, 1, List.copyOf(pointers));
    return new Attack(
        encodings, 0, AttackClass.MIX, target, manner, List.of(unit.build()), List.of());
  }
}
