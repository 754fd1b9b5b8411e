package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a neighbour, or whoever types, could do to the time of others between and inside windows.
 */
final class TimePressureTest {
  private static final int PERIOD = 2_000_000;

  /** Its timer is due 500 us after it is entered, in the middle of its window. */
  private static final String CONTROL =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      mfc0 $t1, $9
      lui $s2, 0xF
      ori $s2, $s2, 0x4240
      ori $t2, $zero, 50000
      addu $t1, $t1, $t2
      again:
      addu $t1, $t1, $s2
      mtc0 $t1, $11
      wait
      beq $zero, $zero, again
      nop
      """;

  private static final String FRAME =
      ".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 3000 6900\n.\n";

  @TempDir Path folder;

  static List<String> neighbours() {
    return Neighbours.names();
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void aTimerInTheMiddleOfAWindowIsAnsweredInTheSameCycleOfEveryFrame(String neighbour)
      throws Exception {
    Tasks tasks = new Tasks().guest(1, CONTROL, "irqpolling = 1");
    TestBoard test = Neighbours.add(tasks, 2, neighbour, "").block(FRAME).open(folder);
    List<Long> times = Activations.of(test.board, 1);
    test.type(0.0531, "qqqqTT").type(0.0931, "2r2q").type(0.1201, "qqqqTT").run(0.2);
    assertThat(times).hasSizeBetween(17, 20);
    List<Long> steps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      steps.add(times.get(i) - times.get(i - 1));
    }
    assertThat(steps).containsOnly((long) PERIOD);
  }

  @Test
  void aRestartOfAnotherDoesNotHoldAnInterruptInAWindow() throws Exception {
    TestBoard test =
        Activations.servesDevice(new Tasks())
            .guest(2, Neighbours.source("spins"))
            .block(".schedule\nframe = 10000\nwindow = 1 0 5000\nwindow = 2 6000 4000\n.\n")
            .open(folder);
    List<Long> times = Activations.of(test.board, 1);
    int flags = test.board.chip.part().register("IFS1").address() + 8;
    test.run(0.0505);
    test.type(0.0515, "2r").run(0.0525);
    test.board.bus.write(flags, 4, 0x100);
    test.run(0.25);
    assertThat(test.lines()).contains("Thread2: restarted");
    assertThat(times).hasSize(1);
    assertThat(times.get(0)).isLessThan(TestBoard.cycles(0.0526));
  }

  @Test
  void aGuestThatIsRestartedBeginsWhateverItsNeighbourHasPrinted() throws Exception {
    String device = ".device\nname = latg\nregs = 0x1f860630 0x10 rsuI\n.\n";
    String ignored =
        """
        lui $t0, 0xBF86
        again:
        sw $zero, 0x630($t0)
        beq $zero, $zero, again
        nop
        """;
    TestBoard test =
        new Tasks()
            .guest(1, Neighbours.source("spins"))
            .guest(2, ignored, device)
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 2000 7000\n.\n")
            .open(folder);
    test.type(0.2, "1r").run(0.4);
    long before = test.guest(1).cycles();
    test.run(0.5);
    assertThat(test.guest(1).cycles()).isGreaterThan(before);
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "1, 1"})
  void aThreadThatYieldsGoesOnBesideAGuestThatSpins(int thread, int guest) throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, Neighbours.source("spins"), "priority = " + guest)
            .thread(
                8,
                "mode = user\nsrs = 3\npriority = " + thread,
                0x400000,
                "again: syscall 0xF0000\nbeq $zero, $zero, again\nnop\n")
            .open(folder)
            .run(0.5);
    long before = test.board.summary().tasks().get(1).switches();
    test.run(0.6);
    assertThat(test.board.summary().tasks().get(1).switches() - before)
        .as("with no interrupts but its own slices'")
        .isBetween(20L, 60L);
  }
}
