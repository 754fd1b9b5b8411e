package org.vzlab.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Boards that have booted and that no test has now. Tests that run at the same time take one each.
 */
final class BoardPool {
  /** Boards that wait for a test; one takes some megabytes. */
  private static final int IDLE = 8;

  /** The one that was used last is the last one. */
  private final List<BootedBoard> idle = new ArrayList<>();

  /** A board as it is after boot. */
  BootedBoard take(Recipe recipe) {
    BootedBoard board = waiting(recipe);
    if (board == null) {
      return new BootedBoard(recipe);
    }
    board.reset();
    return board;
  }

  private synchronized BootedBoard waiting(Recipe recipe) {
    for (int i = idle.size() - 1; i >= 0; i--) {
      if (idle.get(i).recipe().key().equals(recipe.key())) {
        return idle.remove(i);
      }
    }
    return null;
  }

  /** A test is through with a board. */
  synchronized void giveBack(BootedBoard board) {
    idle.add(board);
    if (idle.size() > IDLE) {
      idle.remove(0);
    }
  }
}
