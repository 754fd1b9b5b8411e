package org.vzlab.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.port.RootWork;

/**
 * What the work of the modelled hypervisor has taken, by kind and by whom it was done for: the
 * guest or thread that has left, and from a switch or a sleep on the one that is entered next; root (0) for
 * what serves an interrupt that ended its sleep.
 */
final class Charges {
  private static final int ROOT = 0;
  private static final long NEVER = -1;

  private final Map<RootWork, Map<Integer, Summary.Charge>> charges = new LinkedHashMap<>();

  /** What is done for whom is not known before the next entry. */
  private final Map<RootWork, Summary.Charge> open = new LinkedHashMap<>();

  /** SYSCLK cycles of each thread. */
  private final Map<Integer, Long> executed = new TreeMap<>();

  private int guest = ROOT;

  /** Since when a thread executes; {@link #NEVER} if none does. */
  private long executing = NEVER;

  private boolean switched;

  /** The next event. */
  void take(Crossing crossing) {
    if (crossing instanceof Crossing.Charged charged) {
      switched |= charged.work().switchesGuest() || charged.work().entersGuest();
      Summary.Charge charge = new Summary.Charge(charged.times(), charged.cycles());
      if (switched) {
        open.merge(charged.work(), charge, Summary.Charge::plus);
      } else {
        add(charged.work(), guest, charge);
      }
    } else if (crossing instanceof Crossing.Entered entered) {
      close(entered.guestId());
    } else if (crossing instanceof Crossing.Executed thread) {
      close(thread.addressSpace());
      guest = thread.addressSpace();
      executing = thread.time();
    } else if (crossing instanceof Crossing.Stopped stopped) {
      executed.merge(guest, stopped.handler() - executing, Long::sum);
      executing = NEVER;
    } else if (crossing instanceof Crossing.Left left) {
      guest = left.guestId();
    } else if (crossing instanceof Crossing.Reset) {
      guest = ROOT;
      executing = NEVER;
    } else if (crossing instanceof Crossing.Woken && executing == NEVER) {
      guest = ROOT;
    }
  }

  private void close(int owner) {
    open.forEach((work, charge) -> add(work, owner, charge));
    open.clear();
    switched = false;
  }

  /** SYSCLK cycles that a thread has executed until now. */
  long executed(int thread, long now) {
    long running = executing != NEVER && guest == thread ? now - executing : 0;
    return executed.getOrDefault(thread, 0L) + running;
  }

  /** SYSCLK cycles of all that was done for a guest or a thread. */
  long cycles(int owner) {
    return charges.values().stream()
        .filter(by -> by.containsKey(owner))
        .mapToLong(by -> by.get(owner).cycles())
        .sum();
  }

  private void add(RootWork work, int owner, Summary.Charge charge) {
    charges
        .computeIfAbsent(work, kind -> new TreeMap<>())
        .merge(owner, charge, Summary.Charge::plus);
  }

  /**
   * All there was, in the order in which each kind was first done. What is open counts as root's.
   */
  List<Summary.Work> all() {
    Charges all = new Charges();
    charges.forEach((work, by) -> by.forEach((owner, charge) -> all.add(work, owner, charge)));
    open.forEach((work, charge) -> all.add(work, ROOT, charge));
    return all.charges.entrySet().stream()
        .map(
            entry ->
                new Summary.Work(
                    entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    entry.getKey().why(),
                    Collections.unmodifiableMap(entry.getValue())))
        .toList();
  }
}
