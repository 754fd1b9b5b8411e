package org.vzlab.mips.cp0;

/** Fields of the registers that the TLB instructions use (MD00091). */
public final class TlbFields {
  /** EntryHi.VPN2. */
  public static final int VPN2 = 0xFFFFE000;

  /** EntryHi.EHINV. */
  public static final int EHINV = 1 << 10;

  /** EntryHi.ASID. */
  public static final int ASID = 0xFF;

  /** EntryLo.G. */
  public static final int G = 1;

  /** EntryLo.V. */
  public static final int V = 1 << 1;

  /** EntryLo.D. */
  public static final int D = 1 << 2;

  /** EntryLo.PFN: a 32-bit physical address, so 20 bits. */
  public static final int PFN = 0x03FF_FFC0;

  /** EntryLo.XI. */
  public static final int XI = 1 << 30;

  /** EntryLo.RI. */
  public static final int RI = 1 << 31;

  /** PageMask.Mask: pages of 4 KB to 256 MB, none smaller: the core has no PageGrain.ESP. */
  public static final int MASK = 0x1FFFE000;

  /** PageGrain.IEC: RI and XI have exception codes of their own. */
  public static final int IEC = 1 << 27;

  /** PageGrain.XIE: EntryLo.XI can be set. */
  public static final int XIE = 1 << 30;

  /** PageGrain.RIE: EntryLo.RI can be set. */
  public static final int RIE = 1 << 31;

  /** Index.P: the probe has found nothing. */
  public static final int P = 1 << 31;

  /** Context.BadVPN2. */
  public static final int BAD_VPN2 = 0x007FFFF0;

  private TlbFields() {}
}
