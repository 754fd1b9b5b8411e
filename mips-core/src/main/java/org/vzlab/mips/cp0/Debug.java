package org.vzlab.mips.cp0;

/**
 * Fields of the Debug register (MD00047 "Debug Register"). DM, DBD, DExcCode and DBp are set by
 * hardware; IEXI is set with DM and holds back nothing, because every error of this model is
 * precise.
 */
public final class Debug {
  /** The last debug exception was a software breakpoint. */
  public static final int DBP = 1 << 1;

  /** What the last exception in debug mode was, as Cause.ExcCode. */
  public static final int DEXC_CODE = 0x1F << 10;

  /** Position of DExcCode. */
  public static final int DEXC_CODE_SHIFT = 10;

  public static final int IEXI = 1 << 20;

  /** Debug mode. */
  public static final int DM = 1 << 30;

  /** The instruction that DEPC stands for is in the delay slot of the branch that is there. */
  public static final int DBD = 1 << 31;

  private Debug() {}
}
