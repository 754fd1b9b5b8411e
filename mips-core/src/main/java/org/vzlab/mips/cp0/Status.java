package org.vzlab.mips.cp0;

/** Fields of the Status register (MD00091 "Status"; no supervisor mode, so bit 3 is always 0). */
public final class Status {
  public static final int IE = 1;
  public static final int EXL = 1 << 1;
  public static final int ERL = 1 << 2;

  /** User mode, unless EXL or ERL is set. */
  public static final int UM = 1 << 4;

  /** IM1 and IM0, which take no part in EIC mode. */
  public static final int IM = 3 << 8;

  public static final int NMI = 1 << 19;
  public static final int SR = 1 << 20;
  public static final int TS = 1 << 21;
  public static final int BEV = 1 << 22;
  public static final int MX = 1 << 24;
  public static final int RE = 1 << 25;
  public static final int FR = 1 << 26;
  public static final int RP = 1 << 27;
  public static final int CU0 = 1 << 28;
  public static final int CU1 = 1 << 29;

  /** The eight bits of IPL: 18 and 16 to 10. */
  public static final int IPL = 1 << 18 | 0x7F << 10;

  private Status() {}

  /** The interrupt priority level below and at which requests are ignored. */
  public static int ipl(int status) {
    return ((status >>> 10) & 0x7F) | ((status >>> 11) & 0x80);
  }

  /** A Status value with another IPL. */
  public static int withIpl(int status, int ipl) {
    return (status & ~IPL) | ((ipl & 0x7F) << 10) | ((ipl & 0x80) << 11);
  }

  /** Whether coprocessor 0 may be used without Status.CU0. */
  public static boolean isKernel(int status) {
    return (status & UM) == 0 || (status & (EXL | ERL)) != 0;
  }

  /** Whether this context would take a request of this level now. */
  public static boolean accepts(int status, int ripl) {
    return (status & (IE | EXL | ERL)) == IE && ripl > ipl(status);
  }
}
