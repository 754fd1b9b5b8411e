package org.vzlab.mips.oracle;

/** Fields of CP0 registers as MD00091, MD00847 and the M5150 have them. */
final class Bits {
  static final int STATUS_IE = 1;
  static final int STATUS_EXL = 1 << 1;
  static final int STATUS_ERL = 1 << 2;
  static final int STATUS_UM = 1 << 4;
  static final int STATUS_NMI = 1 << 19;
  static final int STATUS_SR = 1 << 20;
  static final int STATUS_TS = 1 << 21;
  static final int STATUS_BEV = 1 << 22;
  static final int STATUS_MX = 1 << 24;
  static final int STATUS_RE = 1 << 25;
  static final int STATUS_FR = 1 << 26;
  static final int STATUS_RP = 1 << 27;
  static final int STATUS_CU0 = 1 << 28;
  static final int STATUS_CU1 = 1 << 29;

  static final int CAUSE_EXC_CODE = 0x1F << 2;
  static final int CAUSE_RIPL = 0xFF << 10;
  static final int CAUSE_IV = 1 << 23;
  static final int CAUSE_DC = 1 << 27;
  static final int CAUSE_CE = 3 << 28;
  static final int CAUSE_BD = 1 << 31;

  static final int CONFIG3_ISA_ON_EXC = 1 << 16;
  static final int CONFIG5_UFR = 1 << 2;
  static final int DEBUG_DM = 1 << 30;
  static final int DEBUG_DBD = 1 << 31;
  static final int DEBUG_IEXI = 1 << 20;
  static final int DEBUG_DBP = 1 << 1;
  static final int DEBUG_EXC_CODE = 0x1F << 10;
  static final int INT_CTL_VS = 0x1F << 5;

  static final int SRS_CSS = 0xF;
  static final int SRS_PSS = 0xF << 6;
  static final int SRS_ESS = 0xF << 12;
  static final int SRS_EICSS = 0xF << 18;
  static final int SRS_HSS = 0xF << 26;

  static final int G0_GM = 1 << 31;
  static final int G0_RI = 1 << 30;
  static final int G0_MC = 1 << 29;
  static final int G0_CP0 = 1 << 28;
  static final int G0_AT = 3 << 26;
  static final int G0_GT = 1 << 25;
  static final int G0_CG = 1 << 24;
  static final int G0_CF = 1 << 23;
  static final int G0_EXC_CODE = 0x1F << 2;
  static final int G0_SFC2 = 1 << 1;
  static final int G0_SFC1 = 1;
  static final int AT_ROOT = 1 << 26;
  static final int AT_GUEST = 3 << 26;

  static final int EXT_CGI = 1 << 4;
  static final int EXT_FCD = 1 << 3;
  static final int EXT_OG = 1 << 2;
  static final int EXT_BG = 1 << 1;
  static final int EXT_MG = 1;

  static final int GRAIN_RIE = 1 << 31;
  static final int GRAIN_XIE = 1 << 30;
  static final int GRAIN_IEC = 1 << 27;

  static final int LO_RI = 1 << 31;
  static final int LO_XI = 1 << 30;
  static final int LO_D = 4;
  static final int LO_V = 2;
  static final int LO_G = 1;
  static final int HI_VPN2 = 0xFFFFE000;
  static final int HI_EHINV = 1 << 10;

  private Bits() {}

  /** Status.IPL, whose highest bit is apart. */
  static int ipl(int status) {
    return (status >>> 10 & 0x7F) | (status >>> 18 & 1) << 7;
  }

  static int withIpl(int ipl) {
    return (ipl & 0x7F) << 10 | (ipl >>> 7) << 18;
  }
}
