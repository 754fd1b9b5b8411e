package org.vzlab.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.kit.state.Snapshot;

/** Boards under tinyVP on the bench: powered on, taken as they are and put back to that moment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ForkBoard {
  /** When the board has booted: 20 ms after power-on. */
  private static final long BOOTED = 4_000_000;

  /** A millisecond, in SYSCLK cycles. */
  private static final long MILLISECOND = 200_000;

  /** The tinyVP configuration. */
  @Param({"configs/two-guests.config", "configs/sense-vm.config"})
  public String target;

  private Bench bench;
  private Snapshot booted;

  /** Powers the board on and lets it boot. */
  @Setup
  public void start() throws UserError {
    bench = open();
    bench.run(BOOTED);
    booted = bench.snapshot();
  }

  /** A board as users have it, powered on. */
  @Benchmark
  public Bench open() throws UserError {
    return Boards.bench(org.vzlab.board.Setup.standard(target), Variant.NONE);
  }

  /** A snapshot. */
  @Benchmark
  public Snapshot snapshot() {
    return bench.snapshot();
  }

  /** Back to the booted board, from the same place. */
  @Benchmark
  public long restore() {
    bench.restore(booted);
    return bench.now();
  }

  /** Back to the booted board, and a millisecond of board time from there. */
  @Benchmark
  public long restoreAndRun() {
    bench.restore(booted);
    bench.run(BOOTED + MILLISECOND);
    return bench.now();
  }
}
