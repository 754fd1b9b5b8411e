package org.vzlab.testkit;

import static org.vzlab.testkit.VzAssertions.assertThat;
import static org.vzlab.testkit.VzAssertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.guarantee.GuaranteePlan;
import org.vzlab.isolation.guarantee.GuaranteeRuns;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;

/** What a guest has beside hostile ones is asserted, and what is wrong says when. */
final class GuaranteesTest {
  /** One is enough to show what is asserted. */
  private static final List<Neighbour> HOSTILE =
      Neighbours.programs().stream().filter(one -> one.name().equals("divides")).toList();

  private static void fails(ThrowingCallable assertion, String... parts) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
  }

  private static void isRefused(ThrowingCallable assertion, String... parts) {
    assertThatThrownBy(assertion).isInstanceOf(BadBoard.class).hasMessageContainingAll(parts);
  }

  @Test
  @Board("configs/control-loop.config")
  void inAMajorFrameAGuestHasWhatItIsPromised(@Id(1) Guest loop) {
    AttackedAssert attacked = assertThat(loop).underAttack(HOSTILE, "20ms", 1, 0);
    attacked.keepsPromises();
    attacked.latency().isAtMost("500us").isAtLeast(1);
    attacked.busyLatency().isAtMost("8072us").isAtLeast(1_500_000);
    attacked.switchTime().isAtMost("72us").isAtLeast(12_600);
    attacked.cpuShare().isAtLeast(0.1936).isAtMost(0.1938);
    fails(
        () -> attacked.busyLatency().isAtMost("7ms"),
        "Expected guest 1's worst latency when it is always busy under attack to be at most"
            + " 1400000 cycles, but it is 15",
        " cycles, beside 'divides' at 0.01");
    fails(
        () -> attacked.cpuShare().isAtLeast(0.25),
        "Expected guest 1's part of the processor's time under attack to be at least 0.2500",
        ", beside 'divides' until 0.02");
    fails(() -> attacked.latency().isAtMost(10), "guest 1's worst latency under attack to be");
    fails(() -> attacked.switchTime().isAtMost(10), "guest 1's longest switch under attack to be");
  }

  /** Guest 1's window is its first 300 microseconds. */
  private static Layout starving(Layout tables) {
    Schedule.MajorFrame frame = (Schedule.MajorFrame) tables.schedule();
    Schedule.TimeWindow other = frame.windows().get(1);
    return new Layout(
        tables.partitions(),
        tables.threads(),
        tables.loads(),
        tables.setup(),
        new Schedule.MajorFrame(
            frame.length(),
            frame.switching(),
            List.of(new Schedule.TimeWindow(1, 0, 30_000), other)),
        tables.mailboxes(),
        tables.supervisions());
  }

  @Test
  @Board("configs/control-loop.config")
  void aPromiseThatIsBrokenSaysWhichOneAndWhen(RunningBoard board, @Id(1) Guest loop)
      throws UserError {
    GuaranteeRuns runs =
        GuaranteeRuns.of(
            board.recipe().setup(),
            Variant.NONE.withLayout(GuaranteesTest::starving),
            GuaranteePlan.of(1, 0, 4_000_000).of(List.of(1)).beside(HOSTILE));
    fails(
        () -> new AttackedAssert(loop, runs).keepsPromises(),
        "Expected guest 1 to have what its schedule promises, but:\n  busy-latency is 19",
        " cycles, beside 'divides' at 0.01",
        "; promised is at most 1614400 cycles\n  share is 0.0",
        ", beside 'divides' until 0.02",
        "; promised is at least 0.1929");
  }

  @Test
  @Board("configs/two-guests.config")
  void turnsPromiseNothingAndAreFair(@Id(2) Guest second) {
    AttackedAssert attacked = assertThat(second).underAttack(HOSTILE, "20ms", 1, 0);
    fails(
        attacked::keepsPromises,
        "Expected guest 2 to have what its schedule promises, but that is nothing");
    attacked.cpuShare().isAtLeast(0.4).isAtMost(0.6);
    fails(
        attacked::latency, "Expected guest 2 to have an interrupt to answer in 0.02", "never did");
  }

  /** It is never given the processor again unless somebody types. */
  @Test
  @Board("configs/two-guests.config")
  @Program(guest = 1, assembly = "idle: wait\n b idle\n nop")
  void whatIsTypedIsTypedAgain(@Id(1) Guest first) {
    first.console().type("x");
    assertThat(first).underAttack(HOSTILE, "3ms", 1, 0).switchTime().isAtLeast(1);
  }

  @Test
  @Board(
      text =
          """
          .schedule
              frame = 1000
              window = 1 0 900
          .
          .vm
              id = 1
              device = console
          .
          """)
  @Program(guest = 1, source = WithoutRam.class)
  void aGuestWithoutRamCannotBeAnother(@Id(1) Guest guest) {
    AttackedAssert attacked = assertThat(guest).underAttack("1ms");
    isRefused(attacked::busyLatency, "guest 1 has no code and RAM of its own", "busyLatency()");
    isRefused(attacked::cpuShare, "its cpuShare()", "cannot be measured");
    isRefused(attacked::keepsPromises, "keepsPromises() cannot be measured");
  }

  /** Waits, with code alone. */
  static final class WithoutRam implements ProgramSource {
    @Override
    public Image program() {
      Image waiting = Assembly.of("waiting.elf", "idle: wait\n b idle\n nop").program();
      List<Segment> code = waiting.segments().stream().filter(s -> !s.writable()).toList();
      return new Image(waiting.name(), waiting.entry(), code, List.of());
    }
  }

  @Test
  @Board("configs/threads.config")
  void whatThereIsNotIsRefused(RunningBoard board, @Id(1) Guest first) {
    isRefused(() -> board.guest(8), "found 8, which is a thread, expected a guest");
    isRefused(() -> assertThat(first).underAttack("soon"), "'soon' is not a time");
    isRefused(() -> assertThat(first).underAttack("0ms"), "found runs of 0 cycles");
    isRefused(
        () -> assertThat(first).exits("GPSI").isAtMost("1ms"),
        "found \"1ms\", expected a number: guest 1's exits by GPSI");
  }
}
