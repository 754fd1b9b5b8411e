package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;

/** When a guest goes on behind its WAITs. */
final class Activations {
  private static final String WAIT = "42000020";

  private Activations() {}

  /** The board times of the first instruction behind each WAIT of a guest, from now on. */
  static List<Long> of(Board board, int guest) {
    List<Long> times = new ArrayList<>();
    boolean[] waited = new boolean[1];
    board.onInstruction(
        r -> {
          if (r.owner() == guest) {
            if (waited[0]) {
              times.add(r.time());
            }
            waited[0] = CodeText.bits(r.instruction()).equals(WAIT);
          }
        });
    return times;
  }
}
