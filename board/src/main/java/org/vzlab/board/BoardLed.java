package org.vzlab.board;

/**
 * An LED.
 *
 * @param name as printed on the board, or as its maker's software calls it
 * @param litByHigh whether a high level lights it, otherwise a low one
 */
record BoardLed(String name, Pin pin, boolean litByHigh) {
  /** Whether it is lit when a port drives these pins high. */
  boolean isLit(int outputs) {
    return ((outputs & pin.mask()) != 0) == litByHigh;
  }
}
