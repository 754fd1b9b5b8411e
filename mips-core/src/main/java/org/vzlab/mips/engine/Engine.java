package org.vzlab.mips.engine;

/** Executes instructions. All engines have the same effects at the same times. */
public interface Engine {
  /**
   * Executes until board time has reached the scheduler's deadline, which an instruction may bring
   * forward. Returns between instructions, never in a delay slot.
   */
  void run();

  /**
   * Executes one instruction, or takes what has to be taken before it. Of a branch the delay slot
   * is the next step, or the beginning of the next {@link #run}; nothing comes between the two.
   */
  void step();
}
