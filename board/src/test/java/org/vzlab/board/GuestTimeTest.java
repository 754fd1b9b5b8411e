package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Count and Compare of a guest on the board: 10 ns a count. */
final class GuestTimeTest {
  private static final String POLLING = "irqpolling = 1";

  /** Never waits. */
  private static final String HOG = "again: beq $zero, $zero, again\nnop\n";

  /** Counts a tick each millisecond at 0x100 by adding to Compare, and notes Count at 0x104. */
  private static final String TICKS =
      """
      lui $t8, 0xA000
      lui $s4, 1
      ori $s4, $s4, 0x86A0
      lui $s5, 0x4000
      mfc0 $s3, $9
      addu $s3, $s3, $s4
      mtc0 $s3, $11
      again: wait
      mfc0 $t1, $13
      and $t1, $t1, $s5
      beq $t1, $zero, again
      nop
      lw $t0, 0x100($t8)
      addiu $t0, $t0, 1
      sw $t0, 0x100($t8)
      addu $s3, $s3, $s4
      mtc0 $s3, $11
      mfc0 $t0, $9
      beq $zero, $zero, again
      sw $t0, 0x104($t8)
      """;

  @TempDir Path folder;

  @Test
  void aStoreToCountMovesTheMatchAndCountComesRoundBeforeIt() throws Exception {
    String source =
        """
        lui $t8, 0xA000
        lui $s5, 0x4000
        lui $t0, 0xFFFF
        mtc0 $t0, $9
        lui $t1, 0x0001
        mtc0 $t1, $11
        lui $t0, 0xFFFE
        mtc0 $t0, $9
        mfc0 $t2, $9
        sw $t2, 0x100($t8)
        again: wait
        mfc0 $t1, $13
        and $t1, $t1, $s5
        beq $t1, $zero, again
        mfc0 $t3, $9
        sw $t3, 0x104($t8)
        mfc0 $t4, $11
        sw $t4, 0x108($t8)
        done: wait
        beq $zero, $zero, done
        nop
        """;
    TestBoard test = new Tasks().guest(1, source, POLLING).open(folder);
    // From 0xFFFE0000 to 0x00010000 are 196608 counts, 1.97 ms.
    test.run(0.0018);
    assertThat(test.word(0x100)).isBetween(0xFFFE0000, 0xFFFE0400);
    assertThat(test.word(0x104)).as("not yet").isZero();
    test.run(0.004);
    assertThat(test.word(0x104)).isBetween(0x10000, 0x10400);
    assertThat(test.word(0x108)).as("Compare").isEqualTo(0x10000);
    assertThat(test.faults).isEmpty();
  }

  @Test
  void aGuestBesideOnesThatNeverWaitMissesNoTick() throws Exception {
    TestBoard test =
        new Tasks().guest(1, TICKS, POLLING).guest(2, HOG).guest(3, HOG).open(folder).run(0.2);
    assertThat(test.faults).isEmpty();
    // Two slices of 2 ms are the others' before it is its turn.
    assertThat(test.word(0x100)).isBetween(193, 199);
  }

  @Test
  void aGuestThatDidNotRunForSecondsCatchesUpWithEveryTick() throws Exception {
    TestBoard test = new Tasks().guest(1, TICKS, POLLING).open(folder);
    test.type(0.5, "1s").run(0.6);
    int stopped = test.word(0x100);
    assertThat(stopped).isBetween(495, 510);
    test.type(3.7, "1c").run(3.69);
    assertThat(test.word(0x100)).isEqualTo(stopped);
    test.run(3.9);
    TestBoard other = new Tasks().guest(1, TICKS, POLLING).open(folder).run(3.9);
    assertThat(test.word(0x100)).as("as many as without").isEqualTo(other.word(0x100));
    assertThat(test.word(0x100)).isBetween(3898, 3900);
    assertThat(test.word(0x104) - other.word(0x104)).as("on time again").isBetween(-1000, 1000);
    assertThat(test.faults).isEmpty();
  }

  @Test
  void ticksGoOnWhenCountComesRoundTwice() throws Exception {
    String source =
        TICKS.replace("lui $s4, 1\nori $s4, $s4, 0x86A0", "lui $s4, 0x5F5\nori $s4, $s4, 0xE100");
    TestBoard test = new Tasks().guest(1, source, POLLING).open(folder).run(90.5);
    assertThat(test.word(0x100)).as("one each second").isEqualTo(90);
    assertThat(test.clockLines()).hasSize(45).last().asString().startsWith("|------- [00:01:29.");
    assertThat(test.faults).isEmpty();
  }
}
