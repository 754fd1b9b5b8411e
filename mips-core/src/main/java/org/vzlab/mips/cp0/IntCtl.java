package org.vzlab.mips.cp0;

/** Fields of the IntCtl register (MD00091 "IntCtl"; those of prologues: MD00641). */
public final class IntCtl {
  /** Not 0: the external interrupt controller chooses vectors. */
  public static final int VS = 0x1F << 5;

  /** The stack of the prologue is the handler's own. */
  public static final int USE_K_STK = 1 << 13;

  /** Interrupts have an automated prologue, and IRET is its epilogue. */
  public static final int APE = 1 << 14;

  /** Prologue and chained entry clear Status.EXL, ERL and UM. */
  public static final int CLR_EXL = 1 << 15;

  /** IRET may go on with the next interrupt. */
  public static final int ICE = 1 << 21;

  private IntCtl() {}

  /** Words of the prologue's frame. */
  public static int stkDec(int intCtl) {
    return intCtl >>> 16 & 0x1F;
  }
}
