package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.soc.Pic32mz;

/** The fingers on a board's buttons. Contacts do not bounce. */
final class Buttons implements Stateful {
  /** A button is down from a time until another, in SYSCLK cycles. */
  private record Press(Button button, long from, long to) {
    boolean isDown(long now) {
      return from <= now && now < to;
    }

    /** When something happens that has not happened yet. */
    long next(long now) {
      return from > now ? from : to;
    }
  }

  private final BoardModel hardware;
  private final Pic32mz chip;
  private final Scheduler time;
  private final Event next;
  private final List<Press> presses = new ArrayList<>();

  /**
   * Buttons that nobody presses.
   *
   * @param rank of their event
   */
  Buttons(BoardModel hardware, Pic32mz chip, Scheduler time, int rank) {
    this.hardware = hardware;
    this.chip = chip;
    this.time = time;
    next = time.event("board.buttons", rank, this::move);
  }

  /** As {@link Session#press}. */
  void press(String name, long fromCycles, long toCycles) throws UserError {
    long from = Math.max(fromCycles, time.now());
    if (toCycles <= from) {
      throw new IllegalArgumentException(toCycles + " is not later than " + from);
    }
    presses.add(new Press(named(name), from, toCycles));
    next.at(Math.min(from, next.time()));
  }

  private Button named(String name) throws UserError {
    for (Button button : hardware.buttons()) {
      if (button.name().equalsIgnoreCase(name)) {
        return button;
      }
    }
    throw new UserError(
        String.format(
            "found button '%s', expected one that the %s has: %s",
            name,
            hardware.name(),
            hardware.buttons().stream().map(Button::name).collect(Collectors.joining(", "))));
  }

  /** A button is down while any press of it lasts, so one that follows at once joins another. */
  private void move() {
    long now = time.now();
    for (Button button : hardware.buttons()) {
      boolean down = presses.stream().anyMatch(p -> p.button().equals(button) && p.isDown(now));
      button.set(chip, down);
    }
    presses.removeIf(press -> press.to() <= now);
    next.at(presses.stream().mapToLong(p -> p.next(now)).min().orElse(Scheduler.NEVER));
  }

  @Override
  public void visit(StateVisitor visitor) {
    List<Press> now = visitor.value("presses", List.copyOf(presses));
    presses.clear();
    presses.addAll(now);
  }
}
