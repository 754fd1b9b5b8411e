package org.vzlab.board;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.Pic32mz;

/** The LEDs of a board, each at a pin and lit while the pin is driven high. */
final class Leds {
  private final Map<String, Summary.Led> leds = new LinkedHashMap<>();
  private Session.LedListener listener = (name, on, cycles) -> {};

  /** LEDs at the pins of a chip. */
  Leds(Pic32mz chip, Scheduler time, Map<String, Pin> pins) {
    pins.forEach((name, pin) -> leds.put(name, new Summary.Led(0, false)));
    for (char letter = 'A'; letter <= 'G'; letter++) {
      char port = letter;
      chip.port(port)
          .connect(
              (before, after) ->
                  pins.forEach(
                      (name, pin) -> {
                        if (pin.port() == port && ((before ^ after) & pin.mask()) != 0) {
                          change(name, (after & pin.mask()) != 0, time.now());
                        }
                      }));
    }
  }

  private void change(String name, boolean on, long cycles) {
    leds.put(name, new Summary.Led(leds.get(name).toggles() + 1, on));
    listener.changed(name, on, cycles);
  }

  /** Hears every change from now on. */
  void listen(Session.LedListener next) {
    Session.LedListener first = listener;
    listener =
        (name, on, cycles) -> {
          first.changed(name, on, cycles);
          next.changed(name, on, cycles);
        };
  }

  /** All LEDs in the order of the board. */
  Map<String, Summary.Led> states() {
    return new LinkedHashMap<>(leds);
  }
}
