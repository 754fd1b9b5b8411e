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

  /** Adds guest 1, which waits for interrupt 40, its own, and clears its flag. */
  static Tasks servesDevice(Tasks tasks) {
    String serves =
        """
        lui $t0, 0x1000
        mtc0 $t0, $12
        ehb
        lui $t0, 0xBF81
        addiu $t1, $zero, 0x100
        addiu $t2, $zero, 0x1C
        sw $t2, 0x1E0($t0)
        sw $t1, 0xD8($t0)
        again:
        wait
        sw $t1, 0x54($t0)
        beq $zero, $zero, again
        nop
        """;
    return tasks.guest(1, serves, "irqpolling = 1\n.device\nname = own\nirq = 40\n.");
  }
}
