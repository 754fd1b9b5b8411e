package org.vzlab.isolation.attack;

import java.util.List;

/**
 * {@link AttackClass#MAILBOX}: the registers of mailboxes and supervisions as often as possible, in
 * and out of order; of the emulated devices, if the guest has no others.
 */
final class Floods implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int T2 = 10;

  /** Where the registers of a mailbox's or supervision's end are (docs/mailboxes.md). */
  private static final int[] REGISTERS = {
    0x00, 0x10, 0x10, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x80, 0x84, 0xFC
  };

  private static final int[] STORES = {Words.SW, Words.SW, Words.SH, Words.SB};
  private static final int[] LOADS = {Words.LW, Words.LW, Words.LHU, Words.LH, Words.LBU, Words.LB};

  private static List<Place> windows(Draft draft) {
    List<Place> mailboxes = draft.target.devices(Place.Kind.MAILBOX);
    return mailboxes.isEmpty() ? draft.target.devices(Place.Kind.WINDOW) : mailboxes;
  }

  @Override
  public void add(Draft draft) {
    List<Place> windows = windows(draft);
    if (windows.isEmpty()) {
      draft.add(draft.mips32().words(Words.SYSCALL));
      return;
    }
    Place window = draft.one(windows);
    UnitBuilder unit = draft.mips32().load(T0, window.kseg1(0));
    unit.words(Words.addiu(T1, 0, draft.random.nextInt(1, draft.oneIn(4) ? 300 : 4)));
    int start = unit.size();
    int count = draft.random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      access(draft, unit, window);
    }
    int back = (start - unit.size()) / 4 - 2;
    unit.words(Words.addiu(T1, T1, -1), Words.bne(T1, 0, back), Words.NOP);
    draft.add(unit);
  }

  private static void access(Draft draft, UnitBuilder unit, Place window) {
    int size = (int) window.size();
    boolean store = window.writable() && draft.oneIn(2);
    int opcode = store ? draft.one(STORES) : draft.one(LOADS);
    int alignment = opcode == Words.SW || opcode == Words.LW ? 4 : 2;
    boolean known = window.kind() == Place.Kind.MAILBOX && draft.oneIn(2);
    int offset = known ? draft.one(REGISTERS) : draft.random.nextInt(size);
    if (store) {
      unit.load(T2, draft.number());
    }
    unit.words(Words.memory(opcode, T2, T0, Math.min(offset, size - 4) & -alignment));
  }

  /** Beyond its end, before its beginning, and with instructions that no window takes. */
  @Override
  public void end(Draft draft) {
    List<Place> windows = windows(draft);
    if (!windows.isEmpty()) {
      Place window = draft.one(windows);
      UnitBuilder unit = draft.mips32().load(T0, window.kseg1(0));
      int offset = draft.one(-4, (int) window.size(), (int) window.size() - 2, 0, 0x7FFF, -0x8000);
      int opcode = draft.one(Words.LW, Words.SW, Words.LWL, Words.SWR, Words.LL, Words.SC);
      unit.words(Words.memory(opcode, T2, T0, offset));
      draft.add(unit);
    }
  }
}
