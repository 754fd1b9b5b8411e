package org.vzlab.mips.hart;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/**
 * How execution starts after a reset and after an NMI: where, what stands in for boot code, and in
 * which instruction set, which after a reset is that of exception handlers too, until software
 * chooses for itself: Config3.ISA and ISAOnExc (MD00091).
 */
final class Startup implements Stateful {
  /** Config3.ISA: both instruction sets, and the one after reset. */
  private static final int ISA = 3 << 14;

  private static final int BOTH_FROM_MIPS32 = 2 << 14;
  private static final int BOTH_FROM_MICROMIPS = 3 << 14;
  private static final int ISA_ON_EXC = 1 << 16;

  private final Hart hart;
  private boolean micromips;
  private Runnable onNmi = () -> {};

  Startup(Hart hart) {
    this.hart = hart;
  }

  /** Chooses the instruction set, from the next reset on. */
  void choose(boolean isMicromips) {
    micromips = isMicromips;
  }

  /** Sets what stands in for boot code after an NMI. */
  void onNmi(Runnable bootCode) {
    onNmi = bootCode;
  }

  /** The registers of both contexts have been reset. */
  void reset() {
    preset(hart.root);
    preset(hart.guest);
    begin();
  }

  private void preset(Cp0 context) {
    context.replace(
        Cp0Register.CONFIG3,
        ISA | ISA_ON_EXC,
        micromips ? BOTH_FROM_MICROMIPS | ISA_ON_EXC : BOTH_FROM_MIPS32);
  }

  /** Goes to the reset vector, in the ISA mode that is in force there. */
  void begin() {
    hart.pc = Hart.RESET_VECTOR | (micromips ? 1 : 0);
  }

  /** An NMI has been taken: execution, or modelled root software, starts anew. */
  void nmiTaken() {
    hart.interrupts.endWait();
    hart.installedRoot.restart();
    onNmi.run();
  }

  @Override
  public void visit(StateVisitor visitor) {
    micromips = visitor.flag("micromips", micromips);
  }
}
