package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** PMD1 to PMD7 on the board, bare and as tinyVP sets them. */
final class ModulePowerTest {
  private static final int KERNEL = 0x9D100000;
  private static final int DMAMD = 1 << 4;

  /** RAM of nobody, where the thread leaves what it has read. */
  private static final int FOUND = 0x60000;

  @TempDir Path folder;

  @Test
  void whatNoGuestOwnsIsReallyOffUnderTinyVp() throws Exception {
    String thread =
        """
        lui $s0, 0xA006
        lui $s1, 0xBF82
        lui $s2, 0xBF81
        addiu $t0, $zero, 0x55
        sw $t0, 0x2240($s1)
        ori $t0, $zero, 0x8000
        sw $t0, 0x1000($s2)
        lw $t1, 0x2210($s1)
        sw $t1, 0($s0)
        lw $t1, 0x2240($s1)
        sw $t1, 4($s0)
        lw $t1, 0x1000($s2)
        sw $t1, 8($s0)
        lw $t1, 0x2610($s1)
        sw $t1, 12($s0)
        addiu $t1, $zero, 1
        sw $t1, 16($s0)
        again: beq $zero, $zero, again
        .word 0x03C0000C
        """;
    TestBoard test = new Tasks().demo().thread(9, "", KERNEL, thread).open(folder);
    for (int word = 0; word < 4; word++) {
      test.board.bus.write(FOUND + 4 * word, 4, -1);
    }
    test.run(1.5);
    assertThat(test.word(FOUND + 16)).as("the thread has come to its end").isEqualTo(1);
    assertThat(test.word(FOUND)).as("U2STA").isZero();
    assertThat(test.word(FOUND + 4)).as("U2BRG").isZero();
    assertThat(test.word(FOUND + 8)).as("DMACON").isZero();
    assertThat(test.word(FOUND + 12) & 0x1000).as("U4STA.URXEN of the console").isEqualTo(0x1000);
    assertThat(test.faults).isEmpty();
    assertThat(test.count('#')).isEqualTo(2);
  }

  @Test
  void theDmaControllerIsOnForTheGuestThatOwnsIt() throws Exception {
    Path configs = TestBoard.ROOT.resolve("configs");
    TestBoard owned = TestBoard.open(configs.resolve("dma.config")).run(2.5);
    assertThat(owned.register("PMD7") & DMAMD).isZero();
    assertThat(owned.register("DMACON") & 0x8000).isEqualTo(0x8000);
    assertThat(owned.console()).contains("DMA ok");
    TestBoard nobodys = TestBoard.open(TestBoard.TWO_GUESTS).run(0.1);
    assertThat(nobodys.register("PMD7") & DMAMD).isEqualTo(DMAMD);
  }

  @Test
  void aProgramSilencesItsConsoleWithU4mdAndGetsItBackByClearingIt() throws Exception {
    List<String> reports = run(program("lw $t0, 0x2610($s1)\n")).reports;
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0))
        .startsWith("not modelled, read by root at 0x")
        .endsWith(": what PMD5.U4MD disables");
    TestBoard bare = run(program(""));
    assertThat(bare.console()).isEqualTo("ac");
    assertThat(bare.reports).isEmpty();
    assertThat(bare.board.failed()).isFalse();
  }

  /** Sends a; disables UART4 and sends b; enables it and sends c. */
  private static String program(String whileDisabled) {
    return """
        lui $s0, 0xBF80
        lui $s1, 0xBF82
        addiu $t0, $zero, 11
        sw $t0, 0x1480($s0)
        addiu $t0, $zero, 2
        sw $t0, 0x1660($s0)
        addiu $t0, $zero, 1
        sw $t0, 0x2640($s1)
        ori $t0, $zero, 0x8000
        sw $t0, 0x2600($s1)
        addiu $t0, $zero, 0x1400
        sw $t0, 0x2610($s1)
        addiu $s2, $zero, 8
        """
        + send('a', 1)
        + "sw $s2, 0x88($s0)\n"
        + send('b', 2)
        + whileDisabled
        + "sw $s2, 0x84($s0)\n"
        + send('c', 3)
        + "end: beq $zero, $zero, end\nnop\n";
  }

  private static String send(char character, int label) {
    return """
        addiu $t0, $zero, %1$d
        sw $t0, 0x2620($s1)
        ori $t9, $zero, 0xFFFF
        wait%2$d: addiu $t9, $t9, -1
        bne $t9, $zero, wait%2$d
        nop
        """
        .formatted((int) character, label);
  }

  private TestBoard run(String source) throws Exception {
    byte[] code =
        new Assembler(InstructionSet.m5150(), Isa.MIPS32).bytes(Wifire.APPLICATION, source);
    Path file = folder.resolve("program.bin");
    Files.write(file, code);
    return TestBoard.open(
            new Setup(
                file + "@0x" + Integer.toHexString(Wifire.APPLICATION),
                "wifire",
                Optional.empty(),
                List.of(),
                UnmodelledPolicy.REPORT))
        .run(0.1);
  }
}
