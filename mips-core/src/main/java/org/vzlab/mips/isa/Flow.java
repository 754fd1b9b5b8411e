package org.vzlab.mips.isa;

/** What an instruction does to the flow of control, and so what its method returns. */
public enum Flow {
  /** Goes on with the next instruction. The method returns the result, or nothing. */
  NEXT(false),
  /** Branches to {@code target} if the method returns true; has a delay slot. */
  BRANCH(true),
  /** As BRANCH, but the delay slot is not executed when the branch is not taken. */
  BRANCH_LIKELY(true),
  /** Branches to {@code target} if the method returns true; has no delay slot. */
  BRANCH_COMPACT(false),
  /** Jumps to the address the method returns; has a delay slot. */
  JUMP(true),
  /** Jumps to the address the method returns; has no delay slot. */
  JUMP_COMPACT(false),
  /** Goes on at the address the method returns, another context possibly; has no delay slot. */
  RESUME(false);

  private final boolean delaySlot;

  Flow(boolean delaySlot) {
    this.delaySlot = delaySlot;
  }

  /** Whether it may go on elsewhere at once, and in the same context. */
  public boolean isCompact() {
    return this == BRANCH_COMPACT || this == JUMP_COMPACT;
  }

  /** Whether the following instruction is executed first. */
  public boolean hasDelaySlot() {
    return delaySlot;
  }
}
