package org.vzlab.testkit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.vzlab.board.Summary;

/** Assertions about a board, since power-on. */
public final class BoardAssert extends AbstractAssert<BoardAssert, RunningBoard> {
  BoardAssert(RunningBoard board) {
    super(board, BoardAssert.class);
  }

  /** What was printed on its console. */
  public ConsoleAssert console() {
    isNotNull();
    return new ConsoleAssert(actual.console());
  }

  /** A guest of it. */
  public GuestAssert guest(int id) {
    isNotNull();
    return new GuestAssert(actual.guest(id));
  }

  /** An LED of it. */
  public LedAssert led(String name) {
    isNotNull();
    return new LedAssert(actual.led(name));
  }

  /** No guest was stopped for a fault, and the hypervisor has not failed. */
  public BoardAssert hasNotFailed() {
    isNotNull();
    if (actual.inside().failed()) {
      failWithMessage("Expected the board not to have failed, but it has: %s", actual.reports());
    }
    return this;
  }

  /** Nothing was touched that the part has and vzlab's model has not. */
  public BoardAssert touchedModelledRegistersOnly() {
    isNotNull();
    List<Summary.Touch> unmodelled = actual.summary().unmodelled();
    if (!unmodelled.isEmpty()) {
      failWithMessage("Expected modelled registers only to be touched, but found: %s", unmodelled);
    }
    return this;
  }
}
