package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A control loop with windows of its own in a major frame, beside neighbours who want its time. */
final class FrameTest {
  private static final int PERIOD = 2_000_000;

  private static final String CONTROL =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF86
      addiu $t0, $zero, 0x40
      sw $t0, 0x614($s0)
      mfc0 $t1, $9
      lui $s2, 0xF
      ori $s2, $s2, 0x4240
      addu $t1, $t1, $s2
      addiu $t1, $t1, -2000
      again:
      mtc0 $t1, $11
      wait
      sw $t0, 0x63C($s0)
      addu $t1, $t1, $s2
      beq $zero, $zero, again
      nop
      """;

  /** What a neighbour does. */
  enum Neighbour {
    WAITS("again: wait\nbeq $zero, $zero, again\nnop\n"),
    SPINS("again: beq $zero, $zero, again\nnop\n"),
    DIVIDES("addiu $t1, $zero, 3\nagain: div $zero, $t0, $t1\nbeq $zero, $zero, again\nnop\n"),
    FILLS_CACHES(
        """
        lui $t0, 0x8000
        ori $t2, $t0, 0x8000
        addu $t1, $t0, $zero
        again:
        lw $t3, 0($t1)
        sw $t3, 4($t1)
        addiu $t1, $t1, 16
        bne $t1, $t2, again
        nop
        beq $zero, $zero, again
        addu $t1, $t0, $zero
        """),
    PRINTS(
        """
        lui $t0, 0xBF82
        addiu $t1, $zero, 46
        again:
        sw $t1, 0x2620($t0)
        beq $zero, $zero, again
        nop
        """),
    FAULTS("lui $t0, 0xA070\nlw $t1, 0($t0)\n");

    private final String source;

    Neighbour(String source) {
      this.source = source;
    }
  }

  @TempDir Path folder;

  private List<Long> activations(String neighbour) throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, CONTROL, "irqpolling = 1\ndevice = ports")
            .guest(2, neighbour)
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 3000 7000\n.\n")
            .open(folder);
    List<Long> times = new ArrayList<>();
    boolean[] waited = new boolean[1];
    test.board.onInstruction(
        r -> {
          if (r.owner() == 1) {
            if (waited[0]) {
              times.add(r.time());
            }
            waited[0] = CodeText.bits(r.instruction()).equals("42000020");
          }
        });
    test.run(0.5);
    return times;
  }

  @ParameterizedTest
  @EnumSource
  void theLoopIsActivatedInTheSameCycleOfEveryFrame(Neighbour neighbour) throws Exception {
    List<Long> times = activations(neighbour.source);
    assertThat(times).hasSizeBetween(47, 50);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isEqualTo(PERIOD);
    }
  }
}
