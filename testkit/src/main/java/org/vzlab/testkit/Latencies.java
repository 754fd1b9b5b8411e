package org.vzlab.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.mips.hart.Crossing;

/**
 * How long interrupts of guests take from their flag to the first instruction of the guest's
 * handler.
 */
final class Latencies {
  private record Source(int guest, int irq) {}

  private final Bench bench;
  private final Map<Source, Long> raised = new HashMap<>();
  private final Map<Integer, Integer> presented = new HashMap<>();
  private final Map<Source, Long> worst = new HashMap<>();
  private Map<Source, Long> markedRaised = Map.of();
  private Map<Integer, Integer> markedPresented = Map.of();
  private Map<Source, Long> markedWorst = Map.of();

  Latencies(Bench bench) {
    this.bench = bench;
    bench.hart().crossings().listen(this::crossed);
  }

  /** A flag has been set. */
  void raised(int guest, int irq) {
    raised.put(new Source(guest, irq), bench.now());
  }

  /** The hypervisor requests an interrupt of a guest. */
  void presented(int guest, int irq) {
    presented.put(guest, irq);
  }

  private void crossed(Crossing crossing) {
    if (crossing instanceof Crossing.Delivered delivered) {
      Integer irq = presented.get(delivered.guestId());
      if (irq != null) {
        Source source = new Source(delivered.guestId(), irq);
        Long since = raised.remove(source);
        if (since != null) {
          worst.merge(source, delivered.handler() - since, Math::max);
        }
      }
    }
  }

  /** The longest in SYSCLK cycles, or -1 if the guest has not taken that interrupt. */
  long worst(int guest, int irq) {
    return worst.getOrDefault(new Source(guest, irq), -1L);
  }

  /** The longest of all interrupts that a guest has taken. */
  Map<Integer, Long> taken(int guest) {
    Map<Integer, Long> all = new TreeMap<>();
    worst.forEach(
        (source, cycles) -> {
          if (source.guest == guest) {
            all.put(source.irq, cycles);
          }
        });
    return all;
  }

  void mark() {
    markedRaised = Map.copyOf(raised);
    markedPresented = Map.copyOf(presented);
    markedWorst = Map.copyOf(worst);
  }

  void rewind() {
    raised.clear();
    raised.putAll(markedRaised);
    presented.clear();
    presented.putAll(markedPresented);
    worst.clear();
    worst.putAll(markedWorst);
  }
}
