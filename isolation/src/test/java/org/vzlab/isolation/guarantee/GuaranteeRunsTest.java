package org.vzlab.isolation.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.Schedule;

/** What a guest has of the processor beside a hostile program is what its schedule promises. */
@TestInstance(Lifecycle.PER_CLASS)
final class GuaranteeRunsTest {
  /** 20 ms. */
  private static final long CYCLES = 4_000_000;

  /** One is enough to show what is measured: it takes all it is given, and interrupts itself. */
  private static final List<Neighbour> HOSTILE =
      Neighbours.programs().stream().filter(one -> one.name().equals("interrupts itself")).toList();

  private Guarantee loop;

  private static Guarantee measure(
      String configuration, Variant variant, int task, long cycles, long seeds) throws UserError {
    GuaranteePlan plan = GuaranteePlan.of(1, seeds, cycles).of(List.of(task)).beside(HOSTILE);
    Setup setup = Setup.standard("../configs/" + configuration + ".config");
    GuaranteeRuns runs = GuaranteeRuns.of(setup, variant, plan);
    for (int i = 0; i < runs.size(); i++) {
      runs.run(i);
    }
    assertThat(runs.guarantees()).hasSize(1);
    return runs.guarantees().get(0);
  }

  @BeforeAll
  void measure() throws UserError {
    loop = measure("control-loop", Variant.NONE, 1, CYCLES, 1);
  }

  @Test
  void inAMajorFrameLatenciesAreThoseThatArePromisedWhateverTheOtherDoes() {
    assertThat(loop.holds()).isTrue();
    for (Quantity quantity : List.of(Quantity.LATENCY, Quantity.BUSY_LATENCY)) {
      Figure figure = loop.figure(quantity);
      assertThat(figure.attacked()).hasValue(figure.quiet().orElseThrow());
    }
    Figure busy = loop.figure(Quantity.BUSY_LATENCY);
    double promised = busy.promised().orElseThrow();
    assertThat(busy.attacked().orElseThrow()).isBetween(0.95 * promised, promised);
    assertThat(busy.worst().orElseThrow().time()).isPositive();
    Figure share = loop.figure(Quantity.SHARE);
    assertThat(share.promised().orElseThrow()).isBetween(0.1925, (2000 - 63) / 10_000.0);
    assertThat(share.attacked().orElseThrow()).isBetween(0.1936, 0.1938);
    assertThat(share.attacked()).hasValue(share.quiet().orElseThrow());
    assertThat(loop.figure(Quantity.SWITCH).attacked().orElseThrow()).isBetween(12_600.0, 14_233.0);
  }

  @Test
  void aBudgetIsHadBesideAMoreUrgentGuestAndNotMore() throws UserError {
    Guarantee guest = measure("priorities", Variant.NONE, 1, CYCLES, 0);
    assertThat(guest.holds()).isTrue();
    assertThat(guest.figure(Quantity.SHARE).attacked().orElseThrow()).isBetween(0.28, 0.3);
    Figure busy = guest.figure(Quantity.BUSY_LATENCY);
    double exhausted = busy.promised().orElseThrow();
    assertThat(exhausted).isGreaterThan(guest.figure(Quantity.LATENCY).promised().orElseThrow());
    assertThat(busy.measured().orElseThrow()).isBetween(0.5 * exhausted, exhausted);
    assertThat(guest.busyLatencies().count()).isGreaterThan(25);
  }

  @Test
  void turnsPromiseNothingAndAreFair() throws UserError {
    Guarantee guest = measure("two-guests", Variant.NONE, 2, CYCLES, 0);
    assertThat(guest.figures()).allMatch(figure -> figure.promised().isEmpty());
    Figure share = guest.figure(Quantity.SHARE);
    assertThat(share.quiet().orElseThrow()).isGreaterThan(0.95);
    assertThat(share.attacked().orElseThrow()).isBetween(0.4, 0.6);
    assertThat(share.worst().orElseThrow().beside()).isEqualTo("interrupts itself");
  }

  /** Guest 2 has most of guest 1's window. */
  private static Layout starving(Layout tables) {
    Schedule.MajorFrame frame = (Schedule.MajorFrame) tables.schedule();
    long left = 30_000;
    return new Layout(
        tables.partitions(),
        tables.threads(),
        tables.loads(),
        tables.setup(),
        new Schedule.MajorFrame(
            frame.length(),
            frame.switching(),
            List.of(
                new Schedule.TimeWindow(1, 0, left),
                new Schedule.TimeWindow(2, left, frame.windows().get(1).end() - left))),
        tables.mailboxes(),
        tables.supervisions());
  }

  @Test
  void aScheduleThatLetsOneGuestStarveAnotherIsFound() throws UserError {
    Variant variant = Variant.NONE.withLayout(GuaranteeRunsTest::starving);
    Guarantee guest = measure("control-loop", variant, 1, 1, 0);
    assertThat(guest.holds()).isFalse();
    assertThat(guest.figure(Quantity.SHARE).isBroken()).isTrue();
    assertThat(guest.figure(Quantity.SHARE).attacked().orElseThrow()).isBetween(0.02, 0.06);
    assertThat(guest.figure(Quantity.BUSY_LATENCY).isBroken()).isTrue();
  }

  @Test
  void aBudgetOfAUserIsComparedWithTheWorst() {
    double worst = loop.figure(Quantity.BUSY_LATENCY).measured().orElseThrow();
    assertThat(new Budget(1, Quantity.BUSY_LATENCY, worst).isKeptBy(loop)).isTrue();
    assertThat(new Budget(1, Quantity.BUSY_LATENCY, worst - 1).isKeptBy(loop)).isFalse();
    assertThat(new Budget(1, Quantity.SHARE, 0.19).isKeptBy(loop)).isTrue();
    assertThat(new Budget(1, Quantity.SHARE, 0.25).isKeptBy(loop)).isFalse();
    assertThat(new Budget(2, Quantity.SHARE, 0.25).isKeptBy(loop)).isTrue();
  }

  @Test
  void aThreadIsMeasuredAsItIs() throws UserError {
    Guarantee thread = measure("threads", Variant.NONE, 8, CYCLES / 2, 0);
    assertThat(thread.title()).isEqualTo("thread 8");
    assertThat(thread.isReplaceable()).isFalse();
    assertThat(thread.figure(Quantity.SHARE).measured()).isEmpty();
    assertThat(thread.figure(Quantity.BUSY_LATENCY).measured()).isEmpty();
    Figure latency = thread.figure(Quantity.LATENCY);
    assertThat(latency.attacked().orElseThrow()).isGreaterThan(latency.quiet().orElseThrow());
  }

  /** The bytes of guests' programs of a board, by the guests. */
  private static byte[] program(Layout tables, int guest) {
    return tables.loads().stream()
        .filter(load -> load.owner().equals("guest " + guest))
        .findFirst()
        .map(Load::data)
        .orElseThrow();
  }

  @Test
  void aSupervisorIsLeftAsItIsWhenItsWardIsMeasured() throws UserError {
    List<Layout> boards = new ArrayList<>();
    Variant watched =
        Variant.NONE.withLayout(
            tables -> {
              boards.add(tables);
              return tables;
            });
    measure("fault-tolerance", watched, 2, 1, 0);
    // The first is looked at for what is granted; then as they are and hostile, and again busy.
    assertThat(boards).hasSize(5);
    Layout own = boards.get(0);
    for (Layout board : boards) {
      assertThat(program(board, 1)).isEqualTo(program(own, 1));
    }
    assertThat(program(boards.get(2), 3)).isNotEqualTo(program(own, 3));
    assertThat(program(boards.get(2), 2)).isEqualTo(program(own, 2));
    assertThat(program(boards.get(4), 2)).isNotEqualTo(program(own, 2));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> measure("control-loop", Variant.NONE, 5, CYCLES, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no guest or thread 5");
    assertThatThrownBy(() -> GuaranteePlan.of(1, 5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runs of 0 cycles");
  }
}
