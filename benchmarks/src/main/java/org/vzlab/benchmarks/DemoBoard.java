package org.vzlab.benchmarks;

import java.util.List;
import java.util.Optional;
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
import org.vzlab.board.Boards;
import org.vzlab.board.Session;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;

/**
 * A whole board: two guests under tinyVP, which mostly wait. An operation is a millisecond of board
 * time, so that operations a millisecond say how much faster than the board it runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DemoBoard {
  private static final int MILLISECONDS = 100;
  private static final long CYCLES = MILLISECONDS * Session.CYCLES_PER_SECOND / 1000;

  /** The tinyVP configuration. */
  @Param("configs/two-guests.config")
  public String target;

  private Session session;

  /** Powers the board on. */
  @Setup
  public void start() throws UserError {
    session =
        Boards.open(
            new org.vzlab.board.Setup(
                target, "wifire", Optional.empty(), List.of(), UnmodelledPolicy.QUIET));
  }

  /** The next 100 milliseconds of the board's time. */
  @Benchmark
  @OperationsPerInvocation(MILLISECONDS)
  public long run() {
    session.run(session.now() + CYCLES);
    return session.now();
  }
}
