package org.vzlab.mips.cp0;

/**
 * Fields of PerfCtl (MD00091 "Performance Counter"; EC is of MD00847, where Linux arch/mips has
 * it).
 */
public final class PerfCtl {
  /** Counts at exception level. */
  public static final int EXL = 1;

  /** Counts in kernel mode, but not at exception or error level. */
  public static final int K = 1 << 1;

  /** Counts in user mode. */
  public static final int U = 1 << 3;

  /** A counter with bit 31 set requests an interrupt. */
  public static final int IE = 1 << 4;

  /** EventExt and Event, one above the other: what is counted. */
  public static final int EVENT = 0x7FF << 5;

  /** Position of Event. */
  public static final int EVENT_SHIFT = 5;

  /** Whose events count. */
  public static final int EC = 3 << 23;

  /** Position of EC. */
  public static final int EC_SHIFT = 23;

  private PerfCtl() {}
}
