package org.vzlab.isolation.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.model.GuestView;

/** What is measured on one board, with a guest that is always busy. */
final class MeterTest {
  private static final long MILLISECOND = 200_000;

  private static Bench busy(String configuration, int guest) throws UserError {
    Bench bench = Benches.of(configuration);
    Partition partition =
        bench.layout().orElseThrow().partitions().stream()
            .filter(one -> one.id() == guest)
            .findFirst()
            .orElseThrow();
    return Benches.booted(configuration, Probe.of(partition).in(Variant.NONE, bench, guest));
  }

  @Test
  void whatIsNeverAnsweredCountsAsAnsweredAtTheEnd() throws UserError {
    Bench bench = busy("priorities.config", 1);
    Service service = new Service();
    Meter meter = new Meter(bench, 1, "nobody", service);
    // Its 6 ms of 20 are used up by then, and guest 2 has had its 2.
    bench.run(15 * MILLISECOND);
    long count = service.latencies().count();
    assertThat(count).isGreaterThan(20);
    assertThat(service.latencies().max()).isLessThan(3 * MILLISECOND);
    meter.end();
    assertThat(service.latencies().count()).isEqualTo(count + 1);
    assertThat(service.latencies().max()).isGreaterThan(6 * MILLISECOND);
    assertThat(service.worstLatency()).hasValue(new Occasion("nobody", bench.now()));
    assertThat(service.hasOverrun()).isTrue();
  }

  @Test
  void aSwitchIsFromAnotherOneOnly() throws UserError {
    Bench bench = busy("control-loop.config", 1);
    Service service = new Service();
    Meter meter = new Meter(bench, 1, "nobody", service);
    bench.run(bench.now() + 21 * MILLISECOND);
    meter.end();
    GuestView guest = bench.hypervisor().orElseThrow().guests().get(0);
    long exits = guest.exits().values().stream().mapToLong(Long::longValue).sum();
    assertThat(exits).isGreaterThan(40);
    // At the first of its three windows nobody had the processor before.
    assertThat(service.switches().count()).isEqualTo(2);
    assertThat(service.switches().min()).isGreaterThan(12_600);
  }

  @Test
  void ofOneThatHasNoProcessorThereIsNoShare() throws UserError {
    Bench bench = busy("control-loop.config", 1);
    Service service = new Service();
    bench.run(bench.now() + 3 * MILLISECOND);
    Meter meter = new Meter(bench, 1, "nobody", service);
    bench.run(bench.now() + 5 * MILLISECOND);
    meter.end();
    assertThat(service.leastShare()).isZero();
    assertThat(service.switches().count()).isZero();
    assertThat(service.hasOverrun()).isFalse();
  }
}
