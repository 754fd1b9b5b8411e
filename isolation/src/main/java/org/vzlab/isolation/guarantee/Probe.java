package org.vzlab.isolation.guarantee;

import org.vzlab.isolation.history.Neighbour;
import org.vzlab.vp.layout.Partition;

/**
 * A program that always has something to do and whose timer is due again and again: it shows what
 * of the processor a guest can have. The time to the timer's next match is another one each time,
 * so that matches come at all places of a frame or a turn.
 */
final class Probe {
  /** INTCON, the first register of the interrupt controller (DS60001320). */
  private static final int CONTROLLER = 0x1F810000;

  /** Enables interrupt 0 in IEC0: without it nothing is requested of the guest. */
  private static final String ENABLE =
      """
      lui $t2, 0xBF81
      addiu $t1, $zero, 1
      sw $t1, 0xC0($t2)
      """;

  private static final String CLEAR = "sw $t1, 0x44($t2)\n";

  private Probe() {}

  /** The program for a guest. Interrupts stay off: it looks at Cause.TI itself. */
  static Neighbour of(Partition partition) {
    boolean controlled = partition.windowAt(CONTROLLER) != null;
    String source =
        (controlled ? ENABLE : "")
            + """
            addiu $t4, $zero, 0
            arm:
            addiu $t4, $t4, 1009
            andi $t4, $t4, 0x7FFF
            mfc0 $t3, $9
            addu $t3, $t3, $t4
            addiu $t3, $t3, 4000
            mtc0 $t3, $11
            """
            + (controlled ? CLEAR : "")
            + """
            spin:
            mfc0 $t5, $13
            sll $t5, $t5, 1
            bgez $t5, spin
            nop
            beq $zero, $zero, arm
            nop
            """;
    return new Neighbour.Program("always busy", source);
  }
}
