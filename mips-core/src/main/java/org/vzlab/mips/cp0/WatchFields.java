package org.vzlab.mips.cp0;

/** Fields of WatchLo and WatchHi (MD00091); the bits I, R and W are the same in both. */
public final class WatchFields {
  /** Stores: whether they are watched, and whether one has been met. */
  public static final int W = 1;

  /** Loads. */
  public static final int R = 1 << 1;

  /** Fetches of instructions. */
  public static final int I = 1 << 2;

  /** WatchHi.Mask: bits of WatchLo.VAddr that are not compared. */
  public static final int MASK = 0xFF8;

  /** WatchHi.ASID: whose addresses they are. */
  public static final int ASID = 0xFF << 16;

  /** Position of ASID. */
  public static final int ASID_SHIFT = 16;

  /** WatchHi.G: they are everybody's. */
  public static final int G = 1 << 30;

  private WatchFields() {}
}
