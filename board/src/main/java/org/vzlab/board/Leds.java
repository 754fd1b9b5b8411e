package org.vzlab.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.Pic32mz;
import org.vzlab.soc.peripheral.Port;

/** The LEDs of a board, each at a pin and lit by one of its two levels. */
final class Leds implements Stateful {
  private final Map<String, Summary.Led> leds = new LinkedHashMap<>();
  private Session.LedListener listener = (name, on, cycles) -> {};

  /** LEDs at the pins of a chip. */
  Leds(Pic32mz chip, Scheduler time, List<BoardLed> all) {
    all.forEach(led -> leds.put(led.name(), new Summary.Led(0, false)));
    for (Port port : chip.ports()) {
      List<BoardLed> own = all.stream().filter(l -> l.pin().port() == port.letter()).toList();
      port.connect((before, after) -> own.forEach(led -> follow(led, before, after, time.now())));
    }
  }

  private void follow(BoardLed led, int before, int after, long cycles) {
    if (led.isLit(before) != led.isLit(after)) {
      change(led.name(), led.isLit(after), cycles);
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

  @Override
  public void visit(StateVisitor visitor) {
    leds.replaceAll(visitor::value);
  }
}
