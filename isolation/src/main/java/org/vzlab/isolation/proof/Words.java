package org.vzlab.isolation.proof;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Locale;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;

/** How messages say things. */
final class Words {
  private Words() {}

  /** {@code guest 1}. */
  static String task(int task, Policy policy) {
    return (policy.isThread(task) ? "thread " : "guest ") + task;
  }

  static String range(long first, long end) {
    return String.format(Locale.ROOT, "0x%08x..0x%08x", first, end - 1);
  }

  /** {@code read and write}. */
  static String uses(Collection<Use> uses) {
    return uses.stream()
        .sorted()
        .map(use -> use.name().toLowerCase(Locale.ROOT))
        .collect(joining(" and "));
  }

  static String way(Way way) {
    return switch (way) {
      case MAPPED -> "";
      case EMULATED -> "have the hypervisor ";
      case DMA -> "by DMA ";
    };
  }
}
