package org.vzlab.mips.cp0;

/** Fields of GuestCtl0, GuestCtl0Ext, GuestCtl1, GuestCtl2 (EIC form) and GuestCtl3 (MD00847). */
public final class GuestCtl {
  public static final int GM = 1 << 31;
  public static final int RI = 1 << 30;
  public static final int MC = 1 << 29;
  public static final int CP0 = 1 << 28;

  /** Who manages a guest's MMU. */
  public static final int AT = 3 << 26;

  /** AT = 1: root does. */
  public static final int AT_ROOT = 1 << 26;

  /** AT = 3: the guest does. */
  public static final int AT_GUEST = 3 << 26;

  public static final int GT = 1 << 25;
  public static final int CG = 1 << 24;
  public static final int CF = 1 << 23;
  public static final int G1 = 1 << 22;
  public static final int G0E = 1 << 19;
  public static final int PIP = 0xFF << 10;
  public static final int G2 = 1 << 7;
  public static final int GEXC_CODE = 0x1F << 2;
  public static final int SFC2 = 1 << 1;
  public static final int SFC1 = 1;

  public static final int NCC = 3 << 6;
  public static final int CGI = 1 << 4;
  public static final int FCD = 1 << 3;
  public static final int OG = 1 << 2;
  public static final int BG = 1 << 1;
  public static final int MG = 1;

  /** GuestCtl1.ID: three bits, the guests 1 to 7 of this core. */
  public static final int ID = 7;

  /** GuestCtl1.RID. */
  public static final int RID = 7 << 16;

  public static final int GRIPL = 0xFF << 24;
  public static final int GEICSS = 0xF << 18;
  public static final int GVEC = 0xFFFF;

  /** GuestCtl3.GLSS. */
  public static final int GLSS = 0xF;

  private GuestCtl() {}

  /** Whether root manages the MMU of guests, whose TLB takes no part then. */
  public static boolean isRootMmu(int guestCtl0) {
    return (guestCtl0 & AT) == AT_ROOT;
  }

  /** The guest whose code runs in guest mode. */
  public static int id(int guestCtl1) {
    return guestCtl1 & ID;
  }

  /** The guest whose TLB entries root's TLB instructions work on. */
  public static int rid(int guestCtl1) {
    return (guestCtl1 & RID) >>> 16;
  }

  /** The priority level of the interrupt that waits to be taken by the guest, or 0. */
  public static int gripl(int guestCtl2) {
    return guestCtl2 >>> 24;
  }
}
