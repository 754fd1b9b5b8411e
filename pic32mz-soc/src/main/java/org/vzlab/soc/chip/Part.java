package org.vzlab.soc.chip;

/**
 * The parts of the family that are modelled. All have 2 MB of flash, 512 KB of RAM and the same
 * core; they differ in package, and so in ports, pins and blocks.
 */
public enum Part {
  /** 100 pins. */
  PIC32MZ2048EFG100(0x720E053),
  /** 144 pins, CAN. */
  PIC32MZ2048EFH144(0x7227053),
  /** 64 pins, CAN. */
  PIC32MZ2048EFH064(0x7209053);

  /** VER of silicon revision A1. */
  private static final int REVISION_A1 = 1 << 28;

  private final int device;

  /**
   * @param device DEVID without its revision (device pack, DEVID)
   */
  Part(int device) {
    this.device = device;
  }

  /** What DEVID reads, in revision A1, which a WiFire's JTAG port answers. */
  public int deviceId() {
    return REVISION_A1 | device;
  }
}
