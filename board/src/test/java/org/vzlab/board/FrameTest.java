package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A control loop with windows of its own in a major frame, beside neighbours who want its time. */
final class FrameTest {
  private static final int PERIOD = 2_000_000;

  private static final String CONTROL =
      """
      lui $t0, 0x9FC0
      mtc0 $t0, $15, 1
      lui $t0, 0x1000
      mtc0 $t0, $12
      ehb
      lui $s0, 0xBF86
      addiu $t0, $zero, 0x40
      sw $t0, 0x614($s0)
      mfc0 $t1, $9
      lui $s2, 0xF
      ori $s2, $s2, 0x4240
      addu $t1, $t1, $s2
      addiu $t1, $t1, -2000
      again:
      mtc0 $t1, $11
      wait
      sw $t0, 0x63C($s0)
      addu $t1, $t1, $s2
      beq $zero, $zero, again
      nop
      """;

  private static final String FRAME =
      ".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 2 3000 7000\n.\n";

  @TempDir Path folder;

  private Tasks beside(String neighbour) {
    Tasks tasks = new Tasks().guest(1, CONTROL, "irqpolling = 1\ndevice = ports");
    return Neighbours.add(tasks, 2, neighbour, "");
  }

  private static void assertPeriodic(List<Long> times) {
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isEqualTo(PERIOD);
    }
  }

  static List<String> neighbours() {
    return Neighbours.names();
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void theLoopIsActivatedInTheSameCycleOfEveryFrame(String neighbour) throws Exception {
    TestBoard test = beside(neighbour).block(FRAME).open(folder);
    List<Long> times = Activations.of(test.board, 1);
    test.run(0.2);
    assertThat(times).hasSizeBetween(17, 20);
    assertPeriodic(times);
  }

  @Test
  void theMonitorAndARestartOfANeighbourMoveNoActivation() throws Exception {
    TestBoard test = beside("prints").block(FRAME).open(folder);
    List<Long> times = Activations.of(test.board, 1);
    test.type(0.05, "2r").type(0.0731, "2sc2q").type(0.11, "2ri").run(0.5);
    long cycles = test.guest(2).cycles();
    test.run(0.9);
    assertThat(test.lines()).contains("Thread2: restarted", "Thread2: stopped");
    assertThat(times).hasSizeBetween(87, 90);
    assertPeriodic(times);
    assertThat(test.guest(2).cycles()).as("it goes on").isGreaterThan(cycles);
  }

  @Test
  void aThreadHasItsWindowAndNoMore() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, CONTROL, "irqpolling = 1\ndevice = ports")
            .thread(8, "mode = user\nsrs = 3", 0x400000, "again: beq $zero, $zero, again\nnop\n")
            .block(".schedule\nframe = 10000\nwindow = 1 0 2000\nwindow = 8 3000 5000\n.\n")
            .open(folder);
    List<Long> times = Activations.of(test.board, 1);
    test.run(0.2);
    assertThat(times).hasSizeBetween(17, 20);
    assertPeriodic(times);
    Summary.Task thread = test.board.summary().tasks().get(1);
    assertThat(thread.cycles() / 200).isBetween(19L * 4900, 20L * 5000);
    assertThat(thread.switches()).isEqualTo(20);
  }

  @Test
  void nobodyElseRunsInTheWindowOfAGuestThatWaits() throws Exception {
    TestBoard test = beside("spins").block(FRAME).open(folder).run(0.2);
    Summary.Task spinner = test.board.summary().tasks().get(1);
    assertThat(spinner.cycles() / 200).isBetween(19L * 6900, 20L * 7000);
    assertThat(spinner.overruns()).isZero();
  }

  @Test
  void anInterruptOfADeviceOutsideTheWindowOfItsGuestIsHeldUntilTheNextOne() throws Exception {
    Tasks tasks = Activations.servesDevice(new Tasks());
    TestBoard test = Neighbours.add(tasks, 2, "divides", "").block(FRAME).open(folder);
    List<Long> times = Activations.of(test.board, 1);
    int flags = test.board.chip.part().register("IFS1").address() + 8;
    for (int i = 0; i < 10; i++) {
      test.run(0.0553 + 0.01 * i);
      test.board.bus.write(flags, 4, 0x100);
    }
    test.run(0.2);
    assertThat(times).hasSize(10);
    assertPeriodic(times);
    assertThat(test.board.summary().interrupts().get(40)).isEqualTo(10);
    assertThat(test.board.summary().tasks().get(0).worstLatency().orElseThrow())
        .as("from 5.3 ms after the start of a frame, up to the boot's time, to the next")
        .isBetween(4_000L * 200, 5_000L * 200);
  }
}
