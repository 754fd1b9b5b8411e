package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * Where typed characters go: to the monitor or to the guest that Ctrl-E and its digit have chosen.
 * Ctrl-E itself never reaches anybody, nor does the character after it.
 */
final class ConsoleInput implements Stateful {
  /** ENQ. */
  private static final int ESCAPE = 5;

  private final List<Guest> guests;
  private final Monitor monitor;
  private final VpListener listener;
  private boolean escaped;
  private Guest focus;

  ConsoleInput(List<Guest> guests, Monitor monitor, VpListener listener) {
    this.guests = guests;
    this.monitor = monitor;
    this.listener = listener;
  }

  /**
   * A character was typed.
   *
   * @param time the board time it is handed over, in SYSCLK cycles
   */
  void typed(int character, long time) {
    if (escaped) {
      escaped = false;
      choose(character);
    } else if (character == ESCAPE) {
      escaped = true;
    } else if (focus == null) {
      monitor.typed(character);
    } else {
      listener.typed(focus.id(), character);
      focus.machine().receive(character);
      focus.answer(time);
    }
  }

  private void choose(int digit) {
    focus = digit == '0' ? null : guest(digit - '0', focus);
  }

  private Guest guest(int id, Guest otherwise) {
    for (Guest guest : guests) {
      if (guest.id() == id) {
        return guest;
      }
    }
    return otherwise;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("monitor", monitor);
    escaped = visitor.flag("escaped", escaped);
    focus = guest(visitor.int32("focus", focus == null ? Tasks.NOBODY : focus.id()), null);
  }
}
