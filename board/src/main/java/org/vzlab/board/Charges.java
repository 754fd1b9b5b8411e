package org.vzlab.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.port.RootWork;

/**
 * What the work of the modelled hypervisor has taken, by kind and by the id of whom it was done
 * for: the guest or thread that has left, and from a switch or a sleep on the one that is entered
 * next; root (0) for what serves an interrupt that ended its sleep.
 */
final class Charges implements Stateful {
  private static final int ROOT = 0;

  private final Map<RootWork, Map<Integer, Summary.Charge>> charges = new LinkedHashMap<>();

  /** What is done for whom is not known before the next entry. */
  private final Map<RootWork, Summary.Charge> open = new LinkedHashMap<>();

  private int last = ROOT;
  private boolean switched;

  /** The next event. */
  void take(Crossing crossing) {
    if (crossing instanceof Crossing.Charged charged) {
      switched |= charged.work().switchesGuest() || charged.work().entersGuest();
      Summary.Charge charge = new Summary.Charge(charged.times(), charged.cycles());
      if (switched) {
        open.merge(charged.work(), charge, Summary.Charge::plus);
      } else {
        add(charged.work(), last, charge);
      }
    } else if (crossing instanceof Crossing.Entered entered) {
      open.forEach((work, charge) -> add(work, Board.id(entered.owner()), charge));
      open.clear();
      switched = false;
    } else if (crossing instanceof Crossing.Left left) {
      last = Board.id(left.owner());
    } else if (crossing instanceof Crossing.Woken || crossing instanceof Crossing.Reset) {
      last = ROOT;
    }
  }

  /** SYSCLK cycles of all that was done for a guest or a thread, by its id. */
  long cycles(int id) {
    return charges.values().stream()
        .filter(by -> by.containsKey(id))
        .mapToLong(by -> by.get(id).cycles())
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

  @Override
  public void visit(StateVisitor visitor) {
    Map<RootWork, Map<Integer, Summary.Charge>> all = new LinkedHashMap<>();
    charges.forEach((work, by) -> all.put(work, Map.copyOf(by)));
    Map<RootWork, Map<Integer, Summary.Charge>> now =
        visitor.value("charges", Collections.unmodifiableMap(all));
    charges.clear();
    now.forEach((work, by) -> charges.put(work, new TreeMap<>(by)));
    Map<RootWork, Summary.Charge> openNow =
        visitor.value("open", Collections.unmodifiableMap(new LinkedHashMap<>(open)));
    open.clear();
    open.putAll(openNow);
    last = visitor.int32("last", last);
    switched = visitor.flag("switched", switched);
  }
}
