package org.vzlab.isolation.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;

final class GuaranteeRunsTest {
  /** 30 ms. */
  private static final long CYCLES = 6_000_000;

  private static final List<Neighbour> HOSTILE =
      Neighbours.programs().stream()
          .filter(one -> List.of("spins", "interrupts itself", "divides").contains(one.name()))
          .toList();

  private static List<Guarantee> measure(String configuration, Variant variant, int task)
      throws UserError {
    GuaranteePlan plan = GuaranteePlan.of(1, 2, CYCLES).of(List.of(task)).beside(HOSTILE);
    Setup setup = Setup.standard("../configs/" + configuration + ".config");
    GuaranteeRuns runs = GuaranteeRuns.of(setup, variant, plan);
    for (int i = 0; i < runs.size(); i++) {
      runs.run(i);
    }
    return runs.guarantees();
  }

  @Test
  void inAMajorFrameLatenciesAreThoseThatArePromisedWhateverTheOtherDoes() throws UserError {
    List<Guarantee> guarantees = measure("control-loop", Variant.NONE, 1);
    assertThat(guarantees).singleElement().matches(Guarantee::holds);
    Guarantee guest = guarantees.get(0);
    for (Quantity quantity : List.of(Quantity.LATENCY, Quantity.BUSY_LATENCY)) {
      Figure figure = guest.figure(quantity);
      assertThat(figure.attacked()).hasValue(figure.quiet().orElseThrow());
    }
    Figure busy = guest.figure(Quantity.BUSY_LATENCY);
    double promised = busy.promised().orElseThrow();
    assertThat(busy.attacked().orElseThrow()).isBetween(0.95 * promised, promised);
    assertThat(busy.worst().orElseThrow().time()).isPositive();
    Figure share = guest.figure(Quantity.SHARE);
    assertThat(share.promised()).hasValue((2000 - 63) / 10_000.0);
    assertThat(share.attacked().orElseThrow()).isBetween(0.1937, 0.22);
    assertThat(guest.figure(Quantity.SWITCH).attacked().orElseThrow())
        .isBetween(12_600.0, 14_233.0);
  }

  @Test
  void aBudgetIsHadBesideAMoreUrgentGuestAndNotMore() throws UserError {
    Guarantee guest = measure("priorities", Variant.NONE, 1).get(0);
    assertThat(guest.holds()).isTrue();
    assertThat(guest.figure(Quantity.SHARE).attacked().orElseThrow()).isBetween(0.2977, 0.3);
    assertThat(guest.figure(Quantity.BUSY_LATENCY).worst()).isPresent();
    assertThat(guest.busyLatencies().count()).isGreaterThan(100);
  }

  @Test
  void turnsPromiseNothingAndAreFair() throws UserError {
    Guarantee guest = measure("two-guests", Variant.NONE, 2).get(0);
    assertThat(guest.figures()).allMatch(figure -> figure.promised().isEmpty());
    Figure share = guest.figure(Quantity.SHARE);
    assertThat(share.quiet().orElseThrow()).isGreaterThan(0.95);
    assertThat(share.attacked().orElseThrow()).isBetween(0.4, 0.6);
    assertThat(share.worst().orElseThrow().beside()).isIn("spins", "interrupts itself", "divides");
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
    Guarantee guest = measure("control-loop", variant, 1).get(0);
    assertThat(guest.holds()).isFalse();
    assertThat(guest.figure(Quantity.SHARE).isBroken()).isTrue();
    assertThat(guest.figure(Quantity.SHARE).attacked().orElseThrow()).isBetween(0.02, 0.06);
    assertThat(guest.figure(Quantity.BUSY_LATENCY).isBroken()).isTrue();
  }

  @Test
  void aBudgetOfAUserIsComparedWithTheWorst() throws UserError {
    Guarantee guest = measure("control-loop", Variant.NONE, 1).get(0);
    double worst = guest.figure(Quantity.BUSY_LATENCY).attacked().orElseThrow();
    assertThat(new Budget(1, Quantity.BUSY_LATENCY, worst).isKeptBy(guest)).isTrue();
    assertThat(new Budget(1, Quantity.BUSY_LATENCY, worst - 1).isKeptBy(guest)).isFalse();
    assertThat(new Budget(1, Quantity.SHARE, 0.19).isKeptBy(guest)).isTrue();
    assertThat(new Budget(1, Quantity.SHARE, 0.25).isKeptBy(guest)).isFalse();
    assertThat(new Budget(2, Quantity.SHARE, 0.25).isKeptBy(guest)).isTrue();
  }

  @Test
  void aGuestThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> measure("control-loop", Variant.NONE, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no guest or thread 5");
  }
}
