package org.vzlab.mips.cp0;

/** Fields of the Cause register (MD00091 "Cause", with the eight-bit RIPL of Config3.IPLW = 1). */
public final class Cause {
  public static final int EXC_CODE = 0x1F << 2;
  public static final int IP0 = 1 << 8;
  public static final int IP1 = 1 << 9;
  public static final int RIPL = 0xFF << 10;
  public static final int FDCI = 1 << 21;
  public static final int WP = 1 << 22;
  public static final int IV = 1 << 23;
  public static final int PCI = 1 << 26;
  public static final int DC = 1 << 27;

  /** An automated prologue has met the last exception. */
  public static final int AP = 1 << 24;

  /** The last IRET has gone on with another interrupt. */
  public static final int IC = 1 << 25;

  public static final int CE = 3 << 28;
  public static final int TI = 1 << 30;
  public static final int BD = 1 << 31;

  /** Position of RIPL. */
  public static final int RIPL_SHIFT = 10;

  /** Position of CE. */
  public static final int CE_SHIFT = 28;

  private Cause() {}

  /** The RIPL field. */
  public static int ripl(int cause) {
    return (cause & RIPL) >>> RIPL_SHIFT;
  }

  /** The ExcCode field. */
  public static int excCode(int cause) {
    return (cause & EXC_CODE) >>> 2;
  }
}
