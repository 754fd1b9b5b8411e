package org.vzlab.mips.cp0;

/** Fields of the SRSCtl register (MD00091 "SRSCtl"). */
public final class SrsCtl {
  public static final int CSS = 0xF;
  public static final int PSS = 0xF << 6;
  public static final int ESS = 0xF << 12;
  public static final int EICSS = 0xF << 18;
  public static final int HSS = 0xF << 26;

  private SrsCtl() {}

  /** The current set. */
  public static int css(int srsCtl) {
    return srsCtl & CSS;
  }

  /** The previous set, which RDPGPR and WRPGPR work on. */
  public static int pss(int srsCtl) {
    return (srsCtl & PSS) >>> 6;
  }

  /** The set of exceptions. */
  public static int ess(int srsCtl) {
    return (srsCtl & ESS) >>> 12;
  }

  /** The set the interrupt controller asked for. */
  public static int eicss(int srsCtl) {
    return (srsCtl & EICSS) >>> 18;
  }

  /** The highest set. */
  public static int hss(int srsCtl) {
    return (srsCtl & HSS) >>> 26;
  }
}
