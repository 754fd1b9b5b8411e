package org.vzlab.mips.isa;

import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;

/**
 * Status.FR as user mode sees and changes it through the FPU's control registers UFR and UNFR
 * (MD00083 and MD00086, since Release 5), where Config5.UFR of the executing context allows it. A
 * guest does so without leaving to root, our choice: root hears of its write to Config5.UFR.
 */
final class UserFr {
  private static final int UFR = 1 << 2;

  private UserFr() {}

  /** 1 if Status.FR is set, otherwise 0. */
  static int get(Hart hart) throws GuestTrap {
    return (allowed(hart).get(Cp0Register.STATUS) & Status.FR) != 0 ? 1 : 0;
  }

  /**
   * Sets Status.FR.
   *
   * @param number of the general register whose value is written; all but 0 are reserved
   * @param fr Status.FR, or 0
   */
  static void set(Hart hart, int number, int fr) throws GuestTrap {
    int status = allowed(hart).get(Cp0Register.STATUS);
    if (number != 0) {
      throw hart.traps.raise(ExcCode.RI);
    }
    hart.registers.write(
        Cp0Register.STATUS, (status & ~Status.FR) | fr, PrivilegedAccess.self(hart));
  }

  private static Cp0 allowed(Hart hart) throws GuestTrap {
    Cp0 context = hart.context();
    if (!context.has(Cp0Register.CONFIG5, UFR)) {
      throw hart.traps.raise(ExcCode.RI);
    }
    return context;
  }
}
