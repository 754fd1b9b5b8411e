package org.vzlab.testkit;

import java.util.List;

/** An LED of a test's board. */
public final class Led {
  private final RunningBoard board;
  private final String name;

  Led(RunningBoard board, String name) {
    this.board = board;
    this.name = name;
  }

  /** As printed on the board. */
  public String name() {
    return name;
  }

  /** Whether it is lit. */
  public boolean isOn() {
    return board.summary().leds().get(name).on();
  }

  /** All its changes since power-on. */
  public List<LedChange> changes() {
    return board.recording().leds().stream().filter(change -> change.name().equals(name)).toList();
  }

  /** That it changes. */
  public Awaited toggles() {
    int before = changes().size();
    return new Awaited("LED " + name + " changes", () -> changes().size() > before);
  }

  @Override
  public String toString() {
    return "LED " + name;
  }
}
