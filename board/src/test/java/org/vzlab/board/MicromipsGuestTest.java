package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests in microMIPS under the modelled tinyVP. */
final class MicromipsGuestTest {
  /** $s0 is UART4, $s1 the RAM, $s7 counts. */
  private static final String START =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF82
      addiu $s0, $s0, 0x2600
      lui $s1, 0xA000
      addu $s7, $zero, $zero
      """;

  @TempDir Path folder;

  @Test
  void aGuestInMicromipsPrintsKeepsTimeAndWaits() throws Exception {
    String source =
        START
            + """
            addiu $t1, $zero, 77
            again:
            sw $t1, 0x20($s0)
            mfc0 $t0, $9
            lui $t2, 0x0010
            addu $t0, $t0, $t2
            mtc0 $t0, $11
            wait
            addiu $s7, $s7, 1
            sw $s7, 0x100($s1)
            beq $zero, $zero, again
            nop
            """;
    TestBoard test = new Tasks().micromipsGuest(1, "irqpolling = 1", source).open(folder).run(0.3);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).isBetween(26, 29);
    assertThat(test.console()).contains("MMMM");
  }

  @Test
  void deviceAccessesInDelaySlotsGoOnWhereTheBranchGoes() throws Exception {
    String source =
        START
            + """
            again:
            lw $t0, 0x10($s0)
            beq $zero, $zero, one
            lw $t1, 0x10($s0)
            hypcall 1
            one:
            bne $t0, $t1, bad
            lw $t1, 0x10($s0)
            bltz $zero, bad
            lw $t2, 0x10($s0)
            jal function
            lw $t3, 0x10($s0)
            bne $t3, $t0, bad
            nop
            addiu $s7, $s7, 1
            sw $s7, 0x100($s1)
            j again
            lw $t4, 0x10($s0)
            bad:
            hypcall 2
            function:
            jr $ra
            lw $t3, 0x10($s0)
            """;
    TestBoard test = new Tasks().micromipsGuest(1, "", source).open(folder).run(0.3);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).isGreaterThan(1000);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"lwxs $t0, $t1($s0)", "ll $t0, 0($s0)", "lwl $t0, 0($s0)"})
  void whatIsNoAccessOfAWordStopsTheGuest(String instruction) throws Exception {
    TestBoard test =
        new Tasks()
            .micromipsGuest(1, "", START + "addu $t1, $zero, $zero\n" + instruction + "\n")
            .open(folder)
            .run(0.01);
    assertThat(test.faults).hasSize(1);
    assertThat(test.faults.get(0)).contains("cannot access device console");
  }

  @Test
  void aHypercallIsNamedByItsCode() throws Exception {
    TestBoard test =
        new Tasks().micromipsGuest(1, "", START + "hypcall 0x155\n").open(folder).run(0.01);
    assertThat(test.faults).containsExactly("1: unknown hypercall 155");
  }
}
