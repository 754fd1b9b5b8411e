package org.vzlab.board;

import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.soc.intc.InterruptChange;

/** How often each interrupt of the chip was requested, and when its flag was set last. */
final class InterruptCounts implements Stateful {
  private final Map<Integer, Long> requested = new TreeMap<>();
  private final Map<Integer, Long> raised = new TreeMap<>();

  /** The next change at the interrupt controller. */
  void take(InterruptChange change) {
    if (change.what() == InterruptChange.What.RAISED) {
      raised.put(change.irq(), change.time());
    } else if (change.what() == InterruptChange.What.REQUESTED && change.irq() >= 0) {
      requested.merge(change.irq(), 1L, Long::sum);
    }
  }

  /** When the flag of an interrupt was set last, in SYSCLK cycles, or now if that is not known. */
  long raisedAt(int irq, long now) {
    return raised.getOrDefault(irq, now);
  }

  /** How often each was requested, those that were. */
  Map<Integer, Long> requested() {
    return new TreeMap<>(requested);
  }

  @Override
  public void visit(StateVisitor visitor) {
    put(requested, visitor.value("requested", Map.copyOf(requested)));
    put(raised, visitor.value("raised", Map.copyOf(raised)));
  }

  private static void put(Map<Integer, Long> counts, Map<Integer, Long> values) {
    counts.clear();
    counts.putAll(values);
  }
}
