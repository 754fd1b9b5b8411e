package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** The request of the performance counters, from the processor to the interrupt controller. */
final class PerformanceCounterBoardTest {
  private static final int RESET = 0xBFC00000;
  private static final int DEVCFG0 = 0xFFCC;
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
    byte[] flash = new byte[DEVCFG0 + 4];
    Arrays.fill(flash, (byte) 0xFF);
    ByteBuffer.wrap(flash)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(0, new Assembler(InstructionSet.m5150(), Isa.MIPS32).bytes(RESET, BOOT))
        .putInt(DEVCFG0, -1);
    Path file = Files.write(folder.resolve("boot.bin"), flash);
    Board board = TestBoard.open(file + "@0x1FC00000", Optional.empty()).board;

    board.run(1004);
    assertThat(board.bus.read(IFS3, 4) & CPCIF).as("6 + 998 cycles from reset").isZero();
    board.run(1006);
    assertThat(board.bus.read(IFS3, 4) & CPCIF).isEqualTo(CPCIF);
  }
}
