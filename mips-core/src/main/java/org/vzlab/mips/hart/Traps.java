package org.vzlab.mips.hart;

/**
 * Exceptions: what is being raised, and the entry into the handler. The only writer of Status.EXL,
 * Cause, EPC and what goes with them.
 */
public final class Traps {
  private final Hart hart;
  private ExcCode code = ExcCode.INT;

  Traps(Hart hart) {
    this.hart = hart;
  }

  /**
   * Raises an exception in the context that executes; to be thrown by the caller, as in {@code
   * throw hart.traps.raise(ExcCode.OV)}.
   */
  public GuestTrap raise(ExcCode code) {
    this.code = code;
    return GuestTrap.INSTANCE;
  }

  /**
   * Enters the handler of what was raised last: writes the context's CP0 registers and sets {@link
   * Hart#pc}.
   *
   * @param word the instruction that raised it
   * @param branch the branch in whose delay slot it stands, if {@link Hart#inDelaySlot}
   */
  public void enter(int word, int branch) {
    throw new IllegalStateException(
        String.format("%s at 0x%08X (0x%08X after 0x%08X)", code, hart.pc, word, branch));
  }
}
