package org.vzlab.board;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Isa;

/** The registers of a processor, for a report of a bug. */
final class RegisterDump {
  private RegisterDump() {}

  static String of(Hart hart) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "time %d, pc 0x%08X (%s), %s",
            hart.scheduler.now(), hart.pc & ~1, Isa.at(hart.pc), Board.owner(hart.owner())));
    for (int i = 0; i < 32; i++) {
      text.append(String.format("%s$%-2d %08X", i % 4 == 0 ? "\n" : "  ", i, hart.gpr[i]));
    }
    for (Cp0Register register : Cp0Register.values()) {
      text.append(
          String.format(
              "\n%-12s %08X   guest %08X",
              register.manualName(), hart.root.get(register), hart.guest.get(register)));
    }
    return text.toString();
  }
}
