package org.vzlab.isolation.attack;

import java.util.List;
import java.util.Optional;
import org.vzlab.isolation.attack.Manner.Interrupts;

/** {@link AttackClass#STORM}: as many traps, interrupts and characters as there can be. */
final class Storm implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int T2 = 10;

  /** Status.CU1, FR and MX. */
  private static final int FIELDS = Draft.STATUS_CU1 | Draft.STATUS_FR | Draft.STATUS_MX;

  /** UxMODE.ON, and UxSTA.URXEN and UTXEN. */
  private static final int ON = 1 << 15;

  private static final int TRANSMIT = 0x1400;

  @Override
  public void prepare(Draft draft) {
    draft.status(Draft.STATUS_IE);
    draft.interrupts(draft.one(List.of(Interrupts.values())));
  }

  @Override
  public void add(Draft draft) {
    UnitBuilder unit = draft.mips32();
    switch (draft.random.nextInt(7)) {
      case 6 -> fields(draft, unit);
      case 0 -> repeat(draft, unit, Words.SYSCALL);
      case 1 -> timer(draft, unit);
      case 2 -> software(draft, unit);
      case 3 -> interrupts(draft, unit);
      case 4 -> characters(draft, unit);
      default -> repeat(draft, unit, Words.mfc0(T2, draft.one(9, 11), 0));
    }
    draft.add(unit);
  }

  @Override
  public void end(Draft draft) {
    UnitBuilder unit = draft.mips32();
    interrupts(draft, unit);
    if (draft.oneIn(2)) {
      unit.words(Words.EI, Words.b(-1), draft.one(Words.NOP, Words.SYSCALL));
    } else {
      // The vector of an interrupt, wherever that leads.
      offset(draft, unit, draft.random.nextInt(1 << 18) & ~1);
      unit.words(Words.EI);
      timer(draft, unit);
    }
    draft.add(unit);
  }

  /** An instruction, many times. */
  private static void repeat(Draft draft, UnitBuilder unit, int word) {
    unit.words(Words.addiu(T0, 0, draft.random.nextInt(1, 400)), word);
    unit.words(Words.addiu(T0, T0, -1), Words.bne(T0, 0, -3), Words.NOP);
  }

  /** Fields of which root may want to know, while an interrupt is presented. */
  private static void fields(Draft draft, UnitBuilder unit) {
    unit.words(Words.DI);
    interrupts(draft, unit);
    unit.load(T0, 0x10000000 | (draft.random.nextInt() & FIELDS));
    unit.words(Words.mtc0(T0, 12, 0), Words.EHB);
    unit.load(T0, draft.one(0x20, 0x40, 0)).words(Words.mtc0(T0, 12, 1), Words.EHB);
    unit.load(T0, 0x00800000).words(Words.mtc0(T0, 13, 0), Words.EI);
  }

  static void timer(Draft draft, UnitBuilder unit) {
    unit.words(Words.mfc0(T0, 9, 0), Words.addiu(T0, T0, draft.one(0, 1, 40, 400, 4000, -1)));
    unit.words(Words.mtc0(T0, 11, 0), Words.EI);
  }

  /** Cause.IP0 and IP1, and IV. */
  private static void software(Draft draft, UnitBuilder unit) {
    unit.load(T0, 0x00800000 | draft.random.nextInt(4) << 8).words(Words.mtc0(T0, 13, 0));
    unit.words(Words.EI, Words.NOP);
  }

  private static Optional<Place> controller(Draft draft) {
    return draft.target.devices().stream()
        .filter(place -> place.contains(Chip.INTERRUPTS))
        .findFirst();
  }

  /** Flags, enables and priorities of the interrupt controller. */
  static void interrupts(Draft draft, UnitBuilder unit) {
    if (controller(draft).isEmpty()) {
      unit.words(Words.SYSCALL);
      return;
    }
    unit.load(T0, Chip.kseg1(Chip.INTERRUPTS));
    int bank = 16 * (draft.oneIn(2) ? 0 : draft.random.nextInt(7));
    unit.load(T1, draft.oneIn(2) ? -1 : draft.number());
    int priorities = 16 * draft.random.nextInt(54);
    for (int register :
        List.of(Chip.IPC0 + Chip.SET, Chip.IPC0 + priorities, Chip.IEC0 + bank + Chip.SET)) {
      unit.words(Words.memory(Words.SW, T1, T0, register));
    }
    int shadow = draft.one(Chip.SET, Chip.SET, Chip.INV, Chip.CLR, 0);
    unit.words(Words.memory(Words.SW, T1, T0, Chip.IFS0 + bank + shadow));
    if (draft.oneIn(3)) {
      offset(draft, unit, draft.one(0x200, 0x180, 0x220, 0x400));
    }
  }

  private static void offset(Draft draft, UnitBuilder unit, int vector) {
    if (controller(draft).isPresent()) {
      unit.load(T0, Chip.kseg1(Chip.INTERRUPTS)).load(T1, vector);
      int number = draft.oneIn(2) ? 0 : draft.random.nextInt(191);
      unit.words(Words.memory(Words.SW, T1, T0, Chip.OFF0 + 4 * number));
    }
  }

  /** Characters out of every window that has a register where a UART has its transmitter's. */
  private static void characters(Draft draft, UnitBuilder unit) {
    List<Place> windows =
        draft.target.devices(Place.Kind.WINDOW).stream()
            .filter(place -> place.size() >= 0x40 && place.what().startsWith("console"))
            .toList();
    if (windows.isEmpty()) {
      repeat(draft, unit, Words.SYSCALL);
      return;
    }
    unit.load(T1, draft.one(windows).kseg1(0)).load(T0, ON).load(T2, TRANSMIT);
    unit.words(Words.memory(Words.SW, T0, T1, 0), Words.memory(Words.SW, T2, T1, 0x10));
    unit.words(Words.addiu(T0, 0, draft.random.nextInt(1, 60)));
    unit.words(Words.memory(Words.SW, draft.scratch(), T1, Chip.TXREG));
    unit.words(Words.addiu(T0, T0, -1), Words.bne(T0, 0, -3), Words.NOP);
  }
}
