package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The FPU and the DSP under the modelled tinyVP: lent to whoever uses them, and to nobody else. */
final class UnitContextTest {
  /** $t8 is the RAM; the FPU, in 64-bit mode, and the DSP are enabled if $v1 says so. */
  private static final String SET_UP =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      mtc0 $v1, $12
      ehb
      lui $t8, 0xA000
      """;

  private static final String ON = "lui $v1, 0x3500\n"; // CU0, CU1, FR, MX
  private static final String OFF = "lui $v1, 0x1000\n"; // CU0

  /** Fills the units with values that follow from $s0, and forever compares them with it. */
  private static String keeper(int value) {
    StringBuilder code = new StringBuilder(ON + SET_UP);
    code.append("lui $s0, ").append(value).append("\nori $s0, $s0, 0x77\n");
    for (int i = 0; i < 32; i++) {
      code.append("addiu $t0, $s0, ").append(i).append('\n');
      code.append("mtc1 $t0, $f").append(i).append("\nmthc1 $s0, $f").append(i).append('\n');
    }
    for (int i = 1; i < 4; i++) {
      code.append("addiu $t0, $s0, ").append(i).append("\nmthi $t0, $ac").append(i).append('\n');
      code.append("mtlo $s0, $ac").append(i).append('\n');
    }
    code.append("mthi $s0\nmtlo $s0\n");
    code.append("andi $s1, $s0, 0x3F\nwrdsp $s1, 1\naddiu $s2, $zero, 3\nctc1 $s2, $31\n");
    code.append("addu $s7, $zero, $zero\nagain:\n");
    for (int i = 0; i < 32; i++) {
      code.append("mfc1 $t0, $f").append(i).append("\naddiu $t1, $s0, ").append(i);
      code.append("\nbne $t0, $t1, wrong\nmfhc1 $t0, $f").append(i);
      code.append("\nbne $t0, $s0, wrong\nnop\n");
    }
    for (int i = 1; i < 4; i++) {
      code.append("mfhi $t0, $ac").append(i).append("\naddiu $t1, $s0, ").append(i);
      code.append("\nbne $t0, $t1, wrong\nmflo $t0, $ac").append(i);
      code.append("\nbne $t0, $s0, wrong\nnop\n");
    }
    code.append(
        """
        mfhi $t0
        bne $t0, $s0, wrong
        mflo $t0
        bne $t0, $s0, wrong
        rddsp $t0, 1
        bne $t0, $s1, wrong
        cfc1 $t0, $31
        andi $t0, $t0, 3
        bne $t0, $s2, wrong
        nop
        addiu $s7, $s7, 1
        sw $s7, 0x100($t8)
        beq $zero, $zero, again
        nop
        wrong: hypcall 7
        """);
    return code.toString();
  }

  /** ORs whatever it finds in the units together, into 0x200 of its RAM, and counts at 0x100. */
  private static String spy(String status) {
    StringBuilder code = new StringBuilder(status + SET_UP);
    code.append("addu $s7, $zero, $zero\naddu $s6, $zero, $zero\naddu $t0, $zero, $zero\nagain:\n");
    for (int i = 0; i < 32; i++) {
      code.append("mfc1 $t0, $f").append(i).append("\nor $s6, $s6, $t0\n");
      code.append("mfhc1 $t0, $f").append(i).append("\nor $s6, $s6, $t0\n");
    }
    for (int i = 1; i < 4; i++) {
      code.append("mfhi $t0, $ac").append(i).append("\nor $s6, $s6, $t0\n");
      code.append("mflo $t0, $ac").append(i).append("\nor $s6, $s6, $t0\n");
    }
    code.append(
        """
        mfhi $t0
        or $s6, $s6, $t0
        mflo $t0
        or $s6, $s6, $t0
        rddsp $t0, 63
        or $s6, $s6, $t0
        sw $s6, 0x200($t8)
        addiu $s7, $s7, 1
        sw $s7, 0x100($t8)
        beq $zero, $zero, again
        nop
        """);
    return code.toString();
  }

  @TempDir Path folder;

  @Test
  void eachGuestFindsItsOwnValuesHoweverOftenTheUnitsChangeHands() throws Exception {
    TestBoard test =
        new Tasks().guest(1, keeper(0x1234)).guest(2, keeper(0x5678)).open(folder).run(0.1);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).isGreaterThan(100);
    assertThat(test.word(0x10100)).isGreaterThan(100);
    assertThat(test.guest(1).exits().get("COPROCESSOR_UNUSABLE")).isBetween(10L, 60L);
    assertThat(test.guest(1).exits().get("DSP_DISABLED")).isBetween(10L, 60L);
  }

  @Test
  void aGuestThatOnlyLooksFindsZeros() throws Exception {
    TestBoard test = new Tasks().guest(1, keeper(0x1234)).guest(2, spy(ON)).open(folder).run(0.1);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).isGreaterThan(100);
    assertThat(test.word(0x10100)).isGreaterThan(100);
    assertThat(test.word(0x10200)).isZero();
  }

  @Test
  void aGuestThatHasNotEnabledThemHasItsOwnExceptionsAndNoExit() throws Exception {
    TestBoard test = new Tasks().guest(1, keeper(0x1234)).guest(2, spy(OFF)).open(folder).run(0.1);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x10100)).isGreaterThan(100);
    assertThat(test.word(0x10200)).isZero();
    assertThat(test.guest(2).exits()).doesNotContainKeys("COPROCESSOR_UNUSABLE", "DSP_DISABLED");
    assertThat(test.guest(1).exits().get("COPROCESSOR_UNUSABLE"))
        .as("what nobody else wants stays where it is")
        .isEqualTo(1);
  }

  @Test
  void aGuestThatIsAloneWithAUnitTakesOneExitForIt() throws Exception {
    TestBoard test = new Tasks().guest(1, keeper(0x1234)).open(folder).run(0.05);
    assertThat(test.faults).isEmpty();
    assertThat(test.guest(1).exits())
        .containsEntry("COPROCESSOR_UNUSABLE", 1L)
        .containsEntry("DSP_DISABLED", 1L);
  }

  @Test
  void aRestartedGuestFindsZerosAndAnEnabledExceptionThatWasPendingIsNoFaultOfTheRoot()
      throws Exception {
    // FCSR with Cause and Enable of division by zero: the write raises the guest's own exception.
    String pending =
        ON
            + SET_UP
            + """
            ori $t1, $zero, 0x8400
            addu $s7, $zero, $zero
            again: ctc1 $t1, $31
            cfc1 $t2, $31
            and $t2, $t2, $t1
            bne $t2, $t1, wrong
            addiu $s7, $s7, 1
            beq $zero, $zero, again
            sw $s7, 0x100($t8)
            wrong: hypcall 7
            """;
    TestBoard test = new Tasks().guest(1, pending).guest(2, keeper(1)).open(folder).run(0.05);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x100)).isGreaterThan(100);
    test.type(0.3, "2r").run(0.5);
    assertThat(test.lines()).contains("Thread2: restarted");
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x10100)).isGreaterThan(10);
  }
}
