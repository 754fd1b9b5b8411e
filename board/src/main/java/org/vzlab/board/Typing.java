package org.vzlab.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.Pic32mz;

/** What is typed at the UARTs of a board, and waits for its time or for room on its line. */
final class Typing implements Stateful {
  private static final int UARTS = 6;

  /** How long what found its line full waits; a line is far from empty by then. */
  private static final long RETRY = Session.CYCLES_PER_SECOND / 1000;

  private record Typed(int uart, int character) {}

  private final Pic32mz chip;
  private final Scheduler time;
  private final Event next;

  /**
   * What will be typed, by its time in SYSCLK cycles; what has the same time in the order given.
   */
  private final TreeMap<Long, List<Typed>> later = new TreeMap<>();

  /** What was typed and found its line full, in its order. */
  private final Deque<Typed> waiting = new ArrayDeque<>();

  /**
   * Nothing is typed.
   *
   * @param rank of the event
   */
  Typing(Pic32mz chip, Scheduler time, int rank) {
    this.chip = chip;
    this.time = time;
    next = time.event("board.typing", rank, this::type);
  }

  /** As {@link Session#type}. */
  void type(long cycles, int uart, byte[] bytes) {
    List<Typed> atOnce =
        later.computeIfAbsent(Math.max(cycles, time.now()), when -> new ArrayList<>());
    for (byte character : bytes) {
      atOnce.add(new Typed(uart, character & 0xFF));
    }
    next.at(waiting.isEmpty() ? later.firstKey() : Math.min(next.time(), later.firstKey()));
  }

  /** As {@link Session#room}. */
  int room(int uart) {
    long before = waiting.stream().filter(character -> character.uart() == uart).count();
    return (int) Math.max(0, chip.uart(uart).room() - before);
  }

  private void type() {
    while (!later.isEmpty() && later.firstKey() <= time.now()) {
      waiting.addAll(later.pollFirstEntry().getValue());
    }
    boolean[] full = new boolean[UARTS + 1];
    for (Iterator<Typed> all = waiting.iterator(); all.hasNext(); ) {
      Typed first = all.next();
      if (!full[first.uart()] && chip.uart(first.uart()).receive(first.character())) {
        all.remove();
      } else {
        full[first.uart()] = true;
      }
    }
    long due = later.isEmpty() ? Long.MAX_VALUE : later.firstKey();
    if (!waiting.isEmpty()) {
      due = Math.min(due, time.now() + RETRY);
    }
    if (due < Long.MAX_VALUE) {
      next.at(due);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    Map<Long, List<Typed>> all = new TreeMap<>();
    later.forEach((when, atOnce) -> all.put(when, List.copyOf(atOnce)));
    Map<Long, List<Typed>> now = visitor.value("later", Collections.unmodifiableMap(all));
    later.clear();
    now.forEach((when, atOnce) -> later.put(when, new ArrayList<>(atOnce)));
    List<Typed> waitingNow = visitor.value("waiting", List.copyOf(waiting));
    waiting.clear();
    waiting.addAll(waitingNow);
  }
}
