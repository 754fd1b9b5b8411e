package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.isa.Isa;
import org.vzlab.vp.layout.Layout;

/** The watchdog and the deadman timer with software: boot code, and guests under tinyVP. */
final class WatchdogBoardTest {
  /** WDTPS = 4, 15.6 ms; no window. DMTCNT = 6, 16384 instructions; window from half of it on. */
  private static final int DEVCFG1 =
      (0x7F74_3CB9 & ~(0x1F << 16 | 0x1F << 26 | 7 << 3)) | 4 << 16 | 6 << 26 | 1 << 3;

  private static final int WATCHDOG_CYCLES = 16 * 390_625 / 2;
  private static final int POR_AND_BOR = 3;
  private static final int IDLE = 1 << 2;
  private static final int WDTO = 1 << 4;
  private static final int DMTO = 1 << 5;

  /** $t0 is RAM, $t1 the WDT's and the DMT's page; word 0x100 counts starts. */
  private static final String START =
      """
      lui $t0, 0xA000
      lui $t1, 0xBF80
      lw $t2, 0x100($t0)
      addiu $t2, $t2, 1
      sw $t2, 0x100($t0)
      """;

  /** Switches the watchdog on and clears it so many times, then spins. */
  private static final String CLEARS =
      START
          + """
          ori $t3, $zero, 0x8000
          sw $t3, 0x808($t1)     # WDTCONSET
          addiu $t3, $zero, 0x5743
          addiu $t4, $zero, %d
          next: ori $t5, $zero, 0x8000
          pause: bne $t5, $zero, pause
          addiu $t5, $t5, -1
          sh $t3, 0x802($t1)     # WDTCLRKEY
          lw $t6, 0x104($t0)
          addiu $t6, $t6, 1
          sw $t6, 0x104($t0)
          bne $t6, $t4, next
          nop
          stay: beq $zero, $zero, stay
          nop
          """;

  /** Switches the deadman timer on and clears it in its window so many times, then spins. */
  private static final String STEPS =
      START
          + """
          ori $t3, $zero, 0x8000
          sw $t3, 0xA00($t1)     # DMTCON
          addiu $t3, $zero, 0x4000
          addiu $t4, $zero, %d
          addiu $t7, $zero, 8
          next: lw $t5, 0xA30($t1)
          andi $t5, $t5, 1
          beq $t5, $zero, next   # WINOPN
          nop
          sw $t3, 0xA10($t1)
          sw $t7, 0xA20($t1)
          lw $t6, 0x104($t0)
          addiu $t6, $t6, 1
          sw $t6, 0x104($t0)
          bne $t6, $t4, next
          nop
          stay: beq $zero, $zero, stay
          nop
          """;

  @TempDir private Path folder;

  /** A board whose boot code leaves RCON alone, with the words of the test. */
  private static TestBoard open(Layout layout) throws UserError {
    TestBoard test = TestBoard.of(layout, TimingModel.APPROXIMATE, new Emz64());
    test.board.chip.configurationWords().program("DEVCFG1", DEVCFG1);
    test.board.start(() -> test.board.hardware.startHypervisor(test.board));
    return test;
  }

  private static int boots(TestBoard test) {
    return test.console().split("init_IRQ: priss", -1).length - 1;
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void bootCodeSeesTheWatchdogsResetInRcon(TimingModel timing) throws Exception {
    String boot =
        """
        lui $t0, 0xA000
        lui $t4, 0xBF80
        lw $t1, 0x100($t0)
        sll $t2, $t1, 2
        addu $t2, $t2, $t0
        lw $t3, 0x1240($t4)
        sw $t3, 0x110($t2)     # RCON
        addiu $t1, $t1, 1
        sw $t1, 0x100($t0)     # starts
        stay: beq $zero, $zero, stay
        nop
        """;
    // FWDTEN, WINDIS, WDTPS = 0.
    TestBoard test = boot(boot, DEVCFG1 & ~(0x1F << 16) | 1 << 23, timing);
    test.board.run(195_312);
    assertThat(test.word(0x100)).isEqualTo(1);
    test.board.run(2 * 195_313);
    assertThat(test.word(0x100)).isEqualTo(2);
    assertThat(test.word(0x110)).isEqualTo(POR_AND_BOR);
    assertThat(test.word(0x114)).isEqualTo(POR_AND_BOR | WDTO);
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void theDeadmanTimerCountsInstructionsWhateverTimeTheyTake(TimingModel timing) throws Exception {
    String boot =
        """
        lui $t0, 0xA000
        lui $t4, 0xBF80
        lw $t3, 0x1240($t4)
        sw $t3, 0x110($t0)     # RCON
        stay: lw $t3, 0xA40($t4)
        div $zero, $t0, $t4
        addiu $t5, $t5, 1
        mfhi $t6
        bgez $zero, stay
        sw $t3, 0x114($t0)     # DMTCNT
        """;
    // FDMTEN, DMTCNT = 2.
    TestBoard test = boot(boot, 1 << 31 | (DEVCFG1 & ~(0x1F << 26)) | 2 << 26, timing);
    List<Long> starts = new ArrayList<>();
    test.board.onInstruction(
        executed -> {
          if (executed.pc() == BootFlash.RESET) {
            starts.add(test.board.hart.instructions);
          }
        });
    test.run(0.0005);
    assertThat(starts).hasSizeGreaterThan(3);
    for (int i = 1; i < starts.size(); i++) {
      // A delay slot belongs to its branch.
      assertThat(starts.get(i) - starts.get(i - 1)).isBetween(1024L, 1025L);
    }
    assertThat(test.word(0x110)).isEqualTo(POR_AND_BOR | DMTO);
  }

  private TestBoard boot(String program, int devcfg1, TimingModel timing) throws Exception {
    return new BootFlash(Isa.MIPS32).put(0, program).devcfg1(devcfg1).open(folder, timing);
  }

  @Test
  void anImageBesideAConfigurationCanSetTheConfigurationWord() throws Exception {
    ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(DEVCFG1);
    Path file = Files.write(folder.resolve("devcfg1.bin"), word.array());
    TestBoard test =
        TestBoard.open(
            new Setup(
                TestBoard.TWO_GUESTS.toString(),
                Setup.OWN_BOARD,
                Optional.empty(),
                List.of(file + "@0x1FC0FFC8"),
                UnmodelledPolicy.QUIET));
    assertThat(test.register("WDTCON")).isEqualTo(4 << 8);
    assertThat(test.register("DMTPSCNT")).isEqualTo(1 << 14);
    assertThat(test.register("DMTPSINTV")).isEqualTo(1 << 13);
  }

  @Test
  void aGuestThatOwnsTheWatchdogClearsItByAHalfwordThroughItsWindow() throws Exception {
    String source = CLEARS.formatted(-1);
    TestBoard test = open(new Tasks().guest(1, source, "device = watchdog").layout(folder));
    test.run(0.2);
    assertThat(test.faults).isEmpty();
    assertThat(boots(test)).isEqualTo(1);
    assertThat(test.word(0x100)).as("starts").isEqualTo(1);
    assertThat(test.word(0x104)).as("times cleared").isGreaterThan(200);
    assertThat(test.register("WDTCON")).isEqualTo(1 << 15 | 4 << 8);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR);
  }

  @Test
  void aGuestThatStopsClearingItHasTheBoardResetAndEverythingStartsAnew() throws Exception {
    TestBoard test =
        open(
            new Tasks()
                .guest(1, CLEARS.formatted(20), "device = watchdog")
                .guest(2, START + "stay: beq $zero, $zero, stay\nnop\n")
                .layout(folder));
    test.run(0.01);
    while (test.word(0x104) < 20) {
      test.board.run(test.board.now() + 1000);
    }
    final long last = test.board.now();
    assertThat(boots(test)).isEqualTo(1);
    test.board.run(last + WATCHDOG_CYCLES - 2000);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR);
    test.board.run(last + WATCHDOG_CYCLES);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR | WDTO);
    assertThat(test.register("WDTCON")).as("off after the reset").isEqualTo(4 << 8);
    test.board.run(last + WATCHDOG_CYCLES + TestBoard.cycles(0.1));
    assertThat(boots(test)).isEqualTo(2);
    assertThat(test.word(0x100)).as("starts").isEqualTo(2);
    assertThat(test.word(0x10100)).as("starts of the other guest").isEqualTo(2);
    assertThat(test.board.failed()).isFalse();
  }

  @Test
  void aGuestThatOwnsTheDeadmanTimerClearsItInItsWindow() throws Exception {
    String source = STEPS.formatted(-1);
    TestBoard test = open(new Tasks().guest(1, source, "device = deadman").layout(folder));
    test.run(0.1);
    assertThat(test.faults).isEmpty();
    assertThat(boots(test)).isEqualTo(1);
    assertThat(test.word(0x104)).as("times cleared").isGreaterThan(2);
    assertThat(test.register("DMTSTAT") & 0xE0).isZero();
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR);
  }

  @Test
  void aGuestThatStopsClearingTheDeadmanTimerHasTheBoardReset() throws Exception {
    String source = STEPS.formatted(1);
    TestBoard test = open(new Tasks().guest(1, source, "device = deadman").layout(folder));
    test.run(0.1);
    assertThat(test.faults).isEmpty();
    // RAM outlives the reset, so that the guest clears it again and again after its second start.
    assertThat(test.word(0x100)).as("starts").isEqualTo(2);
    assertThat(test.word(0x104)).as("times cleared").isGreaterThan(1);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR | DMTO);
  }

  @Test
  void aGuestThatMissesTheWindowHasTheBoardResetAtOnce() throws Exception {
    String source = STEPS.formatted(-1).replace("beq $t5, $zero, next", "nop");
    TestBoard test = open(new Tasks().guest(1, source, "device = deadman").layout(folder));
    test.run(0.05);
    assertThat(test.word(0x104)).as("times cleared").isZero();
    assertThat(test.word(0x100)).as("starts").isGreaterThan(1);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR | DMTO);
  }

  @Test
  void theDeadmanTimerStandsStillWhileEverybodyWaits() throws Exception {
    String source =
        START
            + "ori $t3, $zero, 0x8000\nsw $t3, 0xA00($t1)\n"
            + "stay: wait\nbeq $zero, $zero, stay\nnop\n";
    TestBoard test = open(new Tasks().guest(1, source, "device = deadman").layout(folder));
    test.run(1);
    assertThat(boots(test)).isEqualTo(1);
    assertThat(test.register("DMTCON")).isEqualTo(1 << 15);
    assertThat(test.register("DMTCNT")).isBetween(1, 16_000);
  }

  @Test
  void aTimeOutWhileEverybodyWaitsIsAnNmiThatStartsTheHypervisorAnew() throws Exception {
    String source =
        START
            + "ori $t3, $zero, 0x8000\nsw $t3, 0x808($t1)\n"
            + "stay: wait\nbeq $zero, $zero, stay\nnop\n";
    TestBoard test = open(new Tasks().guest(1, source, "device = watchdog").layout(folder));
    test.run(0.05);
    assertThat(boots(test)).isEqualTo(2);
    assertThat(test.register("RCON")).isEqualTo(POR_AND_BOR | WDTO | IDLE);
    assertThat(test.register("RNMICON")).as("WDTS").isEqualTo(1 << 16);
    assertThat(test.register("WDTCON")).as("no reset").isEqualTo(1 << 15 | 4 << 8);
    assertThat(test.reports)
        .contains("an NMI: the hypervisor starts anew; the board's boot code would stop");
  }

  @Test
  void aGuestWithoutThemCannotTouchThem() throws Exception {
    String watchdog = START + "addiu $t3, $zero, 0x5743\nsh $t3, 0x802($t1)\n";
    String off = START + "sw $zero, 0x800($t1)\n";
    String deadman = START + "lw $t3, 0xA40($t1)\n";
    String neighbour = START + "sw $zero, 0xA00($t1)\n";
    TestBoard test =
        open(
            new Tasks()
                .guest(1, watchdog)
                .guest(2, off)
                .guest(3, deadman)
                .guest(4, neighbour, "device = watchdog")
                .layout(folder));
    test.run(0.05);
    String denied = " denied: nothing is mapped there";
    assertThat(test.faults)
        .containsExactlyInAnyOrder(
            "1: write of 1f800802" + denied,
            "2: write of 1f800800" + denied,
            "3: read of 1f800a40" + denied,
            "4: write of 1f800a00" + denied);
    assertThat(test.register("WDTCON")).isEqualTo(4 << 8);
    assertThat(boots(test)).isEqualTo(1);
  }
}
