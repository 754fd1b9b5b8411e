package org.vzlab.vp.vdev;

/**
 * The UART that is the console of hypervisor and guests.
 *
 * @param base physical address of its UxMODE
 * @param errorIrq interrupt of its errors; receive and transmit follow it
 * @param brg its baud rate divisor
 */
public record ConsolePort(int base, int errorIrq, int brg) {
  /** UART4 at 115200 baud from 100 MHz, as the chipKIT WiFire has it. */
  public static final ConsolePort UART4 = new ConsolePort(0x1F822600, 170, 53);

  public int receiveIrq() {
    return errorIrq + 1;
  }

  public int transmitIrq() {
    return errorIrq + 2;
  }
}
