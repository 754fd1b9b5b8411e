package org.vzlab.isolation.attack;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** Counts the exceptions that a guest takes or leaves for, and the rows of the trap matrix. */
final class TrapCounts {
  private static final int STATUS_KSU = 3 << 3;
  private static final int USER = 2 << 3;

  /** Names that are kept from one attack to the next: random words are new each time. */
  private static final int MOST_NAMES = 1 << 16;

  private static final int STATUS_ERL = 1 << 2;

  private final Hart hart;
  private final int guest;
  private final InstructionSet instructionSet;
  private final Map<String, long[]> exceptions = new TreeMap<>();
  private final Map<TrapRow, long[]> rows = new EnumMap<>(TrapRow.class);
  private final Map<Long, String> names = new HashMap<>();

  private String lastExit = "";

  TrapCounts(Hart hart, int guest, InstructionSet instructionSet) {
    this.hart = hart;
    this.guest = guest;
    this.instructionSet = instructionSet;
    hart.traps.trace().listen(this::taken);
  }

  void clear() {
    if (names.size() > MOST_NAMES) {
      names.clear();
    }
    exceptions.clear();
    rows.clear();
    lastExit = "";
  }

  private void taken(ExceptionTaken taken) {
    if (taken.owner() != guest) {
      return;
    }
    if (taken.inGuest()) {
      exceptions.computeIfAbsent(taken.code().name(), any -> new long[1])[0]++;
    }
    String trap = TrapRow.name(taken.code(), taken.inGuest(), taken.gexcCode());
    lastExit = taken.inGuest() ? lastExit : trap;
    int status = hart.guest.get(Cp0Register.STATUS);
    boolean user = (status & (STATUS_KSU | STATUS_ERL)) == USER;
    String instruction = taken.code().showsInstruction() ? instruction(taken) : "";
    for (TrapRow row : TrapRow.values()) {
      if (row.fits(instruction, user, trap)) {
        rows.computeIfAbsent(row, any -> new long[1])[0]++;
        return;
      }
    }
  }

  private String instruction(ExceptionTaken taken) {
    // A fetch that fails has no instruction: BadInstr is that of an earlier exception.
    if (taken.code() == ExcCode.TLBL && (taken.badVAddr() ^ taken.epc()) >>> 1 == 0) {
      return "";
    }
    int word = taken.badInstr();
    Isa isa = Isa.at(taken.epc());
    return names.computeIfAbsent(
        (isa == Isa.MIPS32 ? 0L : 1L << 32) | Integer.toUnsignedLong(word), any -> name(isa, word));
  }

  private String name(Isa isa, int word) {
    boolean half = isa == Isa.MICROMIPS && word >>> 16 == 0 && InstructionSet.length(word) == 2;
    String mnemonic = instructionSet.decode(isa, half ? word << 16 : word).operation().mnemonic();
    if (!mnemonic.equals("mfc0") && !mnemonic.equals("mtc0")) {
      return mnemonic;
    }
    int number = isa == Isa.MIPS32 ? word >> 11 & 31 : word >> 16 & 31;
    int select = isa == Isa.MIPS32 ? word & 7 : word >> 11 & 7;
    return mnemonic + " " + number + "." + select;
  }

  /** What the guest has left for last. */
  String lastExit() {
    return lastExit;
  }

  Map<String, Long> exceptions() {
    Map<String, Long> counts = new TreeMap<>();
    exceptions.forEach((name, count) -> counts.put(name, count[0]));
    return counts;
  }

  Map<TrapRow, Long> rows() {
    Map<TrapRow, Long> counts = new EnumMap<>(TrapRow.class);
    rows.forEach((row, count) -> counts.put(row, count[0]));
    return counts;
  }
}
