package org.vzlab.board;

/**
 * A pin of the chip.
 *
 * @param port letter of its port
 * @param bit its number in the port
 */
record Pin(char port, int bit) {
  /** The pin's bit in the registers of its port. */
  int mask() {
    return 1 << bit;
  }
}
