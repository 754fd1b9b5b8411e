package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.Layout;

/**
 * Registers that a thread in user mode has and that are less than a page: its accesses are carried
 * out for it, and the rest of the page is denied.
 */
final class ThreadWindowTest {
  private static final int USER = 0x00400000;

  /** RAM of the thread behind the RAM of {@link #IDLE}, and behind that of the demo. */
  private static final int RAM = 0x10000;

  private static final int RAM_BEHIND_DEMO = 0x20000;

  /** Seconds until the console has said what happens at once. */
  private static final double SAID = 0.15;

  private static final String IDLE = "again: wait\nbeq $zero, $zero, again\nnop\n";

  /** ANSELB, TRISB, LATB are at 00, 10, 30 of this, with CLR, SET, INV behind each. */
  private static final String PORT_B = "lui $s0, 0x1F86\nori $s0, $s0, 0x100\nlui $s1, 0x0041\n";

  private static final String END = "end: beq $zero, $zero, end\nnop\n";

  /** UART2 is one of two in its page: UART1 is in front of it. */
  private static final String UARTS = "mode = user\nregs = 0x1f822200 0x50 rw";

  @TempDir Path folder;

  private TestBoard run(String keys, String source) throws Exception {
    return new Tasks()
        .guest(1, IDLE)
        .thread(8, keys, USER, PORT_B + source.replace("; ", "\n") + "\n" + END)
        .open(folder)
        .run(SAID);
  }

  @ParameterizedTest(name = "srs = {0}")
  @ValueSource(ints = {0, 1, 4})
  void theThreadDrivesAPortOfItsOwnWhateverShadowSetItHas(int set) throws Exception {
    TestBoard test =
        run(
            "mode = user\ndevice = portB\nsrs = " + set,
            """
            sw $zero, 0($s0)
            addiu $t0, $zero, 0x0FF0
            sw $t0, 0x14($s0)
            addiu $t0, $zero, 0x120
            sw $t0, 0x30($s0)
            addiu $t0, $zero, 3
            sw $t0, 0x38($s0)
            lw $t1, 0x30($s0)
            sw $t1, 0($s1)
            lbu $t1, 0x31($s0)
            sw $t1, 4($s1)
            sh $t0, 0x30($s0)
            sb $t0, 0x31($s0)
            """);
    assertThat(test.lines()).noneMatch(line -> line.contains("PANIC"));
    assertThat(test.register("ANSELB")).isZero();
    assertThat(test.register("TRISB") & 0x0FF0).isZero();
    assertThat(test.word(RAM)).isEqualTo(0x123);
    assertThat(test.word(RAM + 4)).isEqualTo(1);
    assertThat(test.register("LATB")).isEqualTo(0x303);
    assertThat(test.board.failed()).isFalse();
  }

  @Test
  void loadsExtendAsTheirInstructionsSay() throws Exception {
    TestBoard test =
        run(
            "mode = user\ndevice = portB",
            """
            sw $zero, 0($s0)
            ori $t0, $zero, 0x8080
            sw $t0, 0x30($s0)
            lb $t1, 0x30($s0)
            sw $t1, 0($s1)
            lh $t1, 0x30($s0)
            sw $t1, 4($s1)
            lhu $t1, 0x30($s0)
            sw $t1, 8($s1)
            lw $zero, 0x30($s0)
            sw $zero, 12($s1)
            """);
    assertThat(test.word(RAM)).isEqualTo(0xFFFFFF80);
    assertThat(test.word(RAM + 4)).isEqualTo(0xFFFF8080);
    assertThat(test.word(RAM + 8)).isEqualTo(0x8080);
    assertThat(test.word(RAM + 12)).isZero();
    assertThat(test.board.failed()).isFalse();
  }

  @Test
  void accessesInDelaySlotsAreCarriedOutAndTheBranchIsTakenOrNot() throws Exception {
    TestBoard test =
        run(
            "mode = user\ndevice = portB",
            """
            addiu $t0, $zero, 0x100
            beq $zero, $zero, taken
            sw $t0, 0x30($s0)
            break
            taken:
            bne $zero, $zero, wrong
            lw $t1, 0x30($s0)
            sw $t1, 0($s1)
            jal function
            sw $t0, 0x38($s0)
            sw $v0, 4($s1)
            bltzal $zero, wrong
            lw $t2, 0x30($s0)
            sw $t2, 8($s1)
            beq $zero, $zero, over
            nop
            function:
            addiu $v0, $zero, 77
            jr $ra
            lw $ra, 0x30($s0)
            wrong: break
            over: nop
            """);
    assertThat(test.lines()).noneMatch(line -> line.contains("PANIC"));
    assertThat(test.word(RAM)).isEqualTo(0x100);
    assertThat(test.word(RAM + 4)).isEqualTo(77);
    assertThat(test.word(RAM + 8)).isEqualTo(0x100);
  }

  @Test
  void microMipsAccessesAreUnderstoodInBothLengthsAndInDelaySlots() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, IDLE)
            .micromipsThread(
                8,
                "mode = user\ndevice = portB",
                USER,
                """
                lui $s0, 0x1F86
                ori $s0, $s0, 0x130
                lui $s1, 0x41
                addiu $v0, $zero, 0x55
                sw16 $v0, 0($s0)
                b16 next
                lw16 $v1, 0($s0)
                next:
                sw32 $v1, 8($s0)
                lw32 $v1, 0($s0)
                sw32 $v1, 0($s1)
                end: b16 end
                nop
                """)
            .open(folder)
            .run(SAID);
    assertThat(test.lines()).noneMatch(line -> line.contains("PANIC"));
    assertThat(test.word(RAM)).isEqualTo(0x55);
    assertThat(test.register("LATB")).isEqualTo(0x55);
  }

  @Test
  void whatTheFlagsSayOfReadingAndWritingHolds() throws Exception {
    String ignored = "mode = user\nregs = 0x1f860130 0x10 ri";
    TestBoard test = run(ignored, "addiu $t0, $zero, 1; sw $t0, 0x30($s0); sw $t0, 0($s1)");
    assertThat(test.register("LATB")).isZero();
    assertThat(test.word(RAM)).isEqualTo(1);
    assertThat(test.lines()).noneMatch(line -> line.contains("ignored"));

    String logged = "mode = user\nregs = 0x1f860130 0x10 rI";
    test = run(logged, "addiu $t0, $zero, 1; sw $t0, 0x34($s0); sw $t0, 0($s1)");
    assertThat(test.register("LATB")).isZero();
    assertThat(test.word(RAM)).isEqualTo(1);
    assertThat(test.lines()).contains("Thread8: write 1 (4 bytes) to 1f860134 ignored");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "r | sw $zero, 0x30($s0) | write of 1f860130 denied: the configuration does not allow it",
        "w | lw $t0, 0x30($s0)   | read of 1f860130 denied: the configuration does not allow it",
        "w | lbu $t0, 0x33($s0)  | read of 1f860133 denied: the configuration does not allow it",
      })
  void whatTheFlagsDoNotAllowEndsTheThread(String flags, String source, String reason)
      throws Exception {
    TestBoard test = run("mode = user\nregs = 0x1f860130 0x10 " + flags, source);
    assertThat(test.lines()).contains("PANIC_THREAD: Thread8: " + reason);
    assertThat(test.register("LATB")).isZero();
  }

  @Test
  void whatAThreadDoesWithItsWindowsIsCounted() throws Exception {
    TestBoard test = run("mode = user\ndevice = portB", "lw $t0, 0($s0); sw $zero, 0x30($s0)");
    assertThat(test.thread(8).exits()).containsEntry("DEVICE", 2L).containsKey("REFILL");
  }

  private TestBoard attack(String source) throws Exception {
    Layout layout =
        new Tasks()
            .demo()
            .thread(8, UARTS + "\nsrs = 4", USER, "lui $s0, 0x1F82\n" + source)
            .thread(9, "mode = user\nsrs = 5\nregs = 0x1f822250 4 rw", USER, END)
            .layout(folder);
    TestBoard test = TestBoard.of(layout);
    Fortress fortress = new Fortress(test, layout);
    test.run(0.0001);
    fortress.remember();
    test.run(0.2);
    fortress.holdsButFor(RAM_BEHIND_DEMO, 0x2000);
    assertThat(test.faults).as("guests").isEmpty();
    assertThat(test.count('#')).isEqualTo(1);
    return test;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "lw $t0, 0x2000($s0)         | read of 1f822000 denied: nothing is mapped there",
        "sw $t0, 0x2000($s0)         | write of 1f822000 denied: nothing is mapped there",
        "sw $t0, 0x21FC($s0)         | write of 1f8221fc denied: nothing is mapped there",
        "sw $t0, 0x2250($s0)         | write of 1f822250 denied: nothing is mapped there",
        "lb $t0, 0x2250($s0)         | read of 1f822250 denied: nothing is mapped there",
        "sw $t0, 0x2600($s0)         | write of 1f822600 denied: nothing is mapped there",
        "lui $s0, 0xBF82; lw $t0, 0x2200($s0) | read of bf822200 denied: address error",
        "lui $s0, 0xBF82; sw $t0, 0x2200($s0) | write of bf822200 denied: address error",
        "lui $s0, 0x9F82; lw $t0, 0x2200($s0) | read of 9f822200 denied: address error",
        "lui $s0, 0x3F82; lw $t0, 0x2200($s0) | read of 3f822200 denied: nothing is mapped there",
        "lw $t0, 0x2202($s0)         | read of 1f822202 denied: address error",
        "lh $t0, 0x2201($s0)         | read of 1f822201 denied: address error",
        "sw $t0, 0x2201($s0)         | write of 1f822201 denied: address error",
        "sh $t0, 0x224F($s0)         | write of 1f82224f denied: address error",
        "ll $t0, 0x2210($s0)         | instruction c2082210 cannot access device unnamed at 1f822210",
        "lwl $t0, 0x2210($s0)        | instruction 8a082210 cannot access device unnamed at 1f822210",
        "swr $t0, 0x2210($s0)        | instruction ba082210 cannot access device unnamed at 1f822210",
        "lwc1 $f0, 0x2210($s0)       | instruction c6002210 cannot access device unnamed at 1f822210",
        "sdc1 $f0, 0x2210($s0)       | instruction f6002210 cannot access device unnamed at 1f822210",
        "ori $s0, $s0, 0x2200; jr $s0; nop | fetch of 1f822200 denied: the configuration does not"
            + " allow it",
        "ori $s0, $s0, 0x2000; jr $s0; nop | fetch of 1f822000 denied: nothing is mapped there",
      })
  void aUserThreadThatLeavesItsWindowsIsStoppedAndNobodyElse(String source, String reason)
      throws Exception {
    TestBoard test = attack(source.replace("; ", "\n") + "\n" + END);
    assertThat(test.board.failed()).isTrue();
    assertThat(test.lines()).contains("PANIC_THREAD: Thread8: " + reason);
  }

  @Test
  void aBranchIntoItsOwnDelaySlotGoesNowhereElse() throws Exception {
    TestBoard test = attack("jr $s0\nlw $t0, 0x2210($s0)\n");
    assertThat(test.lines())
        .contains("PANIC_THREAD: Thread8: fetch of 1f820000 denied: nothing is mapped there");
  }

  @Test
  void inAnEndlessLoopOverItsWindowsTheOthersGoOn() throws Exception {
    TestBoard test = attack("again: lw $t0, 0x2210($s0)\nbeq $zero, $zero, again\nnop\n");
    assertThat(test.board.failed()).isFalse();
    assertThat(test.thread(8).exits().get("DEVICE")).isGreaterThan(1000);
  }
}
