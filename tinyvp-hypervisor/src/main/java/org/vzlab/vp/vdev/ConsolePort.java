package org.vzlab.vp.vdev;

/**
 * The UART that is the console of hypervisor and guests.
 *
 * @param base physical address of its UxMODE
 * @param errorIrq interrupt of its errors; receive and transmit follow it
 */
public record ConsolePort(int base, int errorIrq) {
  private static final int UART1 = 0x1F822000;
  private static final int[] ERROR_IRQS = {112, 145, 157, 170, 179, 188};

  /**
   * UART1 to UART6 of the PIC32MZ-EF (DS60001320).
   *
   * @throws IllegalArgumentException for another number
   */
  public static ConsolePort uart(int number) {
    if (number < 1 || number > ERROR_IRQS.length) {
      throw new IllegalArgumentException("UART" + number + ": there are UART1 to UART6");
    }
    return new ConsolePort(UART1 + (number - 1) * 0x200, ERROR_IRQS[number - 1]);
  }

  public int receiveIrq() {
    return errorIrq + 1;
  }

  public int transmitIrq() {
    return errorIrq + 2;
  }

  /** UxBRG for about 115200 baud from 100 MHz, as tinyVP has it. */
  public int brg() {
    return 53;
  }
}
