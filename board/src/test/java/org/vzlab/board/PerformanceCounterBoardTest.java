package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.mips.isa.Isa;

/** The request of the performance counters, from the processor to the interrupt controller. */
final class PerformanceCounterBoardTest {
  private static final int IFS3 = 0x1F810070;
  private static final int CPCIF = 1 << 8;

  /** Counts cycles in kernel mode from 1000 below the overflow. */
  private static final String BOOT =
      """
      mtc0 $zero, $12
      lui $t0, 0x7FFF
      ori $t0, $t0, 0xFC18
      mtc0 $t0, $25, 1
      addiu $t0, $zero, 0x12
      mtc0 $t0, $25
      stay: beq $zero, $zero, stay
      nop
      """;

  @TempDir private Path folder;

  @Test
  void anOverflowSetsTheFlagOfItsSource() throws Exception {
    Board board = new BootFlash(Isa.MIPS32).put(0, BOOT).open(folder).board;

    board.run(1004);
    assertThat(board.bus.read(IFS3, 4) & CPCIF).as("6 + 998 cycles from reset").isZero();
    board.run(1006);
    assertThat(board.bus.read(IFS3, 4) & CPCIF).isEqualTo(CPCIF);
  }
}
