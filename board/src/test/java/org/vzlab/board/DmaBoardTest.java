package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** The processor beside the DMA controller. */
final class DmaBoardTest {
  private static final int APPLICATION = 0x9D001000;
  private static final int V0 = 2;
  private static final int V1 = 3;
  private static final int T0 = 8;
  private static final int ROUNDS = 400;

  /** Channel 0 copies to an address from another (a1), as many bytes (a2) in one cell. */
  private static final String COPY =
      """
      lui a0, 0xBF81
      ori t1, zero, 0x8000
      sw t1, 0x1000(a0)
      sw a1, 0x1090(a0)
      sw a3, 0x10A0(a0)
      sw a2, 0x10B0(a0)
      sw a2, 0x10C0(a0)
      sw a2, 0x10F0(a0)
      ori t1, zero, 0x80
      sw t1, 0x1068(a0)
      sw t1, 0x1078(a0)
      """;

  private static final String UNTIL_DONE =
      """
      wait_end: lw t1, 0x1060(a0)
      andi t1, t1, 0x8000
      bne t1, zero, wait_end
      nop
      """;

  @TempDir private Path folder;

  private TestBoard run(TimingModel timing, String source) throws IOException, UserError {
    byte[] code =
        new Assembler(InstructionSet.m5150(), Isa.MIPS32)
            .bytes(APPLICATION, source + "end: b end\nnop");
    Path image = Files.write(folder.resolve("program.bin"), code);
    String target = image + "@0x9D001000";
    return TestBoard.open(
            new Setup(
                target,
                "wifire",
                Optional.empty(),
                List.of(),
                UnmodelledPolicy.QUIET,
                false,
                timing))
        .run(0.002);
  }

  /** Code in RAM that has run already is exchanged for other code. */
  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void codeThatDmaHasChangedIsExecuted(TimingModel timing) throws Exception {
    String program =
        """
        lui s0, 0xA000
        lui t1, 0x03E0
        ori t1, t1, 8
        sw t1, 0x1000(s0)
        sw t1, 0x2000(s0)
        lui t1, 0x2402
        ori t2, t1, 7
        sw t2, 0x1004(s0)
        ori t2, t1, 9
        sw t2, 0x2004(s0)
        ori s1, s0, 0x1000
        ori s2, zero, 3
        again: jalr s1
        nop
        addiu s2, s2, -1
        bne s2, zero, again
        nop
        or v1, v0, zero
        ori a1, zero, 0x2000
        ori a3, zero, 0x1000
        ori a2, zero, 8
        """
            + COPY
            + UNTIL_DONE
            + """
            jalr s1
            nop
            """;
    TestBoard board = run(timing, program);
    assertThat(board.board.hart.gpr[V1]).isEqualTo(7);
    assertThat(board.board.hart.gpr[V0]).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void theProcessorGoesOnMeanwhileAndSeesThePointersMove(TimingModel timing) throws Exception {
    String program =
        """
        ori a1, zero, 0x2000
        ori a3, zero, 0x8000
        ori a2, zero, 0x4000
        """
            + COPY
            + """
            lw v0, 0x10D0(a0)
            ori t0, zero, 100
            loop: addiu t0, t0, -1
            bne t0, zero, loop
            nop
            lw v1, 0x10D0(a0)
            """;
    TestBoard board = run(timing, program);
    int[] gpr = board.board.hart.gpr;
    assertThat(gpr[V1] - gpr[V0]).as("words of 5 cycles in 200 or 300").isBetween(160, 400);
    assertThat(gpr[V1] % 4).isZero();
    assertThat(board.register("DCH0CON")).isEqualTo(0);
  }

  /** Cycles of a round of loads that no cache serves, beside a copy in the same bank or another. */
  private double load(TimingModel timing, int from) throws IOException, UserError {
    String program =
        """
        lui a1, 0x%x
        ori a3, a1, 0x8000
        ori a2, zero, 0x4000
        lui s0, 0xA000
        ori t0, zero, %d
        """
                .formatted(from >>> 16, ROUNDS)
            + COPY
            + """
            mfc0 v0, $9
            loop: lw t2, 0(s0)
            addiu t0, t0, -1
            bne t0, zero, loop
            nop
            mfc0 v1, $9
            lw s1, 0x1060(a0)
            """;
    TestBoard board = run(timing, program);
    int[] gpr = board.board.hart.gpr;
    assertThat(gpr[T0]).isZero();
    assertThat(gpr[17] & 0x8000).as("the copy took longer").isNotZero();
    return 2.0 * (gpr[V1] - gpr[V0]) / ROUNDS;
  }

  @Test
  void loadsFromTheBankThatDmaUsesWaitForItsTransactionAtMost() throws Exception {
    double alone = load(TimingModel.APPROXIMATE, 0x4_0000);
    double beside = load(TimingModel.APPROXIMATE, 0);
    assertThat(beside - alone).isBetween(0.5, 3.0);
    assertThat(load(TimingModel.FUNCTIONAL, 0)).as("nothing takes time").isBetween(3.9, 4.1);
  }
}
