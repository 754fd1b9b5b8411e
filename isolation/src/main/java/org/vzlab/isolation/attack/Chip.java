package org.vzlab.isolation.attack;

/** Physical addresses of registers (DS60001320, memory map and register maps). */
final class Chip {
  static final int INTERRUPTS = 0x1F810000;
  static final int IFS0 = 0x40;
  static final int IEC0 = 0xC0;
  static final int IPC0 = 0x140;
  static final int OFF0 = 0x540;

  static final int DMA = 0x1F811000;
  static final int DMA_END = DMA + 0x1000;
  static final int DMACON = 0;
  static final int DCRCCON = 0x30;
  static final int DCRCDATA = 0x40;
  static final int DCRCXOR = 0x50;
  static final int DCH0CON = 0x60;
  static final int CHANNEL = 0xC0;
  static final int CHANNELS = 8;
  static final int ECON = 0x10;
  static final int INT = 0x20;
  static final int SSA = 0x30;
  static final int DSA = 0x40;
  static final int SSIZ = 0x50;
  static final int DSIZ = 0x60;
  static final int CSIZ = 0x90;
  static final int DAT = 0xB0;

  /** Of a UART. */
  static final int TXREG = 0x20;

  static final int CLR = 4;
  static final int SET = 8;
  static final int INV = 12;

  private Chip() {}

  /** The uncached virtual address of a register. */
  static int kseg1(int physical) {
    return physical | 0xA0000000;
  }
}
