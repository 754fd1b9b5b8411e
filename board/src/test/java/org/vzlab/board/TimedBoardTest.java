package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Stall;

/** The board with approximate timing: software does the same, and sees what memory takes. */
final class TimedBoardTest {
  private static final int APPLICATION = 0x9D001000;
  private static final int ROUNDS = 1000;

  /** Seconds: guests tick each 1 s and each 0.3 s. */
  private static final double BETWEEN_TICKS = 2.95;

  private static final int T0 = 8;
  private static final int V0 = 2;

  @TempDir private Path folder;

  private static TestBoard open(String target, boolean stale, TimingModel timing) throws UserError {
    return TestBoard.open(
        new Setup(
            target, "wifire", Optional.empty(), List.of(), UnmodelledPolicy.QUIET, stale, timing));
  }

  private TestBoard program(String source) throws IOException, UserError {
    byte[] code = new Assembler(InstructionSet.m5150(), Isa.MIPS32).bytes(APPLICATION, source);
    Path image = Files.write(folder.resolve("program.bin"), code);
    return open(image + "@0x9D001000", false, TimingModel.APPROXIMATE);
  }

  @ParameterizedTest(name = "{0}, stale caches {1}")
  @CsvSource({"mips32, false", "micromips, false", "micromips, true"})
  void everyCheckOfTheConformanceSuitePasses(String isa, boolean stale) throws UserError {
    Path image = TestBoard.ROOT.resolve("firmware/vz-suite/vz-suite-" + isa + ".elf");
    TestBoard board = open(image.toString(), stale, TimingModel.APPROXIMATE);
    for (double time = 1; time < 60 && !board.console().contains("\npassed "); time++) {
      board.run(time);
    }
    assertThat(board.lines()).noneMatch(line -> line.startsWith("FAIL"));
    assertThat(board.lines().get(board.lines().size() - 1)).matches("passed 1\\d{3} failed 0");
  }

  @ParameterizedTest(name = "stale caches {0}")
  @ValueSource(booleans = {false, true})
  void theDemosGuestsPrintTheSameInEitherModel(boolean stale) throws UserError {
    String demo = TestBoard.TWO_GUESTS.toString();
    TestBoard functional =
        open(demo, stale, TimingModel.FUNCTIONAL).type(1.5, "^E1=").run(BETWEEN_TICKS);
    TestBoard approximate =
        open(demo, stale, TimingModel.APPROXIMATE).type(1.5, "^E1=").run(BETWEEN_TICKS);
    for (char symbol : new char[] {'#', '=', '.'}) {
      assertThat(approximate.count(symbol)).as("%s", symbol).isEqualTo(functional.count(symbol));
    }
    assertThat(approximate.count('.')).isGreaterThan(5);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"mips32", "micromips"})
  void guestsOfTheNativeHypervisorPrintTheSameInEitherModel(String build) throws UserError {
    String image =
        TestBoard.ROOT.resolve("firmware/nano-hypervisor/nano-" + build + ".elf").toString();
    TestBoard functional = open(image, false, TimingModel.FUNCTIONAL);
    TestBoard approximate = open(image, false, TimingModel.APPROXIMATE);
    GuestExits inFunctional = new GuestExits(functional.board);
    GuestExits inApproximate = new GuestExits(approximate.board);
    functional.run(BETWEEN_TICKS);
    approximate.run(BETWEEN_TICKS);
    String value = "= [0-9a-f]{8}";
    for (int guest = 1; guest <= 2; guest++) {
      assertThat(inApproximate.console(guest).replaceAll(value, "="))
          .isEqualTo(inFunctional.console(guest).replaceAll(value, "="))
          .hasSizeGreaterThan(50);
    }
  }

  /** Cycles of a round of a loop that waits for a UART, by the divider of its bus. */
  private double round(int divider) throws IOException, UserError {
    TestBoard board =
        program(
            """
            lui a0, 0xBF80
            lui t1, 0xAA99
            ori t1, t1, 0x6655
            sw t1, 0x30(a0)
            lui t1, 0x5566
            ori t1, t1, 0x99AA
            sw t1, 0x30(a0)
            ori t1, zero, %d
            sw t1, 0x1310(a0)
            lui a1, 0xBF82
            ori t0, zero, %d
            mfc0 v0, $9
            loop: lw t2, 0x2610(a1)
            andi t2, t2, 0x100
            addiu t0, t0, -1
            bne t0, zero, loop
            nop
            mfc0 v1, $9
            subu v0, v1, v0
            end: b end
            nop"""
                .formatted(0x8000 | (divider - 1), ROUNDS));
    board.run(0.002);
    assertThat(board.board.hart.gpr[T0]).isZero();
    return 2.0 * board.board.hart.gpr[V0] / ROUNDS;
  }

  @Test
  void aLoopThatWaitsForAUartTakesItsTimeFromTheClockOfItsBus() throws Exception {
    int clocks = TimingConstant.PERIPHERAL_CLOCKS.standard();
    double two = round(2);
    assertThat(round(3) - two).isEqualTo(clocks, within(0.1));
    assertThat(round(8) - two).isEqualTo(6 * clocks, within(0.1));
  }

  @Test
  void anApplicationFindsFlashAsAResetLeavesIt() throws Exception {
    assertThat(program("end: b end\nnop").run(0.001).register("PRECON")).isEqualTo(7);
  }

  @Test
  void whatIsLostOnFlashIsLessWithFewerWaitStatesAndWithPrefetching() throws Exception {
    long atReset = flashStalls(7);
    long quick = flashStalls(2);
    long prefetching = flashStalls(0x32);
    assertThat(quick).isBetween(atReset * 2 / 7, atReset / 2);
    assertThat(prefetching).isLessThan(quick / 2);
  }

  /** Cycles that a hundred lines of code in a row wait for flash. */
  private long flashStalls(int precon) throws IOException, UserError {
    TestBoard board =
        program(
            "lui a0, 0xBF8E\nori t1, zero, %d\nsw t1, 0(a0)\nlw t1, 0(a0)\n".formatted(precon)
                + "nop\n".repeat(400)
                + "end: b end\nnop");
    board.run(0.001);
    CycleAccount account = board.board.hart.timing.account;
    return account.stalled(0, Stall.FLASH);
  }
}
