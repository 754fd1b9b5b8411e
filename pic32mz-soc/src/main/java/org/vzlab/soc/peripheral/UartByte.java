package org.vzlab.soc.peripheral;

/**
 * Trace record: a character has passed a UART's pins.
 *
 * @param time SYSCLK cycles at the end of its last stop bit
 * @param uart number of the UART, 1 to 6
 * @param transmitted whether the UART sent it
 * @param value the character, 8 or 9 bits
 */
public record UartByte(long time, int uart, boolean transmitted, int value) {}
