package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.ImageFile;

/** {@code --trace schedule}: what a viewer of the trace event format is given. */
final class ScheduleTraceTest {
  private static final String SPINS = "again: beq $zero, $zero, again\nnop\n";
  private static final String WAITS = "again: wait\nbeq $zero, $zero, again\nnop\n";
  private static final String STORMS =
      """
      lui $t0, 0x1000
      mtc0 $t0, $12
      again:
      mfc0 $t1, $9
      addiu $t1, $t1, 400
      mtc0 $t1, $11
      wait
      beq $zero, $zero, again
      nop
      """;
  private static final String FRAME =
      ".schedule\nframe = 2000\nwindow = 1 0 500\nwindow = 2 600 800\nwindow = 8 1500 400\n.\n";
  private static final String PRIORITIES = "priority = 2\nbudget = 100\nperiod = 1000";

  @TempDir Path folder;

  private TestBoard test;
  private List<String> lines;

  /** Runs with a trace that is held against the format, and in which all time is somebody's. */
  private TraceFile run(TestBoard board, double seconds) {
    test = board;
    lines = new ArrayList<>();
    Runnable end = test.board.trace(TraceKind.SCHEDULE, lines::add);
    test.run(seconds);
    end.run();
    TraceFile trace = new TraceFile(lines);
    Summary summary = test.board.summary();
    for (Summary.Guest guest : summary.guests()) {
      assertThat(trace.total(guest.id())).as("guest %d", guest.id()).isEqualTo(guest.cycles());
    }
    for (Summary.Task task : summary.tasks()) {
      assertThat(trace.total(task.id())).as("task %d", task.id()).isEqualTo(task.cycles());
    }
    assertThat(trace.names.keySet().stream().mapToLong(trace::total).sum())
        .isEqualTo(summary.cycles());
    return trace;
  }

  private long bytes() {
    return lines.stream().mapToLong(line -> line.length() + 1).sum();
  }

  @Test
  void theDemosGuestsAreTracksWithTheirExitsAndInterrupts() throws Exception {
    TraceFile trace = run(TestBoard.open(TestBoard.TWO_GUESTS), 1.2);
    assertThat(trace.names.values())
        .containsExactly("root", "guest 1 (guest1)", "guest 2 (guest2)");
    assertThat(trace.pieces(0))
        .extracting(TraceFile.Event::name)
        .contains("idle", "exit GPSI", "switch");
    assertThat(trace.instants(1)).contains("GPSI", "TLB_REFILL");
    assertThat(trace.instants(2))
        .contains("interrupt taken")
        .anyMatch(name -> name.startsWith("interrupt presented, level "));
    assertThat(trace.instants(0)).contains("irq 0");
    assertThat(bytes()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nano-mips32.elf", "nano-micromips.elf"})
  void aNativeHypervisorsGuestsAreTracksByTheirIdentifiers(String image) throws Exception {
    Path elf = TestBoard.ROOT.resolve("firmware/nano-hypervisor/" + image);
    TraceFile trace = run(TestBoard.timed(elf.toString(), ""), 0.3);
    assertThat(trace.names.values()).contains("root", "guest 1", "guest 2");
    assertThat(trace.pieces(0))
        .extracting(TraceFile.Event::name)
        .contains("idle", "interrupt", "exit TLB_REFILL");
  }

  @Test
  void windowsOfAMajorFrameAreSeenToTheCycle() throws Exception {
    Tasks tasks =
        new Tasks()
            .guest(1, SPINS)
            .guest(2, STORMS)
            .thread(8, "mode = user\nsrs = 3", 0x400000, SPINS)
            .block(FRAME);
    TraceFile trace = run(tasks.open(folder), 0.1);
    assertThat(trace.names.get(8)).isEqualTo("thread 8 (thread8)");
    List<TraceFile.Event> windows =
        trace.pieces(1).stream().filter(piece -> piece.cycles() > 50_000).toList();
    assertThat(windows).hasSizeBetween(48, 50);
    for (int i = 2; i < windows.size(); i++) {
      assertThat(windows.get(i).time() - windows.get(i - 1).time()).isEqualTo(400_000);
    }
    assertThat(trace.pieces(0)).extracting(TraceFile.Event::name).contains("hold", "switch");
    assertThat(bytes()).isLessThan(200_000);
  }

  @Test
  void aThreadThatWaitsIsSeenToWait() throws Exception {
    Tasks tasks =
        new Tasks()
            .guest(1, WAITS)
            .thread(9, "", 0x9D000800, "again: wait\nbeq $zero, $zero, again\nnop\n");
    TraceFile trace = run(tasks.open(folder), 0.05);
    assertThat(trace.pieces(9)).extracting(TraceFile.Event::name).contains("waits");
  }

  @Test
  void whatIsOftenAndShortIsPutTogether() throws Exception {
    Tasks storm = new Tasks().guest(1, STORMS, "irqpolling = 1").guest(2, SPINS, PRIORITIES);
    run(storm.open(folder), 0.4);
    assertThat(bytes()).as("a storm of timers").isLessThan(2_000_000);
    run(
        TestBoard.of(
            Guests.beside(ImageFile.load(TestBoard.ROOT.resolve("firmware/hostile/hammer.elf")))),
        0.4);
    assertThat(bytes()).as("a guest that hammers the console").isLessThan(2_000_000);
  }

  @Test
  void aTraceNeitherChangesTheRunNorDiffersFromTheLast() throws Exception {
    Tasks tasks =
        new Tasks().guest(1, STORMS, "irqpolling = 1").guest(2, WAITS).guest(3, SPINS, PRIORITIES);
    TestBoard without = tasks.open(folder).run(0.1);
    run(tasks.open(folder), 0.1);
    List<String> first = lines;
    assertThat(test.board.summary()).isEqualTo(without.board.summary());
    run(tasks.open(folder), 0.1);
    assertThat(lines).isEqualTo(first);
  }

  @Test
  void aGuestThatNeverRunsHasATrackAllTheSame() throws Exception {
    TraceFile trace = run(new Tasks().guest(1, WAITS).guest(2, WAITS).open(folder), 0.0001);
    assertThat(trace.names).containsKeys(0, 1, 2);
  }

  @Test
  void messagesBetweenGuestsAreInTheTracksOfTheirEnds() throws Exception {
    TestBoard board = TestBoard.open(TestBoard.ROOT.resolve("configs/mailbox.config"));
    run(board, 0.35);
    String text = String.join("\n", lines);
    assertThat(text).contains("samples sent 1", "samples taken 1", "samples sent 3");
  }
}
