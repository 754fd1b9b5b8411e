package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.vzlab.soc.Pic32mz;

/** Who hears what the UARTs of a chip send. */
final class SerialLines {
  private static final int UARTS = 6;

  private final List<List<IntConsumer>> listeners = new ArrayList<>();

  SerialLines(Pic32mz chip) {
    for (int uart = 1; uart <= UARTS; uart++) {
      List<IntConsumer> ofUart = new ArrayList<>();
      listeners.add(ofUart);
      chip.uart(uart).connect(character -> ofUart.forEach(l -> l.accept(character)));
    }
  }

  /** As {@link Session#onSerial}. */
  void listen(int uart, IntConsumer listener) {
    listeners.get(uart - 1).add(listener);
  }
}
