package org.vzlab.vp.model;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.exit.ExitReason;
import org.vzlab.vp.exit.Outcome;

/** How often a task has left for the root, by reason. */
final class ExitCounts implements Stateful {
  private final Map<ExitReason, long[]> exits = new EnumMap<>(ExitReason.class);
  private long refills;
  private long deviceAccesses;

  ExitCounts() {
    for (ExitReason reason : ExitReason.values()) {
      exits.put(reason, new long[1]);
    }
  }

  void count(ExitReason reason, Outcome outcome) {
    boolean translation =
        reason == ExitReason.TLB_LOAD
            || reason == ExitReason.TLB_STORE
            || reason == ExitReason.TLB_MODIFIED;
    if (translation && outcome == Outcome.RESUME) {
      refills++;
    } else if (translation && outcome == Outcome.SKIP) {
      deviceAccesses++;
    } else {
      exits.get(reason)[0]++;
    }
  }

  /** As {@link GuestView#exits} has them. */
  Map<String, Long> byName() {
    Map<String, Long> counts = new LinkedHashMap<>();
    if (refills > 0) {
      counts.put("REFILL", refills);
    }
    if (deviceAccesses > 0) {
      counts.put("DEVICE", deviceAccesses);
    }
    exits.forEach(
        (reason, count) -> {
          if (count[0] > 0) {
            counts.put(reason.name(), count[0]);
          }
        });
    return counts;
  }

  @Override
  public void visit(StateVisitor visitor) {
    refills = visitor.int64("refills", refills);
    deviceAccesses = visitor.int64("deviceAccesses", deviceAccesses);
    exits.forEach((reason, count) -> visitor.array(reason.name(), count));
  }
}
