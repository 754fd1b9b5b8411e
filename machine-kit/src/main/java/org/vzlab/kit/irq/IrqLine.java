package org.vzlab.kit.irq;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * One interrupt request wire from a device to the interrupt controller. It has a level; whether the
 * controller latches its rising edge or follows the level is the controller's affair.
 */
public final class IrqLine implements Stateful {
  /** The controller's end of a line. */
  @FunctionalInterface
  public interface Sink {
    /** The line's level has changed. */
    void changed(int number, boolean level);
  }

  /** A line that leads nowhere. */
  public static IrqLine unconnected() {
    return new IrqLine(-1, (number, level) -> {});
  }

  private final int number;
  private final Sink sink;
  private boolean level;

  /**
   * @param number the controller's number for this line
   */
  public IrqLine(int number, Sink sink) {
    this.number = number;
    this.sink = sink;
  }

  /** The current level. */
  public boolean level() {
    return level;
  }

  /** Sets the level; the controller hears of changes only. */
  public void set(boolean level) {
    if (this.level != level) {
      this.level = level;
      sink.changed(number, level);
    }
  }

  /** An event without duration: a rising edge and a falling edge at once. */
  public void pulse() {
    set(true);
    set(false);
  }

  /** Restoring tells the controller nothing: what it made of the level is state of its own. */
  @Override
  public void visit(StateVisitor visitor) {
    level = visitor.flag("level", level);
  }
}
