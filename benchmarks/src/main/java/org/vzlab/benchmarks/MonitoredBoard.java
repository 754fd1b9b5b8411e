package org.vzlab.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;
import org.vzlab.isolation.monitor.OwnershipMonitor;

/**
 * A whole board as users have it, with the ownership monitor of the isolation module and without.
 * An operation is a millisecond of board time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MonitoredBoard {
  private static final int MILLISECONDS = 10;
  private static final long CYCLES = MILLISECONDS * Session.CYCLES_PER_SECOND / 1000;

  /** What the guests do. */
  @Param public Workload workload;

  /** Whether the monitor watches. */
  @Param({"false", "true"})
  public boolean monitored;

  /** Where the configurations are. */
  @Param("configs")
  public String configs;

  private Bench bench;
  private OwnershipMonitor monitor;

  /** Powers the board on. */
  @Setup
  public void start() throws UserError {
    bench =
        Boards.bench(
            org.vzlab.board.Setup.standard(configs + "/" + workload.configuration),
            workload.variant());
    monitor = monitored ? OwnershipMonitor.watch(bench) : null;
  }

  /** The next 10 milliseconds of the board's time. */
  @Benchmark
  @OperationsPerInvocation(MILLISECONDS)
  public long run() {
    bench.run(bench.now() + CYCLES);
    return bench.now();
  }

  /**
   * What has been heard of so far: translations, accesses and interrupts; 0 without the monitor.
   */
  long heard() {
    return monitor == null ? 0 : monitor.translations() + monitor.accesses() + monitor.interrupts();
  }

  /** Violations so far. */
  long violations() {
    return monitor == null ? 0 : monitor.violationCount();
  }

  /** Instructions so far. */
  long instructions() {
    return bench.hart().instructions;
  }
}
