package org.vzlab.mips.hart;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The general registers: shadow sets of 32, of which number 0 stays 0. Which set an instruction
 * works on is the hart's affair.
 */
final class ShadowSets implements Stateful {
  /** Index in a set that takes what is written to register 0. */
  static final int SINK = 32;

  /** SRSCtl.HSS + 1; a power of two. */
  private static final int SETS = 8;

  private final int[][] sets = new int[SETS][SINK + 1];

  /** A set; numbers go round. */
  int[] get(int number) {
    return sets[number & (SETS - 1)];
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < SETS; i++) {
      visitor.array("set" + i, sets[i]);
    }
  }
}
