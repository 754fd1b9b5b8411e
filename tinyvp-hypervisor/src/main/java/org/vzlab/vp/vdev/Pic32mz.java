package org.vzlab.vp.vdev;

import org.vzlab.vp.layout.RamOwners;

/**
 * Physical addresses of the registers that the hypervisor itself uses (PIC32MZ-EF data sheet
 * DS60001320; register tables of PIC32MZ-EF_DFP 1.3.58).
 */
public final class Pic32mz {
  public static final int SYSKEY = 0x1F800030;
  public static final int CFGCON = 0x1F800000;
  public static final int PMD1 = 0x1F800040;
  public static final int CFGPG = 0x1F8000E0;
  public static final int PRECON = 0x1F8E0000;
  public static final int PRESTAT = 0x1F8E0010;

  /** The interrupt controller and its registers, as offsets from it. */
  public static final int INTERRUPTS = 0x1F810000;

  public static final int INTCON = 0x000;
  public static final int PRISS = 0x010;
  public static final int INTSTAT = 0x020;
  public static final int IPTMR = 0x030;
  public static final int IFS = 0x040;
  public static final int IEC = 0x0C0;
  public static final int IPC = 0x140;
  public static final int OFF = 0x540;

  /** Offsets of a register's companions that clear, set and invert bits. */
  public static final int CLR = 4;

  public static final int SET = 8;

  /** Interrupt numbers are below this: seven IFS words are in use up to number 213. */
  public static final int INTERRUPT_COUNT = 216;

  public static final int CORE_TIMER_IRQ = 0;

  /** The core's software interrupt 0; 1 follows. */
  public static final int SOFTWARE_IRQ = 1;

  /** UART registers, as offsets from the UART. */
  public static final int U_MODE = 0x00;

  public static final int U_STA = 0x10;
  public static final int U_TXREG = 0x20;
  public static final int U_RXREG = 0x30;
  public static final int U_BRG = 0x40;

  /** UxMODE.ON. */
  public static final int MODE_ON = 1 << 15;

  /** UxSTA fields. */
  public static final int STA_URXDA = 1;

  public static final int STA_OERR = 1 << 1;
  public static final int STA_RIDLE = 1 << 4;
  public static final int STA_TRMT = 1 << 8;
  public static final int STA_UTXBF = 1 << 9;
  public static final int STA_UTXEN = 1 << 10;
  public static final int STA_URXEN = 1 << 12;

  /** Configuration words: the active set, its alternate, and those of the two boot flashes. */
  public static final int DEVCFG3 = 0x1FC0FFC0;

  public static final int ADEVCFG3 = 0x1FC0FF40;
  public static final int BF1_DEVCFG3 = 0x1FC4FFC0;
  public static final int ABF1SEQ0 = 0x1FC4FF7C;
  public static final int BF1SEQ0 = 0x1FC4FFFC;
  public static final int BF2_DEVCFG3 = 0x1FC6FFC0;
  public static final int ABF2SEQ0 = 0x1FC6FF7C;
  public static final int BF2SEQ0 = 0x1FC6FFFC;

  /** Access permission registers of system bus target 0; the next target's are 0x400 further. */
  public static final int SBT0REG0 = 0x1F8F8040;

  /** Program flash. */
  private static final int FLASH = 0x1D000000;

  private static final int FLASH_BYTES = 0x00200000;

  private Pic32mz() {}

  /** Whether a physical address is one of SRAM or program flash. */
  public static boolean isMemory(int physical) {
    return Integer.compareUnsigned(physical, RamOwners.RAM_LIMIT) < 0
        || Integer.compareUnsigned(physical - FLASH, FLASH_BYTES) < 0;
  }

  /** The bit of an interrupt in its IFS and IEC words. */
  public static int bit(int irq) {
    return 1 << (irq & 31);
  }

  /** The IFS register of an interrupt: physical address. */
  public static int ifs(int irq) {
    return INTERRUPTS + IFS + (irq >> 5) * 0x10;
  }

  /** The IEC register of an interrupt: physical address. */
  public static int iec(int irq) {
    return INTERRUPTS + IEC + (irq >> 5) * 0x10;
  }

  /** The IPC register of an interrupt: physical address. Its byte there is {@code irq & 3}. */
  public static int ipc(int irq) {
    return INTERRUPTS + IPC + (irq >> 2) * 0x10;
  }
}
