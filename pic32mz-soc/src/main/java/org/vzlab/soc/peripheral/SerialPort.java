package org.vzlab.soc.peripheral;

/** The outside world at a UART's transmit pin. */
@FunctionalInterface
public interface SerialPort {
  /** Nobody is connected. */
  SerialPort NONE = character -> {};

  /** A character of 8 or 9 bits has been sent, its last stop bit included. */
  void transmitted(int character);
}
