package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.board.SecondGuest.printed;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the demo's guests never do: a guest of the test's, as the second one under firmware/
 * nano-hypervisor and under the modelled tinyVP, prints the same and exits alike.
 */
final class NanoEmulationTest {
  @EachNanoBuild
  void loadsAndStoresOfAllSizesReachTheInterruptController(String build) throws Exception {
    assertThat(
            printed(
                build,
                0.1,
                """
                lui $t2, 0xFFFE
                ori $t2, $t2, 0x81FE
                sw $t2, 0x554($s1)        # OFF(5): 18 bits, the lowest 0
                jal print
                lw $a0, 0x554($s1)
                jal print
                lb $a0, 0x554($s1)
                jal print
                lbu $a0, 0x555($s1)
                jal print
                lh $a0, 0x554($s1)
                jal print
                lhu $a0, 0x556($s1)
                addiu $t2, $zero, 0x5A
                sb $t2, 0x555($s1)
                jal print
                lw $a0, 0x554($s1)
                sh $t2, 0x556($s1)
                jal print
                lw $a0, 0x554($s1)
                addiu $t2, $zero, -1
                sw $t2, 0x118($s1)        # IEC5SET: UART4's interrupts are there, no others
                jal print
                lw $a0, 0x110($s1)
                addiu $t2, $zero, 0x0800
                sw $t2, 0x11C($s1)        # INV
                jal print
                lw $a0, 0x110($s1)
                sw $t2, 0x118($s1)        # SET
                addiu $t2, $zero, 0x0400
                sw $t2, 0x114($s1)        # CLR
                jal print
                lw $a0, 0x110($s1)
                sw $t2, 0x2E0($s1)        # IPC26: nobody's
                jal print
                lw $a0, 0x2E0($s1)
                """))
        .containsExactly(
            "000281fe",
            "fffffffe",
            "00000081",
            "ffff81fe",
            "00000002",
            "00025afe",
            "00025afe",
            "00001c00",
            "00001400",
            "00001800",
            "00000000");
  }

  @EachNanoBuild
  void anAccessInADelaySlotGoesOnWhereItsBranchGoes(String build) throws Exception {
    // A bit for each branch: 1 if it falls through.
    String branch =
        """
        BRANCH
        lw $t4, 0x2610($s0)
        addiu $a0, $a0, 1
        """;
    StringBuilder source =
        new StringBuilder("addu $a0, $zero, $zero\naddiu $t5, $zero, -5\naddiu $t6, $zero, 5\n");
    List<String> branches =
        List.of(
            "beq $t5, $t5",
            "bne $t5, $t5",
            "bne $t5, $t6",
            "beq $t5, $t6",
            "blez $t5",
            "blez $zero",
            "blez $t6",
            "bgtz $t6",
            "bgtz $zero",
            "bltz $t5",
            "bltz $zero",
            "bgez $zero",
            "bgez $t5",
            "bltzal $t6",
            "bgezal $t6",
            "beql $t5, $t5",
            "bgtzl $t6");
    for (int i = 0; i < branches.size(); i++) {
      source.append("sll $a0, $a0, 1\n");
      source.append(branch.replace("BRANCH", branches.get(i) + ", over" + i).strip());
      source.append("\nover").append(i).append(": nop\n");
    }
    source.append("jal print\nlw $t4, 0x2610($s0)\n");
    assertThat(printed(build, 0.1, source.toString())).containsExactly("0000a558");
  }

  @EachNanoBuild
  void compareThatIsJustPastMatchesAtOnceAndOneThatHasMatchedDoesNotMatchAgain(String build)
      throws Exception {
    assertThat(
            printed(
                build,
                0.2,
                """
                lui $t5, 0x1234
                mtc0 $t5, $9              # Count
                mfc0 $t6, $9
                subu $a0, $t6, $t5
                jal print
                srl $a0, $a0, 16
                mfc0 $t5, $9
                addiu $t5, $t5, -1
                mtc0 $t5, $11             # Compare, too late
                ehb
                mfc0 $a0, $13
                jal print
                srl $a0, $a0, 30
                mtc0 $t5, $11             # acknowledges
                ehb
                mfc0 $a0, $13
                jal print
                srl $a0, $a0, 30
                lui $t6, 0x0010           # 10 ms
                addu $t5, $t5, $t6
                mtc0 $t5, $11
                ehb
                mfc0 $a0, $11
                jal print
                subu $a0, $a0, $t5
                again: mfc0 $a0, $13
                srl $a0, $a0, 30
                beq $a0, $zero, again
                nop
                jal print
                nop
                lw $a0, 0x40($s1)         # IFS0: nobody has enabled it
                jal print
                nop
                """))
        .containsExactly("00000000", "00000001", "00000000", "00000000", "00000001", "00000001");
  }

  @EachNanoBuild
  void fieldsChangedWhileAnInterruptIsPresentedChange(String build) throws Exception {
    assertThat(
            printed(
                build,
                0.1,
                """
                addiu $t5, $zero, 1
                sw $t5, 0xC8($s1)         # IEC0SET
                addiu $t5, $zero, 4
                sw $t5, 0x140($s1)        # IPC0: priority 1
                mfc0 $t5, $9
                mtc0 $t5, $11             # due; Status.IE is 0
                lui $t6, 0x2440           # CU1, FR, BEV
                mtc0 $t6, $12
                ehb
                mfc0 $a0, $12
                jal print
                nop
                lui $t6, 0x0880           # DC, IV
                mtc0 $t6, $13
                ehb
                mfc0 $a0, $13
                lui $t6, 0x0880
                jal print
                and $a0, $a0, $t6
                addiu $t6, $zero, 0x60    # VS
                mtc0 $t6, $12, 1
                ehb
                mfc0 $a0, $12, 1
                jal print
                nop
                lw $a0, 0x20($s1)         # INTSTAT
                jal print
                nop
                """))
        .containsExactly("24400000", "08800000", "00000060", "00000100");
  }

  @EachNanoBuild
  void anLlOutlivesAnExitButNotAnotherGuest(String build) throws Exception {
    assertThat(
            printed(
                build,
                1.4,
                """
                lui $s2, 0xA000
                ll $t5, 0($s2)
                lw $t6, 0x2610($s0)       # an exit
                addiu $a0, $zero, 7
                sc $a0, 0($s2)
                jal print
                nop
                addiu $t5, $zero, 1
                sw $t5, 0xC8($s1)         # IEC0SET: the timer may end a WAIT
                mfc0 $t5, $9
                lui $t6, 0x0750           # 1.23 s: the first guest beats meanwhile
                addu $t5, $t5, $t6
                mtc0 $t5, $11
                addiu $t5, $zero, 4
                sw $t5, 0x140($s1)
                ll $t5, 0($s2)
                wait
                addiu $a0, $zero, 9
                sc $a0, 0($s2)
                jal print
                nop
                lw $a0, 0($s2)
                jal print
                nop
                """))
        .containsExactly("00000001", "00000000", "00000007");
  }

  @EachNanoBuild
  void aGuestsRegistersOutliveTheTurnsOfAnother(String build) throws Exception {
    StringBuilder greedy = new StringBuilder("again: lui $t0, 0xBAD0\nmthi $t0\nmtlo $t0\n");
    StringBuilder set = new StringBuilder("mthi $s1\nmtlo $s0\n");
    StringBuilder print = new StringBuilder();
    // EPC, ErrorEPC, KScratch1, KScratch2, UserLocal, Context, LO, HI; all but one of the GPRs.
    String[] registers = {"$14", "$30", "$31, 2", "$31, 3", "$4, 2", "$4"};
    for (int i = 0; i < registers.length; i++) {
      greedy.append("mtc0 $t0, ").append(registers[i]).append('\n');
      set.append("lui $t0, ").append(0x4000 + i * 0x100).append('\n');
      set.append("mtc0 $t0, ").append(registers[i]).append('\n');
      print.append("mfc0 $a0, ").append(registers[i]).append("\njal print\nnop\n");
    }
    for (int i = 1; i < 32; i++) {
      if (i != 8) {
        greedy.append("lui $").append(i).append(", 0xBAD1\n");
      }
      if (i != 16 && i != 17) {
        set.append("addiu $").append(i).append(", $zero, ").append(i).append('\n');
      }
    }
    greedy.append("beq $zero, $zero, again\nnop\n");
    String wait =
        """
        addiu $t0, $zero, 1
        sw $t0, 0xC8($s1)           # IEC0SET
        mfc0 $t0, $9
        lui $t1, 8                  # 5 ms
        addu $t0, $t0, $t1
        mtc0 $t0, $11
        """;
    String sum = "addu $a0, $zero, $zero\n";
    for (int i = 1; i < 32; i++) {
      sum += i == 4 || i == 16 || i == 17 ? "" : "addu $a0, $a0, $" + i + "\n";
    }
    TestBoard nano = NanoBoard.open(build);
    NanoBoard.replace(nano, build, 1, SecondGuest.code(greedy.toString()));
    assertThat(
            printed(
                nano,
                build,
                0.1,
                wait
                    + set
                    + "wait\n"
                    + sum
                    + "jal print\nnop\nmfhi $a0\njal print\nnop\nmflo $a0\njal print\nnop\n"
                    + print))
        .containsExactly(
            String.format("%08x", 31 * 32 / 2 - 4 - 16 - 17),
            "bf810000",
            "bf820000",
            "40000000",
            "41000000",
            "42000000",
            "43000000",
            "44000000",
            "45000000");
  }

  @Test
  void aGuestThatFillsTheConsoleDoesNotKeepAnotherFromWriting() throws Exception {
    TestBoard nano = NanoBoard.open("mips32");
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    GuestExits expected = new GuestExits(demo.board);
    GuestExits exits = new GuestExits(nano.board);
    demo.run(1.3);
    printed(
        nano,
        "mips32",
        1.3,
        """
        addiu $t0, $zero, 1
        sw $t0, 0xC8($s1)           # IEC0SET
        mfc0 $t0, $9
        lui $t1, 0x05E6             # 0.99 s
        addu $t0, $t0, $t1
        mtc0 $t0, $11
        wait
        addiu $t0, $zero, 3000
        addiu $t1, $zero, 0x2D
        fill: sw $t1, 0x2620($s0)   # never looks at UTXBF
        addiu $t0, $t0, -1
        bne $t0, $zero, fill
        nop
        """);
    assertThat(exits.console(1)).endsWith("##");
    assertThat(exits.of(1)).as("it never waits for room").isEqualTo(expected.of(1));
  }
}
