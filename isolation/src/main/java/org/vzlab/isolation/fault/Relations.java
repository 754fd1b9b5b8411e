package org.vzlab.isolation.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.board.Bench;
import org.vzlab.isolation.history.Happening;
import org.vzlab.isolation.history.History;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Supervision;

/** Who may notice something of whom, because the configuration connects them. */
final class Relations {
  private final Layout layout;
  private final Set<Character> sharedPorts = new TreeSet<>();

  Relations(Bench bench) {
    layout = bench.layout().orElseThrow();
    Territory territory = new Territory(bench);
    bench.chip().ports().stream()
        .filter(
            port -> {
              int address = bench.chip().part().register("LAT" + port.letter()).address();
              return territory.owners(Integer.toUnsignedLong(address)).size() > 1;
            })
        .forEach(port -> sharedPorts.add(port.letter()));
  }

  /**
   * A task, and whom it is connected with by mailboxes and supervisions, in any number of steps.
   */
  Set<Integer> around(int task) {
    Set<Integer> around = new TreeSet<>(Set.of(task));
    Deque<Integer> next = new ArrayDeque<>(around);
    while (!next.isEmpty()) {
      int one = next.remove();
      for (Mailbox mailbox : layout.mailboxes()) {
        connect(one, mailbox.sender(), mailbox.receiver(), around, next);
      }
      for (Supervision supervision : layout.supervisions()) {
        connect(one, supervision.guest(), supervision.supervisor(), around, next);
      }
    }
    return around;
  }

  private static void connect(
      int one, int first, int second, Set<Integer> around, Deque<Integer> next) {
    int other = one == first ? second : first;
    if ((one == first || one == second) && around.add(other)) {
      next.add(other);
    }
  }

  /** A history without the pins of ports that several tasks have: what one drives others change. */
  History alone(History history) {
    return new History(
        history.task(),
        history.from(),
        history.until(),
        history.happenings().stream().filter(happening -> !isShared(happening)).toList(),
        history.exits());
  }

  private boolean isShared(Happening happening) {
    return happening instanceof Happening.Pins pins && sharedPorts.contains(pins.port());
  }
}
