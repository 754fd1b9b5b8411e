package example;

import static org.vzlab.testkit.VzAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.testkit.Awaited;
import org.vzlab.testkit.Board;
import org.vzlab.testkit.Console;
import org.vzlab.testkit.Guest;
import org.vzlab.testkit.Id;
import org.vzlab.testkit.Led;
import org.vzlab.testkit.Named;
import org.vzlab.testkit.Program;
import org.vzlab.testkit.RunningBoard;

/** What the heartbeat promises, whatever its neighbour does. */
@Board("heartbeat.config")
@Program(guest = 1, file = "guests/heartbeat.s")
@Program(guest = 2, file = "guests/neighbour.s")
class HeartbeatTest {
  private static final int CORE_TIMER = 0;

  /** SYSCLK cycles in a major frame of 2 ms. */
  private static final long FRAME = 400_000;

  @Test
  void itBeatsAHundredTimesASecond(RunningBoard board, @Id(1) Guest heartbeat) {
    board.runFor("205ms");
    assertThat(heartbeat).console().hasLines("#".repeat(20));
  }

  @Test
  void itsLedTogglesWithEachBeat(RunningBoard board, @Named("LD1") Led led) {
    board.runFor("100ms");
    assertThat(led).togglesEvery("10ms", "1us");
  }

  @Test
  void itPrintsWithinAFrame(RunningBoard board, @Id(1) Console console, @Named("LD1") Led led) {
    Awaited print = console.prints("#");
    board.runUntil(led.toggles(), "20ms");
    board.runUntil(print, "2ms");
  }

  @Test
  void itAnswersItsTimerWithinAFrame(RunningBoard board, @Id(1) Guest heartbeat) {
    board.runFor("100ms");
    assertThat(heartbeat).latency(CORE_TIMER).isAtMost(FRAME);
  }

  @Test
  void bothKeepToTheirWindows(RunningBoard board, @Id(1) Guest heartbeat, @Id(2) Guest neighbour) {
    board.runFor("100ms");
    assertThat(heartbeat).cpuShare().isAtMost(0.25);
    assertThat(neighbour).cpuShare().isAtLeast(0.40).isAtMost(0.50);
  }

  @Test
  void theyTouchWhatIsTheirsOnly(
      RunningBoard board, @Id(1) Guest heartbeat, @Id(2) Guest neighbour) {
    board.runFor("50ms");
    assertThat(neighbour).neverWrote(heartbeat.ram()).neverRead(heartbeat.ram());
    assertThat(heartbeat).neverWrote(neighbour.ram()).neverRead(neighbour.ram());
    assertThat(board).hasNoViolations();
  }

  @Test
  void theTablesLetThemReachNothingElse(RunningBoard board) {
    assertThat(board).isIsolated();
  }

  @Test
  void itDoesNotNoticeWhoItsNeighbourIs(RunningBoard board) {
    assertThat(board).guest(1).isUnaffectedBy(2);
  }

  @Test
  void itIsInTimeWhoeverItsNeighbourIs(RunningBoard board) {
    assertThat(board).guest(1).underAttack("4ms", 1, 1).keepsPromises();
  }

  @Test
  @Program(
      guest = 2,
      assembly =
          """
          lui   $t0, 0xA001        # where the configuration gives it nothing
          sw    $t0, 0($t0)
          """)
  void aNeighbourThatGoesTooFarIsStoppedAlone(
      RunningBoard board, @Id(1) Guest heartbeat, @Id(2) Guest neighbour) {
    board.runUntil(neighbour.faults(), "10ms");
    assertThat(neighbour).hasFaulted("write of 00010000 denied");
    board.runUntil(heartbeat.console().prints("###"), "50ms");
    assertThat(board).hasNoViolations();
  }
}
