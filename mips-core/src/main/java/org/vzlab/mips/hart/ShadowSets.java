package org.vzlab.mips.hart;

import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.SrsCtl;

/**
 * The general registers: shadow sets of 32, of which number 0 stays 0. Which set an instruction
 * works on SRSCtl of the context says that executes.
 */
public final class ShadowSets implements Stateful {
  /** Index in a set that takes what is written to register 0. */
  static final int SINK = 32;

  /** SRSCtl.HSS + 1; a power of two. */
  private static final int SETS = 8;

  private final int[][] sets = new int[SETS][SINK + 1];

  private final Hart hart;

  ShadowSets(Hart hart) {
    this.hart = hart;
  }

  /** The set that instructions work on: SRSCtl.CSS of the context that executes. */
  int[] current() {
    return get(SrsCtl.css(hart.context().get(Cp0Register.SRS_CTL)));
  }

  /** The registers of a set by its number in hardware, which a guest's first one has as its id. */
  public int[] of(int number) {
    return Arrays.copyOf(sets[number & (SETS - 1)], SINK);
  }

  /** RDPGPR: a register of the set that SRSCtl.PSS of the executing context names. */
  public int previous(int number) {
    return previous()[number];
  }

  /** WRPGPR: sets a register of the set that SRSCtl.PSS of the executing context names. */
  public void previous(int number, int value) {
    previous()[number == 0 ? SINK : number] = value;
  }

  private int[] previous() {
    return get(SrsCtl.pss(hart.context().get(Cp0Register.SRS_CTL)));
  }

  /**
   * A set by the number that the context knows it by; root's go round. A guest's sets start at
   * GuestCtl3.GLSS. Beyond the last of them, Guest.SRSCtl.HSS, which is undefined (MD00091), it has
   * its first: it can bring any number into SRSCtl with IRET.
   */
  private int[] get(int number) {
    int absolute = number;
    if (hart.inGuest()) {
      boolean has = number <= SrsCtl.hss(hart.guest.get(Cp0Register.SRS_CTL));
      absolute = (has ? number : 0) + (hart.root.get(Cp0Register.GUEST_CTL3) & GuestCtl.GLSS);
    }
    return sets[absolute & (SETS - 1)];
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < SETS; i++) {
      visitor.array("set" + i, sets[i]);
    }
  }
}
