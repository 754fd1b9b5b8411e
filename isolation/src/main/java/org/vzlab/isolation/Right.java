package org.vzlab.isolation;

import java.util.Locale;
import java.util.Set;

/**
 * Physical addresses that a task gets at.
 *
 * @param task id of the guest or thread
 * @param first the first of them, 0 to 2^32 - 1
 * @param size bytes
 * @param uses what may be done
 * @param what the memory or device
 * @param source what gives the right: a line of a configuration, or an entry of a table
 */
public record Right(
    int task, long first, long size, Set<Use> uses, Way way, String what, String source) {
  /** The first address behind it. */
  public long end() {
    return first + size;
  }

  /** Whether it holds an address. */
  public boolean contains(long address) {
    return first <= address && address < end();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s 0x%08x..0x%08x %s%s%s %s of task %d (%s)",
        what,
        first,
        end() - 1,
        uses.contains(Use.READ) ? "r" : "-",
        uses.contains(Use.WRITE) ? "w" : "-",
        uses.contains(Use.EXECUTE) ? "x" : "-",
        way.name().toLowerCase(Locale.ROOT),
        task,
        source);
  }
}
