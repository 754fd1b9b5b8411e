package org.vzlab.mips.engine;

/** Executes instructions. All engines have the same effects at the same times. */
public interface Engine {
  /**
   * Executes until board time has reached the scheduler's deadline, which an instruction may bring
   * forward. Returns between instructions, never in a delay slot.
   */
  void run();
}
