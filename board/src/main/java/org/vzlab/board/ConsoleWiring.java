package org.vzlab.board;

/**
 * The UART of a board's console.
 *
 * @param uart 1 to 6
 * @param receivePin where its input is wired to, such as {@code RPF2}
 * @param transmitPin where its output is wired to
 */
record ConsoleWiring(int uart, String receivePin, String transmitPin) {}
