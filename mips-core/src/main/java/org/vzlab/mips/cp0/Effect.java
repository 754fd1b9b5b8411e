package org.vzlab.mips.cp0;

/** What the processor does beyond storing when a CP0 register is read or written. */
public enum Effect {
  /** Nothing. */
  NONE,
  /** A function of time. */
  COUNT,
  /** Acknowledges the timer and sets it anew. */
  COMPARE,
  /** Mode, interrupts or translation may be different. */
  MODE,
  /** As MODE, and the timer and the software interrupt lines may be. */
  CAUSE,
  /** Guest.Count has moved. */
  GT_OFFSET,
  /** Random starts again at the top. */
  WIRED,
  /** Other addresses are watched. */
  WATCH,
  /** A performance counter counts something else. */
  PERF_CTL,
  /** What a performance counter has counted. */
  PERF_CNT,
  /** RI and XI exist only as PageGrain says. */
  ENTRY_LO,
  /** A view of Status.IPL. */
  VIEW_IPL,
  /** A view of Cause.RIPL and IP. */
  VIEW_RIPL
}
