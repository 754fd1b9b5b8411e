package org.vzlab.testkit;

import org.vzlab.board.UserError;

/** A button of a test's board. */
public final class Button {
  private final RunningBoard board;
  private final String name;

  Button(RunningBoard board, String name) {
    this.board = board;
    this.name = name;
  }

  /** As printed on the board. */
  public String name() {
    return name;
  }

  /**
   * Presses it now, for so much board time.
   *
   * @throws BadBoard if the board has no such button, or it is no board time
   */
  public void press(String time) {
    long now = board.now();
    long end = now + Math.max(1, RunningBoard.cycles(time));
    try {
      board.inside().press(name, now, end);
    } catch (UserError e) {
      throw new BadBoard(e.getMessage(), e);
    }
    board.inputs().pressed(now, end, name);
  }

  @Override
  public String toString() {
    return "button " + name;
  }
}
