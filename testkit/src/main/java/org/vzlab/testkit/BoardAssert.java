package org.vzlab.testkit;

import org.assertj.core.api.AbstractAssert;

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
}
