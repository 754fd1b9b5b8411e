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
import org.vzlab.mips.isa.Isa;

/**
 * A guest reads Count and root answers (GPSI). An operation is one exit and what follows until the
 * next: the answer of modelled root software, ERET and four instructions.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CountExit {
  private static final int EXITS = 10_000;

  /** The image with the loop. */
  @Param("firmware/speed/loops.elf")
  public String image;

  private LoopMachine guest;

  /** Makes the machine. */
  @Setup
  public void start() {
    guest = LoopMachine.guest(image, "count_loop", Isa.MIPS32, Model.FUNCTIONAL);
  }

  /** Exits of a loop that reads Count. */
  @Benchmark
  @OperationsPerInvocation(EXITS)
  public long exit() {
    guest.executeExits(EXITS);
    return guest.exits();
  }
}
