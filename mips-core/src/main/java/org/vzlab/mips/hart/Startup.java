package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * The instruction set of boot code, which after a reset is that of exception handlers too, until
 * software chooses for itself: Config3.ISA and ISAOnExc (MD00091).
 */
final class BootIsa {
  /** Config3.ISA: both instruction sets, and the one after reset. */
  private static final int ISA = 3 << 14;

  private static final int BOTH_FROM_MIPS32 = 2 << 14;
  private static final int BOTH_FROM_MICROMIPS = 3 << 14;
  private static final int ISA_ON_EXC = 1 << 16;

  private boolean micromips;

  /** Chooses it, from the next reset on. */
  void choose(boolean isMicromips) {
    micromips = isMicromips;
  }

  /** A context's Config3 after reset. */
  void preset(Cp0 context) {
    context.replace(
        Cp0Register.CONFIG3,
        ISA | ISA_ON_EXC,
        micromips ? BOTH_FROM_MICROMIPS | ISA_ON_EXC : BOTH_FROM_MIPS32);
  }

  /** Where execution starts after reset and NMI, with the ISA mode. */
  int resetVector() {
    return Hart.RESET_VECTOR | (micromips ? 1 : 0);
  }
}
