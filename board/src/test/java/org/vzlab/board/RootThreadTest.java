package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.Layout;

/** Threads of the modelled hypervisor: code that the core executes in root mode. */
final class RootThreadTest {
  private static final int USER = 0x00400000;
  private static final int KERNEL = 0x9D100000;

  /** RAM of nobody, and the same in KSEG1. */
  private static final int FREE = 0x60000;

  /** A guest that waits for ever, for tests of threads alone. Its RAM comes first. */
  private static final String IDLE = "again: wait\nbeq $zero, $zero, again\nnop\n";

  /** RAM of the first thread behind that guest. */
  private static final int FIRST = 0x10000;

  private static final String YIELD = ".word 0x03C0000C\n";

  @TempDir Path folder;

  private static String counts(String upper, String between) {
    return "lui $s0, "
        + upper
        + "\naddu $s1, $zero, $zero\nagain: addiu $s1, $s1, 1\nsw $s1, 0($s0)\n"
        + between
        + "beq $zero, $zero, again\nnop\n";
  }

  @Test
  void theHypervisorsOwnLoopYieldsForEverAndTheGuestsRunAsWithoutIt() throws Exception {
    Layout layout = new Tasks().demo().block(".thread\nid = 8\nentry = loop\n.\n").layout(folder);
    TestBoard test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.0004);
    fortress.remember();
    test.type(2, "8q").run(3.5);
    fortress.holds();
    fortress.firstGuestBeats(4);
    assertThat(test.clockLines()).hasSize(2);
    assertThat(test.lines()).anyMatch(l -> l.matches("Thread8: loop pc=9d00080. cycles=\\d+ .*"));
    assertThat(test.count('.')).isBetween(9L, 12L);
  }

  @ParameterizedTest(name = "srs = {0}")
  @ValueSource(ints = {0, 1, 2, 5})
  void aKernelThreadSharesAShadowSetWithAnybodyAndNobodysRegistersChange(int set) throws Exception {
    String keep =
        """
        lui $sp, 0x1357
        lui $ra, 0x2468
        lui $t9, 0x99
        mthi $t9
        lui $s0, 0xA006
        addu $s1, $zero, $zero
        again:
        lui $t0, 0x1357
        bne $sp, $t0, wrong
        lui $t0, 0x2468
        bne $ra, $t0, wrong
        lui $t0, 0x99
        mfhi $t1
        bne $t1, $t0, wrong
        addiu $s1, $s1, 1
        sw $s1, 0($s0)
        beq $zero, $zero, again
        .word 0
        wrong: break
        """;
    TestBoard test =
        new Tasks().demo().thread(9, "srs = " + set, KERNEL, keep).open(folder).run(0.25);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(FREE)).isGreaterThan(150_000);
    assertThat(test.count('#')).isEqualTo(1);
  }

  @Test
  void threadsInOneShadowSetKeepTheirRegistersApart() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, IDLE)
            .thread(
                8,
                "srs = 3\nsp = 0x1000 0xA0060000 0xA0061000",
                KERNEL,
                "sw $sp, 8($sp)\n" + counts("0xA006", YIELD))
            .thread(9, "srs = 3", KERNEL + 0x1000, counts("0xA007", ""))
            .thread(10, "srs = 0", KERNEL + 0x2000, counts("0xA004", ""))
            .open(folder)
            .run(0.2);
    assertThat(test.faults).isEmpty();
    assertThat(test.board.failed()).isFalse();
    assertThat(test.word(0x61008)).as("sp").isEqualTo(0xA0061000);
    assertThat(test.word(FREE)).isBetween(10, 1000);
    assertThat(test.word(0x70000)).isGreaterThan(100_000);
    assertThat(test.word(0x40000)).isGreaterThan(100_000);
  }

  @Test
  void aUserThreadRunsThroughTheRootTlbInItsOwnAddressSpace() throws Exception {
    TestBoard test =
        new Tasks()
            .demo()
            .thread(8, "mode = user\nsrs = 4", USER, counts("0x0041", ""))
            .thread(9, "mode = user\nsrs = 5", USER, counts("0x0041", YIELD))
            .open(folder)
            .run(0.3);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(0x20000)).as("RAM of thread 8").isGreaterThan(150_000);
    assertThat(test.board.failed()).as(test.console()).isFalse();
    assertThat(test.word(0x21000)).as("RAM of thread 9").isBetween(10, 100_000);
    assertThat(test.count('#')).isEqualTo(1);
  }

  @Test
  void waitInAKernelThreadLetsTheOthersRun() throws Exception {
    TestBoard test =
        new Tasks().demo().thread(8, "", KERNEL, counts("0xA006", "wait\n")).open(folder).run(2.5);
    assertThat(test.faults).isEmpty();
    assertThat(test.word(FREE)).isBetween(10, 5000);
    assertThat(test.count('#')).isEqualTo(3);
    assertThat(test.count('.')).isBetween(7L, 10L);
  }

  @Test
  void aThreadHasFpuAndDspRegistersOfItsOwn() throws Exception {
    String code =
        """
        lui $s0, 0xA006
        addu $s1, $zero, $zero
        again:
        addiu $s1, $s1, 1
        mtc1 $s1, $f4
        mtlo $s1, $ac2
        .word 0x03C0000C
        mfc1 $t0, $f4
        bne $t0, $s1, wrong
        mflo $t0, $ac2
        bne $t0, $s1, wrong
        nop
        beq $zero, $zero, again
        sw $s1, 0($s0)
        wrong: break
        """;
    TestBoard test =
        new Tasks()
            .guest(1, IDLE)
            .thread(8, "", KERNEL, code)
            .thread(9, "srs = 2", KERNEL + 0x1000, code.replace("0xA006", "0xA007"))
            .open(folder)
            .run(0.1);
    assertThat(test.board.failed()).isFalse();
    assertThat(test.word(FREE)).isGreaterThan(10);
    assertThat(test.word(0x70000)).isGreaterThan(10);
  }

  private TestBoard attack(String source) throws Exception {
    Layout layout =
        new Tasks()
            .demo()
            .thread(8, "mode = user\nsrs = 4", USER, source)
            .thread(9, "srs = 5", KERNEL, counts("0xA006", YIELD))
            .layout(folder);
    TestBoard test = TestBoard.of(layout);
    test.run(0.5);
    assertThat(test.faults).as("guests").isEmpty();
    assertThat(test.count('#')).isEqualTo(1);
    assertThat(test.word(FREE)).as("the kernel thread goes on").isGreaterThan(100);
    assertThat(test.board.end()).isEqualTo(End.RUNNING);
    return test;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "lui $t0, 0xA000; lw $t1, 0($t0)     | read of a0000000 denied: address error",
        "lui $t0, 0x8000; sw $t1, 0($t0)     | write of 80000000 denied: address error",
        "lui $t0, 0x9D00; jr $t0; nop        | fetch of 9d000000 denied: address error",
        "lui $t0, 0x9D00; ori $t0, $t0, 0x800; jr $t0; nop | fetch of 9d000800 denied: address error",
        "lui $t0, 0xBF81; sw $zero, 0($t0)   | write of bf810000 denied: address error",
        "lui $t0, 0xC000; lw $t1, 0($t0)     | read of c0000000 denied: address error",
        "lui $t0, 0x0000; lw $t1, 0($t0)     | read of 00000000 denied: nothing is mapped there",
        "lui $t0, 0x1D00; lw $t1, 0($t0)     | read of 1d000000 denied: nothing is mapped there",
        "lui $t0, 0x1F81; lw $t1, 0($t0)     | read of 1f810000 denied: nothing is mapped there",
        "lui $t0, 0x0040; sw $zero, 0($t0)   | write of 00400000 denied: the configuration does not allow it",
        "lui $t0, 0x0041; jr $t0; nop        | fetch of 00410000 denied: the configuration does not allow it",
        "lui $t0, 0x0041; lw $t1, 0x2000($t0) | read of 00412000 denied: nothing is mapped there",
        "lui $t0, 0x0041; lw $t1, 2($t0)     | read of 00410002 denied: address error",
        "mfc0 $t0, $12                       | coprocessor 0 unusable at 00400000",
        "mtc0 $zero, $12                     | coprocessor 0 unusable at 00400000",
        "wait                                | coprocessor 0 unusable at 00400000",
        "eret                                | coprocessor 0 unusable at 00400000",
        "di                                  | coprocessor 0 unusable at 00400000",
        "tlbwr                               | coprocessor 0 unusable at 00400000",
        "mtgc0 $t0, $12                      | coprocessor 0 unusable at 00400000",
        "rdpgpr $t0, $29                     | coprocessor 0 unusable at 00400000",
        "lui $t0, 0x0041; cache 1, 0($t0)    | coprocessor 0 unusable at 00400004",
        "hypcall 0                           | coprocessor 0 unusable at 00400000",
        "syscall                             | unknown syscall 0000000c at 00400000",
        "beq $zero, $zero, next; syscall; next: nop | unknown syscall 0000000c at 00400004",
        "break                               | exception 9 at 00400000",
        "sdbbp                               | debug breakpoint near 00400000",
        "teq $zero, $zero                    | exception 13 at 00400000",
        ".word 0xFFFFFFFF                    | exception 10 at 00400000",
        "rdhwr $t0, $29                      | exception 10 at 00400000",
      })
  void aUserThreadThatLeavesItsPagesIsStoppedAndNobodyElse(String source, String reason)
      throws Exception {
    TestBoard test = attack(source.replace("; ", "\n") + "\n");
    assertThat(test.board.failed()).isTrue();
    assertThat(test.lines()).contains("PANIC_THREAD: Thread8: " + reason);
  }

  @Test
  void aUserThreadMayGiveWayInADelaySlot() throws Exception {
    String code =
        """
        lui $s0, 0x0041
        addu $s1, $zero, $zero
        again:
        addiu $s1, $s1, 1
        sw $s1, 0($s0)
        beq $zero, $zero, again
        .word 0x03C0000C
        """;
    TestBoard test = new Tasks().guest(1, IDLE).thread(8, "mode = user", USER, code).open(folder);
    assertThat(test.run(0.2).board.failed()).isFalse();
    assertThat(test.word(FIRST)).isGreaterThan(10);
  }

  @Test
  void aUserThreadWithEveryInterruptMaskedInItsMindIsStillInterrupted() throws Exception {
    TestBoard test = attack("again: beq $zero, $zero, again\nnop\n");
    assertThat(test.board.failed()).isFalse();
  }

  @Test
  void aUserThreadFindsNothingOfTheFpuOrHiAndLoOfOthers() throws Exception {
    String spy =
        """
        lui $s0, 0x0041
        addu $s6, $zero, $zero
        again:
        mfc1 $t0, $f0
        or $s6, $s6, $t0
        mflo $t0, $ac1
        or $s6, $s6, $t0
        mfhi $t0
        or $s6, $s6, $t0
        mflo $t0
        or $s6, $s6, $t0
        beq $zero, $zero, again
        sw $s6, 0($s0)
        """;
    String keeper =
        """
        lui $s0, 0xA006
        again:
        addiu $s1, $s1, 1
        mtc1 $s0, $f0
        mtlo $s0, $ac1
        mthi $s0
        mtlo $s0
        beq $zero, $zero, again
        sw $s1, 0($s0)
        """;
    TestBoard test =
        new Tasks()
            .guest(1, IDLE)
            .thread(8, "mode = user\nsrs = 0", USER, spy)
            .thread(9, "", KERNEL, keeper)
            .open(folder)
            .run(0.1);
    assertThat(test.board.failed()).isFalse();
    assertThat(test.word(FREE)).isGreaterThan(1000);
    assertThat(test.word(FIRST)).isZero();
  }

  @Test
  void theMonitorStopsContinuesAndRestartsAThread() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, IDLE)
            .thread(8, "mode = user", USER, counts("0x0041", ""))
            .open(folder)
            .run(0.15);
    test.type(0.15, "8s").run(0.2);
    int stopped = test.word(FIRST);
    test.run(0.25);
    assertThat(test.word(FIRST)).isEqualTo(stopped);
    test.type(0.25, "c").run(0.3);
    assertThat(test.word(FIRST)).isGreaterThan(stopped);
    test.type(0.3, "sr").run(0.31);
    assertThat(test.word(FIRST)).isBetween(1, stopped);
    test.type(0.35, "qI").run(0.5);
    assertThat(test.lines())
        .contains(
            "Thread8: stopped",
            "Thread8: continued",
            "Thread8: restarted",
            "Thread8: has no interrupt controller of its own");
  }

  @Test
  void aFaultedThreadIsBroughtBackByARestartOnly() throws Exception {
    TestBoard test =
        new Tasks().guest(1, IDLE).thread(8, "mode = user", USER, "break\n").open(folder).run(0.3);
    test.type(0.3, "8csr").run(1);
    assertThat(test.lines())
        .contains(
            "Thread8: faulted: only r brings it back",
            "Thread8: faulted: exception 9 at 00400000",
            "Thread8: restarted");
  }
}
