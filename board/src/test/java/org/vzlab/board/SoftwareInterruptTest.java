package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Software interrupts of a guest that has sw0 and sw1: Guest.Cause.IP0 and IP1. */
final class SoftwareInterruptTest {
  /** Counts the flags of interrupts 1 and 2 at 0x100 and 0x104 and sets IP0, and both. */
  private static final String SOURCE =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF81
      lui $s1, 0xA000
      addiu $t0, $zero, 6
      sw $t0, 0xC8($s0)
      addiu $t0, $zero, 0x100
      mtc0 $t0, $13
      wait
      lw $t1, 0x40($s0)
      sw $t1, 0x100($s1)
      mtc0 $zero, $13
      sw $t0, 0x100($s1)
      sw $t1, 0x100($s1)
      addiu $t0, $zero, 6
      sw $t0, 0x44($s0)
      lw $t1, 0x40($s0)
      sw $t1, 0x104($s1)
      addiu $t0, $zero, 0x300
      mtc0 $t0, $13
      lui $t2, 0x10
      again: addiu $t2, $t2, -1
      bne $t2, $zero, again
      nop
      lw $t1, 0x40($s0)
      sw $t1, 0x108($s1)
      done: wait
      beq $zero, $zero, done
      nop
      """;

  @TempDir Path folder;

  private TestBoard run(String devices) throws Exception {
    TestBoard test = new Tasks().guest(1, SOURCE, devices).open(folder).run(0.1);
    assertThat(test.faults).isEmpty();
    return test;
  }

  @Test
  void theyAreInterruptsOneAndTwo() throws Exception {
    TestBoard test = run("device = sw0\ndevice = sw1");
    assertThat(test.word(0x100) & 6).as("WAIT has ended with interrupt 1").isEqualTo(2);
    assertThat(test.word(0x104) & 6).as("cleared").isZero();
    assertThat(test.word(0x108) & 6).as("both, without an exit of the guest's").isEqualTo(6);
  }

  @Test
  void aGuestHasOnlyThoseThatTheConfigurationGivesIt() throws Exception {
    assertThat(run("device = sw0").word(0x108) & 6).isEqualTo(2);
  }
}
