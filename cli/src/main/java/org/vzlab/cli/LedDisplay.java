package org.vzlab.cli;

import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.Session;
import org.vzlab.board.Summary;

/** The board's LEDs and its time as one line. */
final class LedDisplay {
  private final Map<String, Boolean> leds = new TreeMap<>();

  LedDisplay(Map<String, Summary.Led> first) {
    first.forEach((name, led) -> leds.put(name, led.on()));
  }

  void set(String name, boolean on) {
    leds.put(name, on);
  }

  /** The line, at a board time in SYSCLK cycles. */
  String line(long cycles) {
    StringBuilder line = new StringBuilder();
    leds.forEach((name, on) -> line.append(name).append(on ? " [*]  " : " [ ]  "));
    long seconds = cycles / Session.CYCLES_PER_SECOND;
    return line.append(
            String.format(
                "%02d:%02d:%02d  Ctrl-] ends", seconds / 3600, seconds / 60 % 60, seconds % 60))
        .toString();
  }
}
