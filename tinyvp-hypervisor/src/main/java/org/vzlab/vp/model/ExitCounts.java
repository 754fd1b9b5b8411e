package org.vzlab.vp.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.exit.ExitReason;
import org.vzlab.vp.exit.Outcome;

/** How often a task has left for the root, by reason. */
final class ExitCounts implements Stateful {
  private static final ExitReason[] REASONS = ExitReason.values();

  private final long[] exits = new long[REASONS.length];
  private long refills;
  private long deviceAccesses;

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
      exits[reason.ordinal()]++;
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
    for (ExitReason reason : REASONS) {
      if (exits[reason.ordinal()] > 0) {
        counts.put(reason.name(), exits[reason.ordinal()]);
      }
    }
    return counts;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("exits", exits);
    refills = visitor.int64("refills", refills);
    deviceAccesses = visitor.int64("deviceAccesses", deviceAccesses);
  }
}
