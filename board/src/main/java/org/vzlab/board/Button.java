package org.vzlab.board;

import org.vzlab.soc.Pic32mz;
import org.vzlab.soc.peripheral.Port;

/**
 * A push button.
 *
 * @param name as printed on the board
 * @param pressedHigh whether it connects its pin with +3.3 V, otherwise with ground
 * @param resistor whether the board has a resistor that pulls the pin the other way; without one
 *     software has to switch on the chip's own
 */
record Button(String name, Pin pin, boolean pressedHigh, boolean resistor) {
  /** It is pressed or let go. */
  void set(Pic32mz chip, boolean pressed) {
    Port port = chip.port(pin.port());
    if (pressed || resistor) {
      port.setInput(pin.bit(), pressed == pressedHigh);
    } else {
      port.releaseInput(pin.bit());
    }
  }
}
